import { TestKind } from '@bimtek/curriculum-contracts';
import * as z from 'zod';
import { AttemptId, Score, TestId } from './tests.contract.ts';

/** Where one person stands with one test: what pages to the right of this context show and decide by. */
export const TestStanding = z
  .object({
    testId: TestId,
    kind: TestKind,
    moduleCode: z.string().nullable(),
    itemCount: z.int(),
    minutes: z.int(),
    passMark: Score.nullable(),
    attemptsAllowed: z.int(),
    /** An open attempt included. */
    attemptsUsed: z.int(),
    /** Of finished attempts; null before the first. */
    bestScore: Score.nullable(),
    /** Null before the first finished attempt, and for a test without a pass mark. */
    passed: z.boolean().nullable(),
    /** Set while an attempt can be gone on with. */
    openAttemptId: AttemptId.nullable(),
    openUntil: z.iso.datetime().nullable(),
    lastFinishedAt: z.iso.datetime().nullable(),
    /** When the next attempt may begin; null when nothing has to be waited for. */
    waitUntil: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TestStanding' });
export type TestStanding = z.infer<typeof TestStanding>;
