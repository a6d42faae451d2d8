import {
  ClassGroupId,
  ClassGroupState,
  EnrollmentId,
  EnrollmentState,
  RunId,
} from '@bimtek/delivery-contracts';
import { endpoint, PageQuery, pageOf, TwoWayPageQuery, twoWayPageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SummaryRun } from './summary.contract.ts';

const Count = z.int().nonnegative();
const Score = z.number().min(0).max(100);

/**
 * Where somebody stands against the calendar of the class: nothing begun, fewer lessons than the days that are over ask
 * for, as many as they ask for, or all of them.
 */
export const ProgressStanding = z.enum(['notStarted', 'behind', 'onTrack', 'done']);
export type ProgressStanding = z.infer<typeof ProgressStanding>;

export const StandingCounts = z.record(ProgressStanding, Count);
export type StandingCounts = z.infer<typeof StandingCounts>;

/** A column of the matrix. Modules without lessons are held live only and have none. */
export const ProgressModule = z.object({
  code: z.string(),
  title: z.string(),
  lessons: Count,
  hasQuiz: z.boolean(),
  hasAssignment: z.boolean(),
});
export type ProgressModule = z.infer<typeof ProgressModule>;

/** How much of a module somebody has done. `begun` lessons are opened, whether completed or not. */
export const ModuleDone = z.object({ code: z.string(), done: Count, begun: Count });
export type ModuleDone = z.infer<typeof ModuleDone>;

/** Scores by component, such as `preTest`, `quiz:M1` or `attendance` (percent); null for roles that may not see scores. */
export const ScoresByComponent = z.record(z.string(), Score).nullable();

export const PersonProgress = z
  .object({
    enrollmentId: EnrollmentId,
    personId: z.uuid(),
    name: z.string(),
    /** Village, or library. */
    place: z.string().nullable(),
    state: EnrollmentState,
    standing: ProgressStanding,
    lessonsDone: Count,
    /** Modules in which something is begun. */
    modules: z.array(ModuleDone),
    scores: ScoresByComponent,
    lastActiveAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PersonProgress' });
export type PersonProgress = z.infer<typeof PersonProgress>;

const ClassHead = z.object({
  id: ClassGroupId,
  code: z.string(),
  name: z.string(),
  state: ClassGroupState,
  runId: RunId,
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  /** Lessons that the days which are over ask for. */
  lessonsExpected: Count,
});

/** People who hold a seat, all within the caller's scope. */
export const ClassWhole = z.object({
  people: Count,
  standings: StandingCounts,
  /** For each module in which somebody has begun: completed lessons of everybody, and people who have completed it. */
  modules: z.array(z.object({ code: z.string(), lessonsDone: Count, peopleDone: Count })),
  /** Averages of those who have the score. */
  scores: ScoresByComponent,
});
export type ClassWhole = z.infer<typeof ClassWhole>;

export const ClassProgress = twoWayPageOf(PersonProgress)
  .extend({ classGroup: ClassHead, modules: z.array(ProgressModule), lessonsTotal: Count, whole: ClassWhole })
  .meta({ id: 'ClassProgress' });
export type ClassProgress = z.infer<typeof ClassProgress>;

export const getClassProgress = endpoint({
  name: 'getClassProgress',
  summary: 'People of a class against its modules, who is behind first, with the whole class as a summary',
  method: 'GET',
  path: 'class-groups/:classGroupId/progress',
  allow: 'enrollment.read',
  params: z.object({ classGroupId: ClassGroupId }),
  query: TwoWayPageQuery.extend({
    standing: ProgressStanding.optional(),
    /** Part of name, village or library. */
    q: z.string().trim().max(100).optional(),
    order: z.enum(['behind', 'name']).default('behind'),
  }),
  result: ClassProgress,
});

export const ClassAverage = z
  .object({
    classGroup: ClassHead.extend({ provinceName: z.string() }),
    whole: ClassWhole.omit({ modules: true }).extend({
      /** Completed lessons of everybody by module. */
      modules: z.array(z.object({ code: z.string(), lessonsDone: Count })),
    }),
  })
  .meta({ id: 'ClassAverage' });
export type ClassAverage = z.infer<typeof ClassAverage>;

export const listClassAverages = endpoint({
  name: 'listClassAverages',
  summary: 'Classes of a run by code against its modules: averages of the people within the scope',
  method: 'GET',
  path: 'class-averages',
  allow: 'class.read',
  query: PageQuery.extend({
    /** Left out: the run that is under way, or the newest. */
    runId: RunId.optional(),
    province: z
      .string()
      .regex(/^\d\d$/)
      .optional(),
    /** Part of code or name. */
    q: z.string().trim().max(100).optional(),
    before: TwoWayPageQuery.shape.before,
    limit: z.coerce.number().int().min(1).max(50).default(25),
  }),
  result: pageOf(ClassAverage).extend({
    previous: z.string().nullable(),
    run: SummaryRun.nullable(),
    runs: z.array(SummaryRun),
    modules: z.array(ProgressModule),
    lessonsTotal: Count,
  }),
});
