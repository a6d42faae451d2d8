import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import allocationWords from '../allocation/words/id.ts';
import { submissionIds } from '../testing/some-work.ts';
import { SamplesPage } from './samples-page.ts';
import words from './words/id.ts';

const runId = '0197a000-0000-7000-8000-0000000000b7';
const sampleId = '0197a000-0000-7000-8000-0000000000a1';
const personId = '0197a000-0000-7000-8000-0000000000c9';
const longText = 'Perpustakaan desa Sukamaju membuka kelas membatik setiap Sabtu pagi.';
const sample = {
  id: sampleId,
  assignmentCode: 'T4',
  number: 1,
  text: longText,
  isFromWork: true,
  finished: 0,
  begun: 0,
  mean: null,
  spread: null,
};
const member = { personId, name: 'Budi Pelatih', samples: 3, leniency: -12.5, spread: 4 };

async function open(given: object = {}, answers: Record<string, (input: never) => unknown> = {}) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      providePortalTesting({
        words: { samples: words, allocation: allocationWords },
        session: aSession({ role: 'masterTrainer', permissions: ['assignment.decide'] }),
        answers: {
          listSamples: () => ({
            run: { id: runId, name: 'Angkatan 2026' },
            assignments: [
              { code: 'T4', title: 'Rancangan' },
              { code: 'T5', title: 'Laporan' },
            ],
            samples: [sample],
            members: [member],
            ...given,
          }),
          listSampleSources: () => ({
            items: [
              { submissionId: submissionIds[0], runName: 'Angkatan 2025', text: longText, score: 62.5 },
            ],
          }),
          putSample: () => undefined,
          removeSample: () => undefined,
          ...(answers as object),
        } as never,
      }),
    ],
  });
  const fixture = TestBed.createComponent(SamplesPage);
  fixture.componentRef.setInput('runId', runId);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  return {
    page,
    text: () => (page.textContent ?? '').replaceAll(/\s+/g, ' '),
    sent: (name: string) => calls.filter((call) => call.name === name).map(({ input }) => input),
    click: async (label: string) => {
      const button = [...page.querySelectorAll('button, label')].find((one) =>
        one.textContent?.includes(label),
      );
      if (!button) throw new Error(`no ${label}`);
      (button.querySelector('input') ?? (button as HTMLElement)).click();
      await fixture.whenStable();
    },
    write: async (text: string) => {
      const area = page.querySelector('textarea') as HTMLTextAreaElement;
      area.value = text;
      area.dispatchEvent(new Event('input'));
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

describe('the samples of a run', () => {
  it('show how each trainer lies beside the panel, with a way to the chart', async () => {
    const page = await open();
    expect(page.text()).toContain('Budi Pelatih');
    expect(page.text()).toContain('−12,5');
    expect(page.page.querySelector(`a[href$="kalibrasi/${personId}"]`)).not.toBeNull();
  });

  it('are made of released work, whose words are changed by hand before they are saved', async () => {
    const page = await open();
    await page.click(words.add);
    await page.click(words.take);
    await page.click('Angkatan 2025');
    expect(page.page.querySelector('textarea')?.value).toBe(longText);
    await page.write(longText.replace('desa Sukamaju', 'desa kami'));
    await page.click(words.save);
    expect(page.sent('putSample')).toMatchObject([
      {
        params: { runId },
        body: {
          assignmentCode: 'T4',
          sourceId: submissionIds[0],
          text: longText.replace('desa Sukamaju', 'desa kami'),
        },
      },
    ]);
  });

  it('are not saved with too few words, and keep theirs when the server refuses', async () => {
    const page = await open(
      {},
      {
        putSample: () => {
          throw new ApiProblem('too-many-samples', 409, '');
        },
      },
    );
    await page.click(words.add);
    await page.write('Pendek.');
    await page.click(words.save);
    expect(page.text()).toContain(words.textShort);
    expect(page.sent('putSample')).toEqual([]);
    await page.write(longText);
    await page.click(words.save);
    expect(page.text()).toContain(words.problem['too-many-samples']);
    expect(page.page.querySelector('textarea')?.value).toBe(longText);
  });

  it('are changed only before somebody has begun to mark them', async () => {
    const fresh = await open();
    expect(fresh.text()).toContain(words.edit);
    TestBed.resetTestingModule();
    const begun = await open({ samples: [{ ...sample, begun: 1 }] });
    const edits = [...begun.page.querySelectorAll('.sample button')].map((one) => one.textContent?.trim());
    expect(edits).toEqual([words.remove]);
    await begun.click(words.remove);
    expect(begun.sent('removeSample')).toMatchObject([{ params: { runId, sampleId } }]);
  });
});
