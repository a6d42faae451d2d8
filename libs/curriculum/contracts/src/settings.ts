import * as z from 'zod';
import { ModuleCode, TestKind } from './codes.ts';

const Percent = z.number().min(0).max(100);

export const Grade = z.strictObject({
  /** A grade begins here; scores have two decimals by then. */
  from: Percent,
  to: Percent,
  code: z.string(),
  label: z.string(),
});
export type Grade = z.infer<typeof Grade>;

/** When somebody passes. Every run keeps the rules of the curriculum version it began with. */
export const PassRules = z
  .strictObject({
    attendanceMin: Percent,
    finalScoreMin: Percent,
    planMin: Percent,
    postTestMin: Percent,
    assignmentsGradedMin: z.int().min(0),
    assignmentsTotal: z.int().min(0),
    /** The modules with a graded assignment; the plan is none of them. */
    assignmentModules: z.array(ModuleCode),
    /** In percent; together 100. */
    weights: z.strictObject({ quiz: Percent, assignment: Percent, plan: Percent, postTest: Percent }),
    /** From the best grade down. */
    grades: z.array(Grade).min(1),
  })
  .refine(({ weights }) => weights.quiz + weights.assignment + weights.plan + weights.postTest === 100, {
    path: ['weights'],
    message: 'The weights add up to 100',
  })
  .refine((rules) => rules.assignmentModules.length === rules.assignmentsTotal, {
    path: ['assignmentModules'],
    message: 'There are as many modules with an assignment as assignmentsTotal says',
  })
  .refine((rules) => rules.assignmentsGradedMin <= rules.assignmentsTotal, {
    path: ['assignmentsGradedMin'],
    message: 'No more assignments can be needed than there are',
  })
  .meta({ id: 'PassRules' });
export type PassRules = z.infer<typeof PassRules>;

/** One test of a curriculum: a quiz draws `itemCount` items of its module, the others draw by `blueprint`. */
export const TestSettings = z
  .strictObject({
    kind: TestKind,
    /** The quiz's module; null for the pre-test and post-test. */
    moduleCode: ModuleCode.nullable(),
    /** Which reserved questions are drawn from; null for a quiz. */
    form: z.enum(['A', 'B']).nullable(),
    itemCount: z.int().min(1).nullable(),
    /** Items by module; a module without reserved questions yet adds nothing. */
    blueprint: z.record(ModuleCode, z.int().min(0)).nullable(),
    minutes: z.int().min(1).max(600),
    attempts: z.int().min(1).max(50),
    /** How long to wait after an attempt before the next one. */
    waitMinutes: z.int().min(0),
    /** Null when the test is passed by taking it. */
    passMark: Percent.nullable(),
  })
  .meta({ id: 'TestSettings' });
export type TestSettings = z.infer<typeof TestSettings>;
