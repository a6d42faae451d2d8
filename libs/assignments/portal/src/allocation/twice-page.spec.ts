import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { MarkContent, TwiceMarked } from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it, jest } from '@jest/globals';
import fileWords from '../files/words/id.ts';
import markingWords from '../marking/words/id.ts';
import planWords from '../plan/words/id.ts';
import { aFile, fileIds } from '../testing/fake-files.ts';
import { aBrief, aSubmission, aVersion, now } from '../testing/some-work.ts';
import { TwicePage } from './twice-page.ts';
import words from './words/id.ts';

const { id: submissionId, classGroup, module: ofModule } = aSubmission();

const content = (level: 1 | 4, comment: string, text?: string): MarkContent => ({
  levels: { need: level, result: level },
  comments: { result: `Alasan tingkat ${level}` },
  comment,
  itemComments: {},
  ...(text
    ? {
        annotations: [
          {
            id: `0197a000-0000-4000-8000-00000000000${level}`,
            fileId: fileIds[0] as never,
            page: 1,
            kind: 'pin',
            tone: 'remark',
            points: [[0.5, 0.5]],
            text,
          },
        ],
      }
    : {}),
});

const piece = (changes: Partial<TwiceMarked> = {}): TwiceMarked =>
  ({
    submissionId,
    assignmentCode: 'T4',
    classGroup,
    receiptCode: 'K-7QM4-2XPA',
    since: now,
    firstPoints: 100,
    secondPoints: 25,
    brief: aBrief,
    module: ofModule,
    version: { ...aVersion, files: [aFile()] },
    marks: [
      { which: 'first', content: content(4, 'Sudah lengkap.', 'Foto jelas'), points: 100, finishedAt: now },
      {
        which: 'second',
        content: content(1, 'Belum ada ukuran.', 'Foto gelap'),
        points: 25,
        finishedAt: now,
      },
    ],
    maxDifference: 15,
    latePoints: 0,
    isOwnWork: false,
    ...changes,
  }) as TwiceMarked;

async function opened(changes: Partial<TwiceMarked> = {}, answers: Record<string, () => unknown> = {}) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      providePortalTesting({
        words: { allocation: words, marking: markingWords, files: fileWords, plan: planWords },
        session: aSession({ role: 'masterTrainer', permissions: ['assignment.decide'] }),
        answers: { getTwiceMarked: () => piece(changes), ...answers },
      }),
    ],
  });
  const fixture = TestBed.createComponent(TwicePage);
  fixture.componentRef.setInput('submissionId', submissionId);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  const { calls } = TestBed.inject(ApiClient) as FakeApi;
  const choose = async (legend: string, label: string) => {
    const group = [...page.querySelectorAll('fieldset')].find((one) =>
      one.querySelector('legend')?.textContent?.includes(legend),
    );
    const option = [...(group?.querySelectorAll('label') ?? [])].find((one) =>
      one.textContent?.includes(label),
    );
    if (!option) throw new Error(`no choice ${label}`);
    option.querySelector('input')?.click();
    await fixture.whenStable();
  };
  const write = async (label: string, text: string) => {
    const field = [...page.querySelectorAll('ui-field')].find((one) => one.textContent?.includes(label));
    const area = field?.querySelector('textarea');
    if (!area) throw new Error(`no field ${label}`);
    area.value = text;
    area.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };
  const button = (label: string) =>
    [...page.querySelectorAll('button')].find((one) => one.textContent?.includes(label));
  return { fixture, page, calls, choose, write, button };
}

describe('the page of a piece with two marks', () => {
  it('shows work and both marks with their reasons, and no name', async () => {
    const { page } = await opened();
    for (const said of ['Kelas olah singkong', 'Sudah lengkap.', 'Belum ada ukuran.', 'Alasan tingkat 1'])
      expect(page.textContent).toContain(said);
    expect(page.textContent).not.toContain('Asih Lestari');
  });

  it('opens the files by what is for deciders, with the notes of one mark at a time', async () => {
    const { page, fixture, choose } = await opened();
    const tabs = [...page.querySelectorAll<HTMLElement>('[role=tab]')];
    tabs.at(-1)?.click();
    await fixture.whenStable();
    const picture = await shown(page, fixture);
    expect(picture).toContain(`disputed-work/${submissionId}/files/${fileIds[0]}`);
    expect(page.textContent).toContain('Foto jelas');
    expect(page.textContent).not.toContain('Foto gelap');
    await choose(words.twice.notes, words.twice.second);
    expect(page.textContent).toContain('Foto gelap');
    expect(page.textContent).not.toContain('Foto jelas');
  });

  it('sends the choice of a mark only with a reason, and goes back to the list', async () => {
    const { choose, write, button, calls, fixture } = await opened(
      {},
      { decideTwiceMarked: () => ({ score: 25 }) },
    );
    const go = jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    await choose(words.twice.choose, words.twice.second);
    expect(button(words.twice.decide)?.disabled).toBe(true);
    await write(words.twice.reason, 'Ukuran hasil memang belum ada.');
    button(words.twice.decide)?.click();
    await fixture.whenStable();
    expect(calls.at(-1)).toMatchObject({
      name: 'decideTwiceMarked',
      input: {
        params: { submissionId },
        body: { versionId: aVersion.id, choice: 'second', content: null },
      },
    });
    expect(go).toHaveBeenCalledWith('/kelola/penilaian/dua-kali');
  });

  it('takes a third mark once every criterion has a level', async () => {
    const { page, write, button, calls, fixture } = await opened(
      {},
      { decideTwiceMarked: () => ({ score: 75 }) },
    );
    jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    await write(words.twice.reason, 'Keduanya terlalu jauh dari rubrik.');
    for (const code of ['need', 'result']) {
      expect(button(words.twice.decide)?.disabled).toBe(true);
      page.querySelectorAll<HTMLInputElement>(`input[name="kriteria-${code}"]`)[1]?.click();
      await fixture.whenStable();
    }
    button(words.twice.decide)?.click();
    await fixture.whenStable();
    expect(calls.at(-1)?.input).toMatchObject({
      body: { choice: 'own', content: { levels: { need: 3, result: 3 } } },
    });
  });

  it('keeps what was written and says why, when it was decided meanwhile', async () => {
    const { page, choose, write, button, fixture } = await opened(
      {},
      {
        decideTwiceMarked: () => {
          throw new ApiProblem('not-found', 404, '');
        },
      },
    );
    await choose(words.twice.choose, words.twice.first);
    await write(words.twice.reason, 'Penilaian pertama sesuai rubrik.');
    button(words.twice.decide)?.click();
    await fixture.whenStable();
    expect(page.querySelector('ui-banner [role=alert], ui-banner')).not.toBeNull();
    expect([...page.querySelectorAll('textarea')].at(-1)?.value).toBe('Penilaian pertama sesuai rubrik.');
  });

  it('offers nothing to decide on work of the own library', async () => {
    const { page } = await opened({ isOwnWork: true });
    expect(page.textContent).toContain(words.twice.ownWork);
    expect(page.querySelector('textarea')).toBeNull();
  });
});

/** The address of the picture once the viewer has been loaded. */
async function shown(page: HTMLElement, fixture: { whenStable(): Promise<unknown> }): Promise<string> {
  for (let turn = 0; turn < 50 && !page.querySelector('img'); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await fixture.whenStable();
  }
  return page.querySelector('img')?.src ?? '';
}
