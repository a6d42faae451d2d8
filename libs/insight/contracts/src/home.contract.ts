import { Validity } from '@bimtek/certification-contracts';
import { ModuleCode, TestKind } from '@bimtek/curriculum-contracts';
import { ClassGroupState, EnrollmentId, EnrollmentState, TimeZone } from '@bimtek/delivery-contracts';
import { ModuleProgressState, NextStep, Share } from '@bimtek/learning-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';

/**
 * Which home somebody sees. `waiting`: from the invitation until the class opens. `awaiting`: nothing is left to learn,
 * or nothing counts any more, and no decision has been made. `left`: withdrawn, replaced or absent.
 */
export const HomeStage = z.enum([
  'notEnrolled',
  'waiting',
  'learning',
  'awaiting',
  'passed',
  'notPassed',
  'left',
]);
export type HomeStage = z.infer<typeof HomeStage>;

export const HomeEnrollment = z.object({
  id: EnrollmentId,
  state: EnrollmentState,
  /** Why the data has to be corrected, or why somebody left, in the words of who decided it. */
  stateReason: z.string().nullable(),
  runName: z.string(),
  className: z.string().nullable(),
  classState: ClassGroupState.nullable(),
  timeZone: TimeZone,
  /** The days of the class when it is known, otherwise of the run. */
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  /** Calendar day of the class, from 1, in its own time zone; 0 or less before it begins, above `days` after it. */
  day: z.int(),
  days: z.int(),
});
export type HomeEnrollment = z.infer<typeof HomeEnrollment>;

export const HomeModule = z.object({
  code: ModuleCode,
  title: z.string(),
  state: ModuleProgressState,
  lessonsCompleted: z.int(),
  lessonsTotal: z.int(),
  share: Share,
  /** Its quiz; null when there is none yet. */
  quiz: z.object({ bestScore: z.number().nullable(), isPassed: z.boolean() }).nullable(),
});
export type HomeModule = z.infer<typeof HomeModule>;

/** A test that is worth taking now. */
export const DueTest = z.object({
  testId: z.uuid(),
  kind: TestKind,
  moduleCode: ModuleCode.nullable(),
  itemCount: z.int(),
  minutes: z.int(),
  attemptsLeft: z.int(),
  bestScore: z.number().nullable(),
  /** An attempt is running, and its clock does not wait. */
  openUntil: z.iso.datetime().nullable(),
  /** When the next attempt may begin; null when it may begin now. */
  waitUntil: z.iso.datetime().nullable(),
  /** Last calendar day to take it, in the time zone of the class; null when only the closing of the class ends it. */
  dueOn: z.iso.date().nullable(),
});
export type DueTest = z.infer<typeof DueTest>;

export const Home = z
  .object({
    /** The server's clock. */
    now: z.iso.datetime(),
    name: z.string(),
    stage: HomeStage,
    enrollment: HomeEnrollment.nullable(),
    next: NextStep.nullable(),
    /** When the server last kept something of this person's work; null when it has nothing yet. */
    savedAt: z.iso.datetime().nullable(),
    /** By day, then running attempts first. */
    due: z.array(DueTest),
    /** Subjects with self-study; openings and closings are not among them. */
    modules: z.array(HomeModule),
    decision: z
      .object({
        outcome: EnrollmentState.extract(['passed', 'notPassed']),
        finalScore: z.number(),
        grade: z.string().nullable(),
      })
      .nullable(),
    /** The newest version of the certificate; `isReady` is false while its file is being made. */
    certificate: z
      .object({ id: z.uuid(), number: z.string(), validity: Validity, isReady: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'Home' });
export type Home = z.infer<typeof Home>;

export const getHome = endpoint({
  name: 'getHome',
  summary: 'Everything the trainee’s home page shows: what to do now, what is due, and how far everything is',
  method: 'GET',
  path: 'home',
  allow: 'home.read',
  result: Home,
});
