import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ClassDecision, DecisionRow } from '@bimtek/graduation-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import words from '../words/id.ts';
import { ClassDecisionPage } from './class-decision-page.ts';

const classGroupId = '0197a000-0000-7000-8000-000000000007';
const preparedAt = '2026-07-13T03:00:00.000Z';
const decision = {
  classGroup: {
    id: classGroupId,
    code: 'JATENG-02-A',
    name: 'Kelas Jateng 02-A',
    state: 'decision',
    runName: 'Bimtek 2026',
    closedAt: null,
  },
  state: 'prepared',
  people: 2,
  passed: 1,
  notPassed: 1,
  namesUnconfirmed: 0,
  preparedAt,
  preparedBy: 'Ratna',
  approvedAt: null,
  approvedBy: null,
  isStale: false,
} as unknown as ClassDecision;
const person = (given: Partial<DecisionRow>): DecisionRow => ({
  enrollmentId: '0197a000-0000-7000-8000-000000000001' as DecisionRow['enrollmentId'],
  name: 'Asih',
  participantCode: 'BT26-1',
  place: 'Karang Asri',
  outcome: 'passed',
  finalScore: 80,
  grade: 'Memuaskan',
  attendanceRate: 82.35,
  isNameConfirmed: true,
  conditions: [],
  ...given,
});
const failed = person({
  enrollmentId: '0197a000-0000-7000-8000-000000000002' as DecisionRow['enrollmentId'],
  name: 'Budi',
  outcome: 'notPassed',
  grade: null,
  conditions: [
    {
      code: 'attendance',
      state: 'unmet',
      value: 79.41,
      limit: 80,
      scale: 100,
      hours: null,
      isApproved: null,
    },
    { code: 'plan', state: 'unmet', value: 82, limit: 70, scale: 100, hours: null, isApproved: false },
    { code: 'postTest', state: 'missing', value: null, limit: 60, scale: 100, hours: null, isApproved: null },
  ],
});

async function open(
  given: Partial<ClassDecision> = {},
  permissions = ['decision.read', 'decision.prepare', 'decision.approve'],
  answers: Record<string, () => unknown> = {},
) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: {
          graduation: words,
          delivery: {
            classGroup: { nav: 'Bagian kelas', people: 'Peserta', scores: 'Nilai', decisions: 'Kelulusan' },
          },
        },
        session: aSession({ permissions }),
        answers: {
          getClassDecision: () => ({ ...decision, ...given }),
          listDecisions: () => ({ items: [person({}), failed], next: null, total: 2 }),
          ...answers,
        },
        routes: [{ path: 'kelola/kelas/:classGroupId/kelulusan', component: ClassDecisionPage }],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(`/kelola/kelas/${classGroupId}/kelulusan`);
  const settle = async () => {
    await harness.fixture.whenStable();
    harness.detectChanges();
  };
  await settle();
  await settle();
  const root = () => harness.routeNativeElement as HTMLElement;
  const button = (name: string) =>
    [...root().querySelectorAll('button')].find((one) => one.textContent?.includes(name));
  return {
    text: () => (root().textContent ?? '').replaceAll(/\s+/g, ' '),
    button,
    press: async (name: string) => {
      button(name)?.click();
      await settle();
      await settle();
    },
  };
}
const calls = () => (TestBed.inject(ApiClient) as FakeApi).calls;

// jsdom has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

describe('the decision on a class', () => {
  it('shows for each person the outcome and the reasons', async () => {
    const page = await open();
    expect(page.text()).toContain('Semua syarat terpenuhi');
    expect(page.text()).toContain('Kehadiran 79,4 %, perlu 80 %');
    expect(page.text()).toContain('Rencana belum disetujui');
    expect(page.text()).toContain('Post-test belum dikerjakan');
  });

  it('is approved as it was looked at, after a question that says how many pass', async () => {
    const page = await open({}, undefined, {
      approveDecision: () => ({ ...decision, state: 'approved', approvedAt: preparedAt, approvedBy: 'Budi' }),
    });
    await page.press('Setujui dan tutup kelas');
    expect(page.text()).toContain('1 orang lulus');
    expect(page.text()).toContain('Ini tidak dapat dibatalkan.');
    await page.press('Setujui, 1 orang lulus');
    expect(calls().find(({ name }) => name === 'approveDecision')?.input).toMatchObject({
      body: { preparedAt },
    });
    expect(page.text()).toContain('Keputusan sudah berlaku');
    expect(page.button('Setujui dan tutup kelas')).toBeUndefined();
  });

  it('says what to do when scores have changed since', async () => {
    const page = await open({ isStale: true });
    expect(page.text()).toContain('Siapkan ulang agar keputusan memakai nilai yang terbaru.');
    expect(page.button('Setujui dan tutup kelas')).toBeUndefined();
    expect(page.button('Siapkan ulang')).toBeDefined();
  });

  it('keeps the page and says why when approving is refused', async () => {
    const page = await open({}, undefined, {
      approveDecision: () => {
        throw new ApiProblem('own-library', 409, 'own');
      },
    });
    await page.press('Setujui dan tutup kelas');
    await page.press('Setujui, 1 orang lulus');
    expect(page.text()).toContain('Keputusannya harus diambil orang lain.');
    expect(page.text()).toContain('Budi');
  });

  it('offers an organizer to prepare, not to approve', async () => {
    const page = await open({}, ['decision.read', 'decision.prepare']);
    expect(page.text()).toContain('Menunggu persetujuan admin pusat.');
    expect(page.button('Setujui dan tutup kelas')).toBeUndefined();
  });

  it('waits for the organizer when nothing is prepared and one may only look', async () => {
    const page = await open({ state: 'none', preparedAt: null }, ['decision.read']);
    expect(page.text()).toContain('Penyelenggara kelas belum menyiapkan keputusan.');
    expect(page.button('Siapkan keputusan')).toBeUndefined();
  });
});
