import { TestBed } from '@angular/core/testing';
import type { RubricEffect, RubricOfRun } from '@bimtek/assignments-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { aRubric, anAssignment, now } from '../testing/some-work.ts';
import { RubricPage } from './rubric-page.ts';
import words from './words/id.ts';

const { code, title, minutes, summary, moduleCode, moduleTitle } = anAssignment();
const head = { code, title, minutes, summary, moduleCode, moduleTitle };
const run: RubricOfRun = {
  assignment: head,
  runName: 'Bimtek 2026',
  assignments: [head],
  rubric: aRubric,
  original: aRubric,
  corrections: [],
  refusal: null,
};
const effect: RubricEffect = {
  token: 'tanda',
  changes: [
    {
      submissionId: '0197a000-0000-7000-8000-0000000000e1' as never,
      markId: '0197a000-0000-7000-8000-0000000000e2' as never,
      name: 'Asih Lestari',
      className: 'Kelas Jatim 04',
      before: 80,
      after: 75,
      isReleased: true,
    },
  ],
  changed: 1,
  unchanged: 3,
  closed: 2,
  higher: 0,
  lower: 1,
};

async function shown(given: Partial<RubricOfRun> = {}) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { rubrics: words },
        session: aSession({ role: 'masterTrainer', permissions: ['rubric.correct'] }),
        answers: {
          getRubricOfRun: () => ({ ...run, ...given }),
          checkRubric: () => effect,
          correctRubric: () => ({
            ...run,
            corrections: [{ number: 1, by: 'Wayan', at: now, reason: 'Bobot tertukar.', changed: 1 }],
          }),
        },
      }),
    ],
  });
  const fixture = TestBed.createComponent(RubricPage);
  fixture.componentRef.setInput('runId', '0197a000-0000-7000-8000-0000000000f1');
  fixture.componentRef.setInput('tugas', 'T4');
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const click = async (label: string) => {
    [...page.querySelectorAll('button')].find((one) => one.textContent?.includes(label))?.click();
    await fixture.whenStable();
  };
  const weigh = async (place: number, weight: number) => {
    const field = page.querySelectorAll<HTMLInputElement>('input[type=number]')[place];
    if (!field) throw new Error('no weight');
    field.value = String(weight);
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  return { fixture, page, click, weigh, calls: (TestBed.inject(ApiClient) as FakeApi).calls };
}

describe('correcting a rubric', () => {
  it('shows the effect before anything can be applied, and again after every change', async () => {
    const { page, click, weigh, calls } = await shown();
    expect(page.textContent).not.toContain(words.apply);
    await weigh(0, 50);
    expect(page.textContent).toContain('sekarang 90');
    await weigh(1, 50);
    await click(words.check);
    expect(page.textContent).toContain('1 nilai berubah');
    expect(page.textContent).toContain('Asih Lestari');
    expect(page.textContent).toContain('2 nilai di kelas yang sudah ditutup');
    await weigh(0, 55);
    expect(page.textContent).not.toContain(words.apply);
    await weigh(0, 50);
    await click(words.check);
    await click(words.apply);
    expect(page.textContent).toContain(words.reasonShort);
    expect(calls.some(({ name }) => name === 'correctRubric')).toBe(false);
    const reason = [...page.querySelectorAll('textarea')].at(-1);
    if (!reason) throw new Error('no reason');
    reason.value = 'Bobot tertukar.';
    reason.dispatchEvent(new Event('input'));
    await click(words.apply);
    expect(calls.find(({ name }) => name === 'correctRubric')?.input).toMatchObject({
      body: { token: 'tanda', reason: 'Bobot tertukar.', criteria: [{ weight: 50 }, { weight: 50 }] },
    });
    expect(page.textContent).toContain('Perbaikan ke-1 oleh Wayan');
  });

  it('offers nothing to whoever works with some classes of the run only', async () => {
    const { page } = await shown({ refusal: 'beyond-your-classes' });
    expect(page.textContent).toContain(words.refusal['beyond-your-classes']);
    expect(page.textContent).not.toContain(words.check);
    expect(page.querySelector('fieldset')?.disabled).toBe(true);
  });
});
