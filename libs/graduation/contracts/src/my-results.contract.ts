import { ModuleCode } from '@bimtek/curriculum-contracts';
import { EnrollmentId } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ComponentScore } from './components.ts';
import { Explanation, Outcome } from './outcome.ts';

/** The one thing that brings this person nearer to passing. */
export const StepToPass = z
  .discriminatedUnion('kind', [
    /** A test that can be taken, now or from `waitUntil` on. */
    z.object({
      kind: z.enum(['takeQuiz', 'takePostTest']),
      testId: z.uuid(),
      moduleCode: ModuleCode.nullable(),
      isOpen: z.boolean(),
      attemptsLeft: z.int(),
      bestScore: z.number().nullable(),
      waitUntil: z.iso.datetime().nullable(),
    }),
    z.object({ kind: z.literal('handInPlan') }),
    z.object({ kind: z.literal('improvePlan'), value: z.number(), limit: z.number() }),
    z.object({ kind: z.literal('awaitPlanApproval') }),
    z.object({ kind: z.literal('handInAssignments'), missing: z.array(ModuleCode), needed: z.int() }),
    z.object({ kind: z.literal('awaitAttendance') }),
    z.object({
      kind: z.literal('attendMore'),
      attended: z.number(),
      scheduled: z.number(),
      limit: z.number(),
    }),
    /** The post-test is below its limit and all attempts have been used. */
    z.object({ kind: z.literal('noAttemptsLeft'), value: z.number().nullable(), limit: z.number() }),
    z.object({ kind: z.literal('raiseScore'), value: z.number(), limit: z.number() }),
    z.object({ kind: z.literal('awaitDecision') }),
  ])
  .meta({ id: 'StepToPass' });
export type StepToPass = z.infer<typeof StepToPass>;

export const MyResults = z
  .object({
    enrollmentId: EnrollmentId,
    className: z.string().nullable(),
    /** Nothing is recorded yet, scores are being gathered, or the decision has been made. */
    state: z.enum(['empty', 'gathering', 'decided']),
    explanation: Explanation,
    /** Set when decided; it is then the explanation the decision was made by. */
    decision: z
      .object({ outcome: Outcome, decidedAt: z.iso.datetime(), grade: z.string().nullable() })
      .nullable(),
    scores: z.array(ComponentScore),
    modules: z.array(z.object({ code: ModuleCode, title: z.string() })),
    postTestAttempts: z.object({ used: z.int(), allowed: z.int() }).nullable(),
    /** Null once the decision is made. */
    next: StepToPass.nullable(),
  })
  .meta({ id: 'MyResults' });
export type MyResults = z.infer<typeof MyResults>;

export const getMyResults = endpoint({
  name: 'getMyResults',
  summary: 'The own scores, where they come from, and what is still needed to pass; null outside a run',
  method: 'GET',
  path: 'results/mine',
  allow: 'result.read-own',
  result: z.object({ results: MyResults.nullable() }),
});
