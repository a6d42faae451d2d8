import type { TestStanding } from '@bimtek/assessment-contracts';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import type { DueTest, HomeStage } from '@bimtek/insight-contracts';
import type { LearningAccess, ModuleProgressState, NextStep } from '@bimtek/learning-contracts';

/** Which home somebody sees. */
export function stageOf(
  enrollment: { state: EnrollmentState; classState: ClassGroupState | null } | null,
  next: NextStep | null,
): HomeStage {
  switch (enrollment?.state) {
    case undefined:
      return 'notEnrolled';
    case 'withdrawn':
    case 'replaced':
    case 'noShow':
      return 'left';
    case 'passed':
    case 'notPassed':
      return enrollment.state;
    case 'completed':
      return 'awaiting';
    case 'active':
      return next && next.kind !== 'done' ? 'learning' : 'awaiting';
    default:
      return 'waiting';
  }
}

/** Calendar days (YYYY-MM-DD) of a class, seen from `today`: `day` is 1 on its first one. */
export function dayOf(startsOn: string, endsOn: string, today: string): { day: number; days: number } {
  return { day: daysBetween(startsOn, today) + 1, days: daysBetween(startsOn, endsOn) + 1 };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export interface DueFacts {
  access: LearningAccess | null;
  /** Calendar days in the time zone of the class. */
  today: string;
  startsOn: string;
  endsOn: string;
  modules: readonly { code: string; state: ModuleProgressState }[];
  tests: readonly TestStanding[];
}

/**
 * What is due: a running attempt at once; the pre-test on the first day, and after it for those who have learned nothing
 * yet; the quiz of every module that has been begun; the post-test when all modules are learned, or on the last day.
 * Nothing that is passed or used up. By day, those without one last.
 */
export function testsDue(facts: DueFacts): DueTest[] {
  if (facts.access !== 'open') return [];
  return facts.tests
    .filter((test) => test.openAttemptId !== null || (isWorthTaking(test) && isTimeFor(test, facts)))
    .map((test) => dueTest(test, dueOn(test, facts)))
    .sort((one, other) => (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9'));
}

/** A test without a pass mark is over when it has been taken once. */
function isWorthTaking(test: TestStanding): boolean {
  const isPassed = test.passMark === null ? test.bestScore !== null : test.passed === true;
  return !isPassed && test.attemptsUsed < test.attemptsAllowed;
}

function isTimeFor(test: TestStanding, { today, startsOn, endsOn, modules }: DueFacts): boolean {
  const withLessons = modules.filter(
    ({ state }) => state !== 'notYetAvailable' && state !== 'withoutLessons',
  );
  switch (test.kind) {
    case 'preTest':
      return today <= startsOn || withLessons.every(({ state }) => state === 'notStarted');
    case 'quiz':
      return withLessons.some(({ code, state }) => code === test.moduleCode && state !== 'notStarted');
    case 'postTest':
      return today >= endsOn || withLessons.every(({ state }) => state === 'completed');
  }
}

function dueOn(test: TestStanding, { today, startsOn, endsOn }: DueFacts): string | null {
  if (test.openAttemptId !== null) return today;
  if (test.kind === 'preTest' && today <= startsOn) return startsOn;
  return today <= endsOn ? endsOn : null;
}

function dueTest(test: TestStanding, on: string | null): DueTest {
  return {
    testId: test.testId,
    kind: test.kind,
    moduleCode: test.moduleCode,
    itemCount: test.itemCount,
    minutes: test.minutes,
    attemptsLeft: Math.max(0, test.attemptsAllowed - test.attemptsUsed),
    bestScore: test.bestScore,
    openUntil: test.openUntil,
    waitUntil: test.waitUntil,
    dueOn: on,
  };
}
