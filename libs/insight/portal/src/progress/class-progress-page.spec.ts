import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ClassProgress, PersonProgress } from '@bimtek/insight-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import { ClassProgressPage } from './class-progress-page.ts';
import words from './words/id.ts';

const classGroupId = '0197a000-0000-7000-8000-000000000007';
const somebody = (n: number, given: Partial<PersonProgress> = {}): PersonProgress => ({
  enrollmentId: `0197a000-0000-7000-8000-00000001000${n}` as PersonProgress['enrollmentId'],
  personId: `0197a000-0000-7000-8000-00000002000${n}`,
  name: `Peserta ${n}`,
  place: 'Karang Asri',
  state: 'active',
  standing: 'behind',
  lessonsDone: 1,
  modules: [{ code: 'M1', done: 1, begun: 2 }],
  scores: { 'quiz:M1': 80, preTest: 55 },
  lastActiveAt: '2026-07-08T01:00:00.000Z',
  ...given,
});
const progress = (given: Partial<ClassProgress> = {}) =>
  ({
    items: [somebody(1), somebody(2, { standing: 'done', lessonsDone: 5, scores: {} })],
    next: null,
    previous: null,
    classGroup: {
      id: classGroupId,
      code: 'JATENG-02-A',
      name: 'Kelas Jateng 02-A',
      state: 'running',
      runId: '0197a000-0000-7000-8000-000000000009',
      startsOn: '2026-07-06',
      endsOn: '2026-07-10',
      lessonsExpected: 2,
    },
    modules: [
      { code: 'M1', title: 'Penguatan literasi', lessons: 2, hasQuiz: true, hasAssignment: true },
      { code: 'M2', title: 'Literasi digital', lessons: 3, hasQuiz: true, hasAssignment: true },
    ],
    lessonsTotal: 5,
    whole: {
      people: 2,
      standings: { notStarted: 0, behind: 1, onTrack: 0, done: 1 },
      modules: [{ code: 'M1', lessonsDone: 3, peopleDone: 1 }],
      scores: { 'quiz:M1': 80, preTest: 55 },
    },
    ...given,
  }) as ClassProgress;

async function open(
  query = '',
  answer: () => ClassProgress = progress,
  permissions = ['class.read', 'person.read'],
) {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: {
          progress: words,
          delivery: {
            title: { classes: 'Kelas' },
            classGroup: { nav: 'Bagian', people: 'Peserta', progress: 'Kemajuan' },
          },
        },
        session: aSession({ role: 'expertTrainer', permissions }),
        answers: { getClassProgress: answer },
        routes: [{ path: 'kelola/kelas/:classGroupId/kemajuan', component: ClassProgressPage }],
      }),
    ],
  });
  const harness = await RouterTestingHarness.create(`/kelola/kelas/${classGroupId}/kemajuan${query}`);
  const root = harness.routeNativeElement as HTMLElement;
  const settle = async () => {
    await harness.fixture.whenStable();
    harness.detectChanges();
    await harness.fixture.whenStable();
  };
  await settle();
  const asked = () =>
    (TestBed.inject(ApiClient) as FakeApi).calls.filter(({ name }) => name === 'getClassProgress').at(-1)
      ?.input;
  return { root, settle, asked, text: () => root.textContent?.replaceAll(/\s+/g, ' ') ?? '' };
}

describe('the progress of a class', () => {
  it('says of each person what is done, with the scores there are, and leads to the record', async () => {
    const { root, text } = await open();
    const row = root.querySelector('tbody tr');
    expect(row?.textContent).toContain('1 / 2');
    expect(row?.textContent).toContain('kuis 80');
    expect(row?.textContent).toContain('Tertinggal');
    expect(row?.querySelector('a')?.getAttribute('href')).toBe(`/kelola/orang/${somebody(1).personId}`);
    expect(text()).toContain('diharapkan 2 dari 5 pelajaran selesai');
    expect(root.querySelector('thead .whole')?.textContent).toContain('75');
  });

  it('asks for what the address says, and writes filter and order into it', async () => {
    const page = await open('?posisi=behind&cari=sri&urut=nama&sebelum=abc&mulai=50');
    expect(page.asked()).toMatchObject({
      query: { standing: 'behind', q: 'sri', order: 'name', before: 'abc' },
    });
    [...page.root.querySelectorAll<HTMLButtonElement>('ui-chips button')].at(-1)?.click();
    await page.settle();
    expect(TestBed.inject(Router).url).toContain('posisi=done');
    expect(TestBed.inject(Router).url).not.toContain('sebelum');
  });

  it('asks for everything when the address names no such standing', async () => {
    expect((await open('?posisi=cepat')).asked()).toMatchObject({ query: { order: 'behind' } });
  });

  it('offers the way out when nobody matches', async () => {
    const page = await open('?cari=x', () => progress({ items: [] }));
    expect(page.text()).toContain('Tidak ada yang cocok');
    page.root.querySelector<HTMLButtonElement>('ui-empty button')?.click();
    await page.settle();
    expect(TestBed.inject(Router).url).not.toContain('cari');
  });

  it('shows no score columns and no way to records to who may see neither', async () => {
    const without = progress({
      items: [somebody(1, { scores: null })],
      whole: { ...progress().whole, scores: null },
    });
    const page = await open('', () => without, ['class.read']);
    expect(page.text()).not.toContain('Pre-test');
    expect(page.root.querySelector('tbody a')).toBeNull();
  });

  it('says so when the class is not for this account', async () => {
    const page = await open('', () => {
      throw new ApiProblem('not-found', 404, 'Not here');
    });
    expect(page.text()).toContain('bukan untuk akun Anda');
  });
});
