import type { DueTest, Home, HomeEnrollment, HomeModule } from '@bimtek/insight-contracts';
import { dayFrom, type Formats, hourIn, type Words } from '@bimtek/platform-portal';

/** `M3` is module 3 for people. */
export function moduleNumber(code: string): string {
  return code.replace(/^M/, '');
}

/** Which greeting is right at an instant where the person is: pagi, siang, sore, malam. */
export function partOfDay(at: string, zone: string): 'morning' | 'noon' | 'afternoon' | 'evening' {
  const hour = hourIn(at, zone);
  if (hour >= 4 && hour < 11) return 'morning';
  if (hour >= 11 && hour < 15) return 'noon';
  return hour >= 15 && hour < 18 ? 'afternoon' : 'evening';
}

/** `Kelas Cendana 12 · hari ke-3 dari 5`; before and after the class its days. */
export function classLine(enrollment: HomeEnrollment, words: Words, formats: Formats): string {
  const { className, runName, startsOn, endsOn, day, days } = enrollment;
  const when =
    className && day >= 1 && day <= days
      ? words.t('home.dayOf', { day, days })
      : formats.dateRange(startsOn, endsOn);
  return `${className ?? runName} · ${when}`;
}

export interface DueRow {
  testId: string;
  title: string;
  meta: string;
  /** A clock that runs, or a wait, in words. */
  state: string | undefined;
}
export interface DueDay {
  heading: string;
  rows: DueRow[];
}

/** What is due by day, each day with its words. */
export function dueDays(home: Home, words: Words, formats: Formats): DueDay[] {
  const zone = home.enrollment?.timeZone ?? formats.zone();
  return [...Map.groupBy(home.due, ({ dueOn }) => dueOn)].map(([dueOn, tests]) => ({
    heading: dayHeading(dueOn, home.now, zone, words, formats),
    rows: tests.map((test) => dueRow(test, words, formats)),
  }));
}

function dayHeading(dueOn: string | null, now: string, zone: string, words: Words, formats: Formats): string {
  if (dueOn === null) return words.t('home.due.untilClosed');
  const which = dayFrom(dueOn, now, zone);
  const key = which === 'today' || which === 'tomorrow' ? which : 'until';
  return words.t(`home.due.${key}`, { day: formats.day(dueOn).replace(',', '') });
}

function dueRow(test: DueTest, words: Words, formats: Formats): DueRow {
  const size = words.t('study.test.size', { items: test.itemCount, minutes: test.minutes });
  const left = words.t('study.test.left', { n: test.attemptsLeft });
  const best =
    test.bestScore === null ? [] : [words.t('study.test.best', { score: formats.number(test.bestScore) })];
  return {
    testId: test.testId,
    title: testTitle(test, words),
    meta: [size, ...best, ...(test.openUntil ? [] : [left])].join(' · '),
    state: test.openUntil
      ? words.t('home.due.open', { time: formats.time(test.openUntil) })
      : test.waitUntil
        ? words.t('home.due.wait', { time: formats.recent(test.waitUntil) })
        : undefined,
  };
}

export function testTitle({ kind, moduleCode }: DueTest, words: Words): string {
  const name = words.t(`study.test.${kind}`);
  return moduleCode ? words.t('study.test.ofModule', { name, number: moduleNumber(moduleCode) }) : name;
}

/** What the counts of modules narrow to, as it stands in the address. */
export const moduleKinds = ['selesai', 'berjalan', 'belum', 'menyusul'] as const;
export type ModuleKind = (typeof moduleKinds)[number];

export function kindOf({ state }: Pick<HomeModule, 'state'>): ModuleKind {
  switch (state) {
    case 'completed':
      return 'selesai';
    case 'started':
      return 'berjalan';
    case 'notStarted':
      return 'belum';
    default:
      return 'menyusul';
  }
}

/** `Modul 1 · selesai, kuis 90`. */
export function moduleMeta(module: HomeModule, words: Words, formats: Formats): string {
  const name = words.t('study.moduleName', { number: moduleNumber(module.code) });
  return `${name} · ${moduleState(module, words, formats)}`;
}

function moduleState(module: HomeModule, words: Words, formats: Formats): string {
  const score = module.quiz?.bestScore ?? null;
  switch (kindOf(module)) {
    case 'selesai':
      return score === null
        ? words.t('study.module.completed')
        : words.t('study.module.completedQuiz', { score: formats.number(score) });
    case 'berjalan':
      return words.t('study.module.running', {
        done: module.lessonsCompleted,
        all: module.lessonsTotal,
      });
    case 'belum':
      return words.t('home.modules.notStarted', { n: module.lessonsTotal });
    case 'menyusul':
      return words.t('study.module.notYet');
  }
}
