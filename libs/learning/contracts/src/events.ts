import { LessonId, ModuleCode } from '@bimtek/curriculum-contracts';
import { event } from '@bimtek/platform-contracts';
import * as z from 'zod';

const who = { enrollmentId: z.uuid(), personId: z.uuid(), moduleCode: ModuleCode };

/** Told once for each lesson and enrollment. */
export const lessonCompleted = event({
  name: 'learning.lesson-completed',
  payload: z.object({ ...who, lessonId: LessonId, completedAt: z.iso.datetime() }),
});

/** Told once, when the last lesson of a module is completed. */
export const moduleCompleted = event({
  name: 'learning.module-completed',
  payload: z.object({ ...who, completedAt: z.iso.datetime() }),
});
