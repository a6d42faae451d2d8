import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { QueueRow, type SubmissionDetail, type SubmissionId } from '@bimtek/assignments-contracts';
import { lessonWords } from '@bimtek/curriculum-portal';
import { ApiClient, type WordTree } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import allocationWords from '../allocation/words/id.ts';
import filesWords from '../files/words/id.ts';
import { aSubmission, aVersion, now, submissionIds } from '../testing/some-work.ts';
import { DeskPage } from './desk-page.ts';
import words from './words/id.ts';

async function open(
  given: Partial<SubmissionDetail> = {},
  permissions = ['assignment.read', 'assignment.mark'],
  at = '',
) {
  const pieces = submissionIds.map((id, place) =>
    aSubmission({
      id: id as SubmissionId,
      name: `Orang ${place + 1}`,
      receiptCode: `K-7QM4-2XP${'ABC'[place]}`,
      ...(place === 0 ? given : {}),
    }),
  );
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: {
          marking: words,
          lesson: lessonWords.id as WordTree,
          files: filesWords,
          allocation: allocationWords,
        },
        session: aSession({ permissions }),
        answers: {
          listSubmissions: () => ({
            items: pieces.map((piece) => QueueRow.parse(piece)),
            next: null,
            previous: null,
          }),
          countSubmissions: () => ({ counts: { submitted: 3 }, claimedByMe: 0, mine: 3, mineLate: 0 }),
          getSubmission: ({ params }) =>
            pieces.find(({ id }) => id === (params as { submissionId: string }).submissionId),
          saveMark: ({ body }) => ({
            revision: (body as { basedOn: number }).basedOn + 1,
            savedAt: now,
            claimedUntil: now,
          }),
          finishMark: () => ({
            state: 'marked',
            revision: 9,
            score: { points: 85, latePoints: 0, score: 85 },
          }),
        },
        routes: [{ path: 'kelola/menilai', component: DeskPage }],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(`/kelola/menilai${at}`);
  const settle = async () => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      await harness.fixture.whenStable();
      harness.detectChanges();
    }
  };
  await settle();
  const root = harness.routeNativeElement as HTMLElement;
  return {
    root,
    text: () => (root.textContent ?? '').replaceAll(/\s+/g, ' '),
    heading: () => root.querySelector('#karya')?.textContent,
    press: async (key: string, on: EventTarget = document.body, more: KeyboardEventInit = {}) => {
      on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
      await settle();
    },
  };
}
const calls = (name: string) =>
  (TestBed.inject(ApiClient) as FakeApi).calls.filter((call) => call.name === name);

// jsdom has no modal dialogs.
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});
beforeEach(() => localStorage.clear());

describe('the grading desk', () => {
  it('opens on what waits longest', async () => {
    const page = await open();
    expect(page.heading()).toBe('Orang 1');
    expect(TestBed.inject(Router).url).toContain(submissionIds[0]);
    expect(page.text()).toContain('Kelas olah singkong untuk ibu-ibu.');
  }, 20_000);

  it('marks a piece by keys alone and goes on to the next', async () => {
    const page = await open();
    await page.press('3');
    await page.press('4');
    expect(page.text()).toContain('85,00 dari 100 · 2 dari 2 kriteria terisi');
    await page.press('Enter');
    expect(calls('finishMark')).toMatchObject([
      {
        input: {
          params: { submissionId: submissionIds[0] },
          body: { content: { levels: { need: 3, result: 4 } } },
        },
      },
    ]);
    expect(page.heading()).toBe('Orang 2');
  });

  it('does not take what is typed in a comment for a shortcut', async () => {
    const page = await open();
    await page.press('3');
    const box = page.root.querySelector('textarea') as HTMLTextAreaElement;
    await page.press('j', box);
    await page.press('4', box);
    expect(page.heading()).toBe('Orang 1');
    expect(page.text()).toContain('1 dari 2 kriteria terisi');
  });

  it('moves with j and k, undoes with z and shows all keys with ?', async () => {
    const page = await open();
    await page.press('j');
    expect(page.heading()).toBe('Orang 2');
    await page.press('k');
    expect(page.heading()).toBe('Orang 1');
    await page.press('2');
    await page.press('z');
    expect(page.text()).toContain('0 dari 2 kriteria terisi');
    await page.press('?');
    expect([...page.root.querySelectorAll('dialog')].some((dialog) => dialog.open)).toBe(true);
  });

  it('can do without single-letter keys', async () => {
    localStorage.setItem('pintasan-menilai', 'mati');
    const page = await open();
    await page.press('j');
    await page.press('3');
    expect(page.heading()).toBe('Orang 1');
    expect(page.text()).toContain('0 dari 2 kriteria terisi');
  });

  it('does not finish before every criterion is set, nor at a level at which the work goes back', async () => {
    const page = await open();
    await page.press('3');
    await page.press('Enter', document.body, { ctrlKey: true });
    expect(page.text()).toContain('Yang belum: Ukuran hasil.');
    await page.press('1');
    expect(page.text()).toContain('karya kembali untuk direvisi: Ukuran hasil.');
    expect(page.text()).toContain('Tulis dulu apa yang perlu direvisi.');
    await page.press('Enter');
    expect(calls('finishMark')).toEqual([]);
  });

  it('says who is at work on a piece, and offers to take it over', async () => {
    const until = '2026-07-06T02:30:00.000Z';
    const page = await open({ refusal: 'claimed-by-another', claim: { by: 'Budi', isMine: false, until } });
    await page.press('j');
    await page.press('k');
    await page.press('k');
    expect(page.text()).toContain('Sedang dinilai Budi');
    await page.press('3');
    expect(calls('saveMark')).toEqual([]);
  });

  it('lets an organizer read, not mark', async () => {
    const page = await open({}, ['assignment.read']);
    await page.press('3');
    expect(page.text()).toContain('0 dari 2 kriteria terisi');
    expect(page.text()).not.toContain('Simpan, berikutnya');
  });
});

