import { LessonId, ModuleCode, TestKind } from '@bimtek/curriculum-contracts';
import * as z from 'zod';

/** A share of one, cut to two decimals so that only what is whole reads 1. */
export const Share = z.number().min(0).max(1);

export const NextLesson = z.object({
  kind: z.literal('lesson'),
  lessonId: LessonId,
  /** False when it has not been opened yet. */
  isStarted: z.boolean(),
  /** All of it was read; only "Selesai dipelajari" is missing. */
  isEndReached: z.boolean(),
  code: z.string(),
  title: z.string(),
  moduleCode: ModuleCode,
  moduleTitle: z.string(),
  /** Place of the lesson in its module, from 1, and how many there are. */
  number: z.int(),
  of: z.int(),
  share: Share,
  minutesLeft: z.int(),
  sizeBytes: z.int(),
});

export const NextTest = z.object({
  kind: z.literal('test'),
  testId: z.uuid(),
  testKind: TestKind,
  moduleCode: ModuleCode.nullable(),
  moduleTitle: z.string().nullable(),
  /** An attempt is running: its clock does not wait. */
  isOpen: z.boolean(),
  /** When the next attempt may begin; null when it may begin now. */
  waitUntil: z.iso.datetime().nullable(),
});

/** The one thing to do now. `done`: nothing is left of what this curriculum version offers to learn. */
export const NextStep = z
  .discriminatedUnion('kind', [NextLesson, NextTest, z.object({ kind: z.literal('done') })])
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof NextStep>;
