import { TestBed } from '@angular/core/testing';
import type { ReleaseCheck } from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { submissionIds } from '../testing/some-work.ts';
import { ReleaseDialog } from './release-dialog.ts';
import words from './words/id.ts';

const planId = '0197a000-0000-7000-8000-0000000000c1';
const check: ReleaseCheck = {
  ready: [
    { submissionId: submissionIds[0] as never, name: 'Asih Lestari', score: 80, isChosen: false },
    { submissionId: submissionIds[1] as never, name: 'Budi Santosa', score: 62.5, isChosen: true },
  ],
  waiting: 3,
  released: 1,
  plans: [
    {
      id: planId as never,
      releaseAt: '2099-07-10T02:00:00.000Z',
      chosen: 1,
      state: 'waiting',
      setBy: 'Sari',
      released: null,
    },
  ],
};
const of = {
  classGroupId: '0197a000-0000-7000-8000-000000000007' as never,
  assignmentCode: 'T4' as const,
  title: 'Rancangan kegiatan',
  timeZone: 'Asia/Makassar',
};

async function open(
  given: Partial<ReleaseCheck> = {},
  answers: Record<string, (input: never) => unknown> = {},
) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { releases: words },
        session: aSession({ permissions: ['assignment.mark'] }),
        answers: {
          checkRelease: () => ({ ...check, ...given }),
          releaseMarks: () => ({ released: 2 }),
          planRelease: () => check.plans[0],
          cancelRelease: () => ({ ...check.plans[0], state: 'cancelled' }),
          ...(answers as object),
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(ReleaseDialog);
  fixture.componentRef.setInput('of', of);
  const happened: string[] = [];
  fixture.componentInstance.closed.subscribe(() => happened.push('closed'));
  fixture.componentInstance.released.subscribe(() => happened.push('released'));
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  return {
    page,
    happened,
    sent: (name: string) => calls.filter((call) => call.name === name).map(({ input }) => input),
    text: () => (page.textContent ?? '').replaceAll(/\s+/g, ' '),
    click: async (label: string) => {
      const button = [...page.querySelectorAll('button')].find((one) => one.textContent?.includes(label));
      if (!button) throw new Error(`no button ${label}`);
      button.click();
      await fixture.whenStable();
    },
    tick: async (label: string) => {
      const row = [...page.querySelectorAll('label')].find((one) => one.textContent?.includes(label));
      if (!row) throw new Error(`no choice ${label}`);
      row.querySelector('input')?.click();
      await fixture.whenStable();
    },
    time: async (value: string) => {
      const input = page.querySelector<HTMLInputElement>('input[type=datetime-local]');
      if (!input) throw new Error('no time');
      input.value = value;
      input.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
  };
}

// jsdom has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

describe('the dialog of a release', () => {
  it('says first what would be shown, what not, and what is planned', async () => {
    const page = await open();
    expect(page.text()).toContain(
      '2 nilai siap tampil. 3 karya belum selesai dinilai dan tidak ikut. 1 nilai sudah dirilis.',
    );
    expect(page.text()).toContain('1 karya pilihan · menunggu');
    expect(page.sent('releaseMarks')).toEqual([]);
  });

  it('shows just the marks it has named, whatever is marked meanwhile', async () => {
    const page = await open();
    await page.click('Rilis 2 nilai');
    expect(page.sent('releaseMarks')).toMatchObject([
      { params: { assignmentCode: 'T4' }, body: { submissionIds: submissionIds.slice(0, 2) } },
    ]);
    expect(page.happened).toEqual(['released', 'closed']);
  });

  it('shows chosen marks only, and asks for one at least', async () => {
    const page = await open();
    await page.tick(words.some);
    await page.click('Rilis 0 nilai');
    expect(page.text()).toContain(words.nobody);
    expect(page.text()).toContain(words.inPlan);
    await page.tick('Budi Santosa');
    await page.click('Rilis 1 nilai');
    expect(page.sent('releaseMarks')).toMatchObject([{ body: { submissionIds: [submissionIds[1]] } }]);
  });

  it('plans a release in the time of the class, for all that will be marked by then', async () => {
    const page = await open();
    await page.tick(words.later);
    await page.click(words.schedule);
    expect(page.text()).toContain(words.noTime);
    await page.time('2001-01-01T08:00');
    await page.click(words.schedule);
    expect(page.sent('planRelease')).toEqual([]);
    await page.time('2099-07-10T10:00');
    await page.click(words.schedule);
    expect(page.sent('planRelease')).toMatchObject([
      { body: { releaseAt: '2099-07-10T02:00:00.000Z', submissionIds: null } },
    ]);
    expect(page.happened).toEqual([]);
  });

  it('sends the same plan again when the answer was lost', async () => {
    let tries = 0;
    const page = await open(
      {},
      {
        planRelease: () => {
          if (++tries === 1) throw new ApiProblem('unreachable', 0, '');
          return check.plans[0];
        },
      },
    );
    await page.tick(words.later);
    await page.time('2099-07-10T10:00');
    await page.click(words.schedule);
    await page.click(words.schedule);
    const ids = page
      .sent('planRelease')
      .map((sent) => (sent as { params: { planId: string } }).params.planId);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  });

  it('calls a planned release off, and looks again', async () => {
    const page = await open();
    await page.click(words.cancel);
    expect(page.sent('cancelRelease')).toMatchObject([{ params: { planId } }]);
    expect(page.sent('checkRelease')).toHaveLength(2);
  });

  it('stays open and says why when the class was closed', async () => {
    const page = await open(
      {},
      {
        releaseMarks: () => {
          throw new ApiProblem('class-closed', 409, '');
        },
      },
    );
    await page.click('Rilis 2 nilai');
    expect(page.happened).toEqual([]);
    expect(page.page.querySelector('ui-banner')).not.toBeNull();
  });

  it('offers a plan alone when nothing is ready', async () => {
    const page = await open({ ready: [] });
    expect(page.text()).toContain(words.none);
    expect([...page.page.querySelectorAll('button')].some((one) => one.textContent?.includes('Rilis'))).toBe(
      false,
    );
  });
});
