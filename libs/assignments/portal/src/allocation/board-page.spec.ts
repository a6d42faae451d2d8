import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  applyRebalance,
  getMarkingBoard,
  planRebalance,
  setMarkerSettings,
} from '@bimtek/assignments-contracts';
import { listRuns } from '@bimtek/delivery-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BoardPage } from './board-page.ts';
import words from './words/id.ts';

const runId = '0197a000-0000-7000-8000-000000000001';
const budi = '0197a000-0000-7000-8000-0000000000b1';
const sari = '0197a000-0000-7000-8000-0000000000b2';
const row = (given: object) => ({
  id: budi,
  name: 'Budi Pelatih',
  open: 6,
  soon: 2,
  late: 1,
  unallocated: 0,
  nextDueAt: '2026-07-09T16:59:59.000Z',
  days: 0.6,
  perDay: 10,
  awayUntil: null,
  ...given,
});
const plan = {
  token: 'plan-1',
  moved: 3,
  unallocated: 0,
  markers: [
    { id: budi, name: 'Budi Pelatih', before: 6, after: 3, daysBefore: 0.6, daysAfter: 0.3, isAway: false },
    { id: sari, name: 'Sari Pelatih', before: 0, after: 3, daysBefore: 0, daysAfter: 0.3, isAway: false },
  ],
};

async function open(query = '') {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { allocation: words },
        session: aSession({ role: 'organizer', permissions: ['assignment.allocate', 'class.read'] }),
        routes: [{ path: 'kelola/penilaian', component: BoardPage }],
      }),
    ],
  });
  const api = TestBed.inject(ApiClient) as FakeApi;
  const total = row({ id: null, name: null, open: 6, days: null, perDay: null });
  api.answer(listRuns, () => ({
    items: [
      {
        id: runId as never,
        name: 'Bimtek 2026',
        year: 2026,
        mode: 'online' as const,
        curriculumVersionId: runId,
        decreeId: null,
        startsOn: '2026-07-06',
        endsOn: '2026-07-10',
        state: 'running' as const,
        people: {},
        classGroups: 1,
      },
    ],
    next: null,
    total: 1,
  }));
  api.answer(
    getMarkingBoard,
    () =>
      ({
        items: [
          row({ id: null, name: null, open: 1, unallocated: 1 }),
          row({}),
          row({ id: sari, name: 'Sari Pelatih', open: 0, soon: 0, late: 0, awayUntil: '2026-07-12' }),
        ],
        total,
        now: '2026-07-08T02:00:00.000Z',
      }) as never,
  );
  api.answer(planRebalance, () => plan as never);
  const harness = await RouterTestingHarness.create(`/kelola/penilaian${query}`);
  const settle = async () => {
    for (let turn = 0; turn < 4; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      await harness.fixture.whenStable();
      harness.detectChanges();
    }
  };
  await settle();
  const root = harness.routeNativeElement as HTMLElement;
  const press = async (label: string) => {
    const button = [...root.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === label,
    );
    if (!button) throw new Error(`no button ${label}`);
    button.click();
    await settle();
  };
  return { api, root, press, settle };
}

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
  };
});
beforeEach(() => void TestBed.resetTestingModule());

describe('the board', () => {
  it('says how much waits with whom, what is late, and who is away', async () => {
    const { root } = await open();
    const rows = [...root.querySelectorAll('table.tb tbody tr')].map((one) =>
      one.textContent.replaceAll(/\s+/g, ' '),
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('Tanpa penilai');
    expect(rows[1]).toContain('Budi Pelatih');
    expect(rows[1]).toContain('0,6 hari, 10 karya sehari');
    expect(rows[2]).toContain('Berhalangan sampai');
  });

  it('shows what evening out would do to everybody before it does it', async () => {
    const { api, root, press } = await open();
    const asked: unknown[] = [];
    api.answer(applyRebalance, (call) => {
      asked.push(call.body);
      return { moved: 3 };
    });
    await press('Ratakan antrean');
    const effect = [...root.querySelectorAll('.effect tbody tr')].map((one) =>
      one.textContent.replaceAll(/\s+/g, ' '),
    );
    expect(effect).toEqual([
      expect.stringMatching(/Budi Pelatih 6 .*hari ?3/),
      expect.stringMatching(/Sari Pelatih 0 .*hari ?3/),
    ]);
    expect(asked).toEqual([]);
    await press('Ratakan');
    expect(asked).toEqual([{ token: 'plan-1' }]);
  });

  it('says that something has changed since, and works it out again', async () => {
    const { api, root, press } = await open();
    api.answer(applyRebalance, () => {
      throw new ApiProblem('plan-has-changed', 409, '');
    });
    await press('Ratakan antrean');
    await press('Ratakan');
    expect(root.textContent).toContain('ada yang berubah sejak dihitung');
    await press('Hitung ulang');
    expect(root.textContent).not.toContain('ada yang berubah sejak dihitung');
  });

  it('sets what a trainer takes on, and refuses half an absence', async () => {
    const { api, root, press, settle } = await open();
    const sent: unknown[] = [];
    const { getMarkerSettings } = await import('@bimtek/assignments-contracts');
    const settings = { perDay: 10, mostOpen: null, awayFrom: null, awayUntil: null, modules: [] };
    api.answer(getMarkerSettings, () => settings);
    api.answer(setMarkerSettings, ({ body }) => {
      sent.push(body);
      return body as never;
    });
    await press('Atur Budi Pelatih');
    const dates = root.querySelectorAll<HTMLInputElement>('assignments-marker-settings input[type=date]');
    const fill = async (input: HTMLInputElement | undefined, value: string) => {
      if (!input) throw new Error('no input');
      input.value = value;
      input.dispatchEvent(new Event('input'));
      await settle();
    };
    await fill(dates[0], '2026-07-08');
    await press('Simpan');
    expect(sent).toEqual([]);
    expect(root.textContent).toContain('Periksa lagi isian ini');
    await fill(dates[1], '2026-07-10');
    await press('Simpan');
    expect(sent).toEqual([{ ...settings, awayFrom: '2026-07-08', awayUntil: '2026-07-10' }]);
  });
});
