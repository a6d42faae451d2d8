import type { LessonCard, SubjectGroup } from '@bimtek/curriculum-contracts';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import type {
  LearningAccess,
  LessonProgress,
  ModuleProgress,
  ModuleProgressState,
  ReadingPosition,
  TestSummary,
} from '@bimtek/learning-contracts';

/** Whether lessons can be read and whether reading counts; null for somebody who takes part in nothing (any more). */
export function accessOf(enrollment: {
  state: EnrollmentState;
  classState: ClassGroupState | null;
}): LearningAccess | null {
  switch (enrollment.state) {
    case 'active':
      return enrollment.classState === 'closed' ? 'readOnly' : 'open';
    case 'completed':
    case 'passed':
    case 'notPassed':
      return 'readOnly';
    case 'withdrawn':
    case 'replaced':
    case 'noShow':
      return null;
    default:
      return 'notYet';
  }
}

/** Cuts to two decimals, so that 1 is said only of what is whole. */
export function cut(share: number): number {
  // 0.29 * 100 is 28.999…: the small sum puts back what binary fractions lose.
  return Math.min(1, Math.max(0, Math.floor(share * 100 + 1e-9) / 100));
}

/** A position that exists in a lesson of so many blocks. */
export function withinLesson({ blockIndex, fraction }: ReadingPosition, blockCount: number): ReadingPosition {
  if (blockIndex < blockCount) return { blockIndex, fraction };
  return { blockIndex: Math.max(0, blockCount - 1), fraction: 1 };
}

/** How much of a lesson lies above a position; all of it once the end was reached. */
export function shareRead(position: ReadingPosition, blockCount: number, isEndReached: boolean): number {
  if (isEndReached) return 1;
  const { blockIndex, fraction } = withinLesson(position, blockCount);
  return Math.min(0.99, cut((blockIndex + fraction) / Math.max(1, blockCount)));
}

/** A clock that goes fast must not win over every later position. */
export function readAtOf(told: Date, now: Date): Date {
  return told > now ? now : told;
}

/** As much of a lesson's progress as rings and the next step need. */
export type LessonStanding = Pick<LessonProgress, 'state' | 'share' | 'isEndReached' | 'updatedAt'>;

export const notStarted: LessonProgress = {
  state: 'notStarted',
  blockIndex: 0,
  fraction: 0,
  share: 0,
  isEndReached: false,
  completedAt: null,
  updatedAt: null,
};

export function minutesLeft({ minutes }: { minutes: number }, { state, share }: LessonStanding): number {
  return state === 'completed' ? 0 : Math.max(1, Math.ceil(minutes * (1 - share)));
}

interface ModuleFacts {
  code: string;
  position: number;
  title: string;
  group: SubjectGroup;
  liveHours: number;
  selfStudyHours: number;
  lessons: LessonCard[];
}

/** The ring of a module: lessons completed, and the read part of those begun. */
export function moduleProgressOf(
  module: ModuleFacts,
  progress: ReadonlyMap<string, LessonStanding>,
  quiz: TestSummary | null,
): ModuleProgress {
  const { lessons } = module;
  const each = lessons.map((lesson) => ({ lesson, progress: progress.get(lesson.id) ?? notStarted }));
  const completed = each.filter((one) => one.progress.state === 'completed').length;
  const read = each.reduce(
    (sum, { progress: own }) => sum + (own.state === 'completed' ? 1 : Math.min(own.share, 0.99)),
    0,
  );
  return {
    code: module.code,
    position: module.position,
    title: module.title,
    group: module.group,
    liveHours: module.liveHours,
    selfStudyHours: module.selfStudyHours,
    state: moduleState(
      module,
      completed,
      each.some((one) => one.progress.state !== 'notStarted'),
    ),
    lessonsCompleted: completed,
    lessonsTotal: lessons.length,
    minutes: lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
    minutesLeft: each.reduce((sum, one) => sum + minutesLeft(one.lesson, one.progress), 0),
    sizeBytes: lessons.reduce((sum, lesson) => sum + lesson.sizeBytes, 0),
    share: lessons.length === 0 ? 0 : cut(read / lessons.length),
    quiz,
  };
}

function moduleState(module: ModuleFacts, completed: number, isBegun: boolean): ModuleProgressState {
  if (module.lessons.length === 0) return module.selfStudyHours > 0 ? 'notYetAvailable' : 'withoutLessons';
  if (completed === module.lessons.length) return 'completed';
  return isBegun ? 'started' : 'notStarted';
}
