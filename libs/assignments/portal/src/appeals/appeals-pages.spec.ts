import { TestBed } from '@angular/core/testing';
import type { AppealDetail, MyAppeal } from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import markingWords from '../marking/words/id.ts';
import { aBrief, aSubmission, aVersion, now, someFeedback } from '../testing/some-work.ts';
import { AppealPage } from './appeal-page.ts';
import { MyAppealPage } from './my-appeal-page.ts';
import words from './words/id.ts';

const appealId = '0197a000-0000-7000-8000-0000000000b1';
const appeal = {
  id: appealId,
  state: 'open',
  reason: 'Kriteria ukuran hasil sudah saya tulis dengan angka.',
  madeAt: now,
  scoreBefore: 80,
  decision: null,
} as NonNullable<MyAppeal['appeal']>;
const none: MyAppeal = { appeal: null, until: '2026-07-09T16:59:59.000Z', refusal: null };

const click = (page: HTMLElement, label: string) =>
  [...page.querySelectorAll('button')].find((one) => one.textContent?.includes(label))?.click();
const write = (page: HTMLElement, label: string, text: string) => {
  const field = [...page.querySelectorAll('ui-field')].find((one) => one.textContent?.includes(label));
  const area = field?.querySelector('textarea');
  if (!area) throw new Error(`no field ${label}`);
  area.value = text;
  area.dispatchEvent(new Event('input'));
};

async function mine(first: MyAppeal, answers: Record<string, () => unknown> = {}) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { appeals: words },
        session: aSession({ permissions: ['assignment.hand-in'] }),
        answers: { getMyAppeal: () => first, ...answers },
      }),
    ],
  });
  const fixture = TestBed.createComponent(MyAppealPage);
  fixture.componentRef.setInput('code', 'T4');
  await fixture.whenStable();
  return {
    fixture,
    page: fixture.nativeElement as HTMLElement,
    calls: (TestBed.inject(ApiClient) as FakeApi).calls,
  };
}

describe('the page of an own appeal', () => {
  it('takes an appeal with a reason that says something', async () => {
    const { fixture, page, calls } = await mine(none, {
      makeAppeal: () => ({ ...none, appeal, refusal: 'already-appealed' }),
    });
    expect(page.textContent).toContain('sampai 9 Juli 2026, 23.59 WIB');
    write(page, words.reason, 'Kurang.');
    click(page, words.send);
    await fixture.whenStable();
    expect(page.textContent).toContain('paling sedikit 20 huruf');
    expect(calls.some(({ name }) => name === 'makeAppeal')).toBe(false);
    write(page, words.reason, appeal.reason);
    click(page, words.send);
    await fixture.whenStable();
    expect(calls.at(-1)).toMatchObject({ name: 'makeAppeal', input: { body: { reason: appeal.reason } } });
    expect(page.textContent).toContain(words.state.open.title);
    expect(page.querySelector('textarea')).toBeNull();
  });

  it('keeps what was written and sends the same appeal again when the first time failed', async () => {
    let tries = 0;
    const { fixture, page, calls } = await mine(none, {
      makeAppeal: () => {
        if (++tries === 1) throw new ApiProblem('offline', 0, '');
        return { ...none, appeal };
      },
    });
    write(page, words.reason, appeal.reason);
    for (let time = 1; time <= 2; time++) {
      click(page, words.send);
      await fixture.whenStable();
    }
    const ids = calls
      .filter(({ name }) => name === 'makeAppeal')
      .map(({ input }) => (input as { body: { id: string } }).body.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('says why none can be made, and shows what was decided', async () => {
    const late = await mine({ ...none, refusal: 'appeal-too-late' });
    expect(late.page.textContent).toContain(words.refusal['appeal-too-late']);
    expect(late.page.querySelector('textarea')).toBeNull();
    TestBed.resetTestingModule();
    const decision = { outcome: 'changed', reason: 'Angkanya ada.', by: 'Sari', at: now, score: 90 } as const;
    const { page } = await mine({
      ...none,
      refusal: 'already-appealed',
      appeal: { ...appeal, state: 'decided', decision },
    });
    expect(page.textContent).toContain(words.outcome.changed);
    expect(page.textContent).toContain('90,00');
    expect(page.textContent).toContain('Angkanya ada.');
  });
});

async function onDesk(changes: Partial<AppealDetail> = {}, answers: Record<string, () => unknown> = {}) {
  const { content, score } = someFeedback();
  const { classGroup, module, id: submissionId } = aSubmission();
  const detail = {
    ...appeal,
    submissionId,
    assignmentCode: 'T4',
    classGroup,
    name: 'Asih Lestari',
    place: 'Karang Asri',
    markerName: 'Budi',
    refusal: null,
    brief: aBrief,
    module,
    versions: [aVersion],
    mark: { content, score },
    ...changes,
  } as AppealDetail;
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { appeals: words, marking: markingWords },
        session: aSession({ role: 'expertTrainer', permissions: ['appeal.read', 'appeal.decide'] }),
        answers: { getAppeal: () => detail, ...answers },
      }),
    ],
  });
  const fixture = TestBed.createComponent(AppealPage);
  fixture.componentRef.setInput('appealId', appealId);
  await fixture.whenStable();
  return {
    fixture,
    page: fixture.nativeElement as HTMLElement,
    calls: (TestBed.inject(ApiClient) as FakeApi).calls,
  };
}

describe('deciding an appeal at the desk', () => {
  const decided = { outcome: 'changed', reason: appeal.reason, by: 'Sari', at: now, score: 100 };

  it('begins with the first mark, refuses the same score, and sends what was changed', async () => {
    const { fixture, page, calls } = await onDesk({}, { decideAppeal: () => decided });
    const choices = [...page.querySelectorAll<HTMLInputElement>('ui-segment input')];
    choices[1]?.click();
    await fixture.whenStable();
    write(page, words.desk.reason, appeal.reason);
    click(page, words.desk.save);
    await fixture.whenStable();
    expect(page.textContent).toContain(words.desk.same);
    const best = [...page.querySelectorAll('fieldset')].at(-1)?.querySelector('input');
    best?.click();
    await fixture.whenStable();
    click(page, words.desk.save);
    await fixture.whenStable();
    expect(calls.find(({ name }) => name === 'decideAppeal')?.input).toMatchObject({
      body: { outcome: 'changed', content: { levels: { need: 4, result: 4 } } },
    });
  });

  it('is not offered to whoever marked the work', async () => {
    const { page } = await onDesk({ refusal: 'marked-it-before' });
    expect(page.textContent).toContain(words.desk.refusal['marked-it-before']);
    expect(page.querySelector('textarea')).toBeNull();
  });
});