describe('one criterion across all works', () => {
  const clarity = '?tugas=T4&kriteria=result';
  const marker = ['assignment.read', 'assignment.mark'];
  const fieldsets = (root: HTMLElement) =>
    [...root.querySelectorAll('.rubric legend')].map((one) => one.textContent);

  it('asks for the works without a level for it, and shows that criterion alone', async () => {
    const page = await open({}, marker, clarity);
    expect(calls('listSubmissions').at(-1)?.input).toMatchObject({
      query: { assignmentCode: 'T4', criterion: 'result', whose: 'mine' },
    });
    expect(fieldsets(page.root)).toEqual(['Ukuran hasil']);
    expect(page.text()).toContain('Kriteria 2 dari 2');
  });

  it('calls works by their receipts, in the queue and on the desk', async () => {
    const page = await open({}, marker, clarity);
    expect(page.heading()).toBe('Karya K-7QM4-2XPA');
    expect(page.text()).not.toContain('Orang');
    expect(page.text()).not.toContain('Karang Asri');
  });

  it('sets a level by one key, goes on to the next work, and finishes nothing', async () => {
    const page = await open({}, marker, clarity);
    await page.press('3');
    expect(page.heading()).toBe('Karya K-7QM4-2XPB');
    await page.press('4');
    expect(page.heading()).toBe('Karya K-7QM4-2XPC');
    await page.press('2');
    expect(page.text()).toContain(words.criterion.done);
    // Leaving the desk saves what still waits for its pause.
    const { calls: all } = TestBed.inject(ApiClient) as FakeApi;
    TestBed.resetTestingModule();
    await new Promise((resolve) => setTimeout(resolve));
    const saved = all.filter(({ name }) => name === 'saveMark').map(({ input }) => input);
    expect(saved).toMatchObject(
      [3, 4, 2].map((level, place) => ({
        params: { submissionId: submissionIds[place] },
        body: { content: { levels: { result: level } }, basedOn: 0 },
      })),
    );
    expect(all.filter(({ name }) => name === 'finishMark')).toEqual([]);
  });

  it('keeps the other levels of a half-made mark', async () => {
    const content = { levels: { need: 4 as const }, comments: {}, comment: 'Bagus.', itemComments: {} };
    const ids = { id: submissionIds[1], versionId: aVersion.id };
    const mark = { ...ids, state: 'draft', content, score: null, revision: 3, savedAt: now } as never;
    const page = await open({ mark }, marker, clarity);
    await page.press('3');
    await page.press('k');
    await page.press('f');
    expect(page.heading()).toBe('Orang 1');
    expect(page.text()).toContain('90,00 dari 100 · 2 dari 2 kriteria terisi');
  });

  it('goes on without finishing by Enter, and back to the whole rubric with f', async () => {
    const page = await open({}, marker, clarity);
    await page.press('Enter');
    expect(page.heading()).toBe('Karya K-7QM4-2XPB');
    await page.press('f');
    expect(TestBed.inject(Router).url).not.toContain('kriteria');
    expect(fieldsets(page.root)).toEqual(['Kebutuhan warga', 'Ukuran hasil']);
    await page.press('f');
    expect(TestBed.inject(Router).url).toContain('kriteria=need');
    expect(fieldsets(page.root)).toEqual(['Kebutuhan warga']);
  });

  it('is not offered to whoever only reads', async () => {
    const page = await open({}, ['assignment.read'], clarity);
    expect(page.heading()).toBe('Orang 1');
    expect(page.root.querySelector('#kriteria-antrean')).toBeNull();
  });
});
