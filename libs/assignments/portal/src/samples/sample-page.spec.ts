import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { MySample } from '@bimtek/assignments-contracts';
import { lessonWords } from '@bimtek/curriculum-portal';
import { ApiClient, ApiProblem, type WordTree } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import calibrationWords from '../calibration/words/id.ts';
import markingWords from '../marking/words/id.ts';
import { aBrief, now } from '../testing/some-work.ts';
import { SamplePage } from './sample-page.ts';
import words from './words/id.ts';

const sampleId = '0197a000-0000-7000-8000-0000000000a1';
const otherId = '0197a000-0000-7000-8000-0000000000a2';
const run = { id: '0197a000-0000-7000-8000-0000000000b7', name: 'Angkatan 2026' } as MySample['run'];
const base = {
  id: sampleId,
  run,
  assignmentCode: 'T4',
  number: 2,
  state: 'new',
  text: 'Kami membuka kelas membatik setiap Sabtu.',
  brief: aBrief,
  mark: null,
  points: null,
  panel: null,
} as unknown as MySample;
const finished = (panel: MySample['panel']): MySample => ({
  ...base,
  state: 'finished',
  points: 90,
  mark: {
    content: { levels: { need: 4, result: 3 }, comments: {}, comment: '', itemComments: {} },
    revision: 3,
    savedAt: now,
  },
  panel,
});

async function open(first: MySample, answers: Record<string, (input: never) => unknown> = {}) {
  let sample = first;
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      providePortalTesting({
        words: {
          samples: words,
          marking: markingWords,
          calibration: calibrationWords,
          lesson: lessonWords.id as WordTree,
        },
        session: aSession({ permissions: ['assignment.mark'] }),
        answers: {
          getMySample: () => sample,
          listMySamples: () => ({
            items: [
              { id: sampleId, run, assignmentCode: 'T4', number: 2, state: sample.state },
              { id: otherId, run, assignmentCode: 'T5', number: 1, state: 'new' },
            ],
            calibrated: { leniency: null, spread: null, samples: [] },
          }),
          saveSampleMark: ({ body }: { body: { basedOn: number; isFinished: boolean } }) => {
            if (body.isFinished)
              sample = finished({ points: 70, marks: 5, levels: { need: 3, result: 2.6 } });
            return { revision: body.basedOn + 1, savedAt: now, points: body.isFinished ? 90 : null };
          },
          ...(answers as object),
        } as never,
      }),
    ],
  });
  const fixture = TestBed.createComponent(SamplePage);
  fixture.componentRef.setInput('sampleId', sampleId);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  return {
    page,
    text: () => (page.textContent ?? '').replaceAll(/\s+/g, ' '),
    sent: () => calls.filter(({ name }) => name === 'saveSampleMark').map(({ input }) => input),
    press: async (key: string, on: EventTarget = document.body) => {
      on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await fixture.whenStable();
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

beforeEach(() => localStorage.clear());

describe('the page of a sample', () => {
  it('is marked by keys and finished once every level is set', async () => {
    const page = await open(base);
    await page.press('4');
    await page.press('Enter');
    expect(page.text()).toContain('Yang belum: Ukuran hasil.');
    expect(page.sent().some((sent) => (sent as { body: { isFinished: boolean } }).body.isFinished)).toBe(
      false,
    );
    await page.press('3');
    await page.press('Enter');
    expect(page.sent().at(-1)).toMatchObject({
      params: { sampleId },
      body: { isFinished: true, content: { levels: { need: 4, result: 3 } } },
    });
    expect(page.text()).toContain('Nilai Anda 90, rata-rata 5 pelatih lain 70.');
    expect(page.text()).toContain('Anda 3, panel 2,6');
  });

  it('says nothing of the panel before', async () => {
    const page = await open(base);
    await page.press('4');
    expect(page.text()).not.toContain('panel 2');
    expect(page.text()).not.toContain('rata-rata 5');
  });

  it('changes nothing any more once it is finished, and goes on to what waits', async () => {
    const page = await open(finished(null));
    await page.press('1');
    expect(page.sent()).toEqual([]);
    expect(page.text()).toContain('Nilai Anda 90.');
    expect(page.text()).toContain('paling sedikit 3 pelatih lain');
    expect(page.page.querySelector('a[href$="' + otherId + '"]')?.textContent).toContain(words.next);
  });

  it('keeps on this device what could not be saved, and takes it up again', async () => {
    const unreachable = () => {
      throw new ApiProblem('unreachable', 0, '');
    };
    const first = await open(base, { saveSampleMark: unreachable });
    await first.press('2');
    TestBed.resetTestingModule();
    const again = await open(base);
    expect(again.page.querySelector<HTMLInputElement>('input[name=kriteria-need]:checked')).not.toBeNull();
    expect(again.text()).toContain('Yang belum: Ukuran hasil.');
  });

  it('takes no key typed into the note for a level', async () => {
    const page = await open(base);
    const note = [...page.page.querySelectorAll('textarea')].at(-1) as HTMLTextAreaElement;
    await page.press('4', note);
    expect(page.page.querySelector('input:checked')).toBeNull();
  });
});
