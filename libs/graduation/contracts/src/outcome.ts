import { ModuleCode } from '@bimtek/curriculum-contracts';
import * as z from 'zod';

export const ConditionCode = z.enum(['attendance', 'plan', 'postTest', 'assignments', 'finalScore']);
export type ConditionCode = z.infer<typeof ConditionCode>;

/** `missing`: nothing is recorded yet that it could be judged by. Neither `unmet` nor `missing` passes. */
export const ConditionState = z.enum(['met', 'unmet', 'missing']);
export type ConditionState = z.infer<typeof ConditionState>;

/** One of the five things that passing needs, as data for the screen. */
export const Condition = z.object({
  code: ConditionCode,
  state: ConditionState,
  /**
   * Percent for attendance, never rounded up (13.5 of 17 is 79.41); points; or the number of graded assignments.
   * Null when nothing is recorded.
   */
  value: z.number().nullable(),
  limit: z.number(),
  /** What the value is measured against: 100, or the number of assignments. */
  scale: z.number(),
  /** Attendance: lesson hours. */
  hours: z.object({ attended: z.number(), scheduled: z.number() }).nullable(),
  /** Plan: whether a trainer approved it; null when that is not recorded. */
  isApproved: z.boolean().nullable(),
});
export type Condition = z.infer<typeof Condition>;

export const PartCode = z.enum(['quiz', 'assignment', 'plan', 'postTest']);
export type PartCode = z.infer<typeof PartCode>;

/** How much one part adds to the final score. Both numbers are rounded for the screen; the sum is not made of them. */
export const Part = z.object({
  code: PartCode,
  /** In percent. */
  weight: z.number(),
  /** Mean of all that count, what is missing counting 0; null when nothing is recorded. */
  mean: z.number().nullable(),
  contribution: z.number(),
  recorded: z.int(),
  expected: z.int(),
});
export type Part = z.infer<typeof Part>;

export const Gain = z.object({
  preTest: z.number(),
  postTest: z.number(),
  points: z.number(),
  /** Percent of the way from the pre-test to 100 that was made; null without a way to make, or when it went down. */
  share: z.number().nullable(),
});
export type Gain = z.infer<typeof Gain>;

export const Outcome = z.enum(['passed', 'notPassed']);
export type Outcome = z.infer<typeof Outcome>;

/** The result by the pass rules, and all that it follows from. */
export const Explanation = z
  .object({
    outcome: Outcome,
    conditions: z.array(Condition),
    parts: z.array(Part),
    /** Two decimals, half up. */
    finalScore: z.number(),
    /** The grade that the final score alone would give; null below the table. */
    grade: z.object({ code: z.string(), label: z.string() }).nullable(),
    /** Percent, cut after two decimals; null when no attendance is recorded. */
    attendanceRate: z.number().nullable(),
    gain: Gain.nullable(),
    /** Components that count and are not recorded. */
    missingQuizzes: z.array(ModuleCode),
    missingAssignments: z.array(ModuleCode),
  })
  .meta({ id: 'ResultExplanation' });
export type Explanation = z.infer<typeof Explanation>;
