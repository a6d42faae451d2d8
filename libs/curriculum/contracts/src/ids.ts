import { id } from '@bimtek/platform-contracts';
import type * as z from 'zod';

export const CurriculumVersionId = id('CurriculumVersion');
export type CurriculumVersionId = z.infer<typeof CurriculumVersionId>;
export const ModuleId = id('Module');
export type ModuleId = z.infer<typeof ModuleId>;
export const LessonId = id('Lesson');
export type LessonId = z.infer<typeof LessonId>;
