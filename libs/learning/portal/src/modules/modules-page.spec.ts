import { TestBed } from '@angular/core/testing';
import type { LearningOverview } from '@bimtek/learning-contracts';
import { ApiProblem } from '@bimtek/platform-portal';
import { aSession, providePortalTesting } from '@bimtek/platform-portal/testing';
import { describe, expect, it } from '@jest/globals';
import study from '../next-step/words/id.ts';
import words from '../words/id.ts';
import { ModulesPage } from './modules-page.ts';

const aModule = {
  code: 'M1',
  position: 1,
  title: 'Penguatan Literasi',
  group: 'basic' as const,
  liveHours: 2,
  selfStudyHours: 1,
  state: 'started' as const,
  lessonsCompleted: 1,
  lessonsTotal: 4,
  minutes: 45,
  minutesLeft: 33,
  sizeBytes: 88_000,
  share: 0.25,
  quiz: null,
};
const overview: LearningOverview = {
  access: 'open',
  curriculumTitle: 'Kurikulum',
  className: 'Kelas Cendana 12',
  modules: [
    { ...aModule, code: 'M0', position: 0, title: 'Pembukaan', state: 'withoutLessons', lessonsTotal: 0 },
    aModule,
    {
      ...aModule,
      code: 'M2',
      position: 2,
      title: 'Literasi Digital',
      state: 'notYetAvailable',
      lessonsTotal: 0,
    },
  ],
  tests: [],
  next: {
    kind: 'lesson',
    lessonId: '0197a000-0000-7000-8000-00000000000a' as never,
    isStarted: true,
    isEndReached: false,
    code: '1.2',
    title: 'Apa itu TPBIS',
    moduleCode: 'M1',
    moduleTitle: 'Penguatan Literasi',
    number: 2,
    of: 4,
    share: 0.4,
    minutesLeft: 8,
    sizeBytes: 27_000,
  },
};

async function shown(answer: () => unknown): Promise<HTMLElement> {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { learning: words, study },
        session: aSession(),
        answers: { listLearningModules: answer },
      }),
    ],
  });
  const fixture = TestBed.createComponent(ModulesPage);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}
const linkNamed = (element: HTMLElement, words: string) =>
  [...element.querySelectorAll('a')].find((link) => link.textContent?.includes(words));

describe('ModulesPage', () => {
  it('names one next step and leads to it', async () => {
    const element = await shown(() => overview);
    const step = linkNamed(element, 'Lanjutkan belajar');
    expect(step?.getAttribute('href')).toBe('/pelajaran/0197a000-0000-7000-8000-00000000000a');
    expect(element.textContent).toContain('Modul 1 · Pelajaran 2');
    expect(element.textContent).toContain('8 menit lagi');
  });

  it('leads to modules with lessons, and says of others that they follow', async () => {
    const element = await shown(() => overview);
    expect(linkNamed(element, 'Penguatan Literasi')?.getAttribute('href')).toBe('/belajar/M1');
    expect(linkNamed(element, 'Literasi Digital')).toBeUndefined();
    expect(element.textContent).toContain('pelajarannya menyusul');
    expect(element.textContent).not.toContain('Pembukaan');
    expect(element.textContent).toContain('1 berjalan · 1 menyusul');
  });

  it('says that the class is not open yet', async () => {
    const element = await shown(() => ({ ...overview, access: 'notYet', next: null }));
    expect(element.textContent).toContain('Kelas Anda belum dibuka');
    expect(linkNamed(element, 'Lanjutkan belajar')).toBeUndefined();
  });

  it('tells somebody without a training so, without an error', async () => {
    const element = await shown(() => {
      throw new ApiProblem('not-enrolled', 404, '');
    });
    expect(element.textContent).toContain('Anda belum terdaftar dalam pelatihan');
    expect(element.querySelector('[role=alert]')).toBeNull();
  });
});
