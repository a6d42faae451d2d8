import type { ModuleCode } from '@bimtek/curriculum-contracts';
import * as z from 'zod';

/**
 * One part of a person's result. `attendance` counts lesson hours (JP) out of those scheduled; `planApproved` is 1 or 0;
 * all others are points from 0 to 100, `quiz:M1` and `assignment:M1` by module.
 */
export const Component = z
  .string()
  .regex(/^(attendance|plan|planApproved|preTest|postTest|(quiz|assignment):M\d{1,2})$/)
  .brand<'Component'>();
export type Component = z.infer<typeof Component>;

const code = (text: string) => text as Component;

export const attendance = code('attendance');
export const plan = code('plan');
export const planApproved = code('planApproved');
export const preTest = code('preTest');
export const postTest = code('postTest');
export const quizOf = (moduleCode: ModuleCode): Component => code(`quiz:${moduleCode}`);
export const assignmentOf = (moduleCode: ModuleCode): Component => code(`assignment:${moduleCode}`);

/**
 * How a score came here: counted by the assessment of tests, marked by a trainer, from the attendance of live sessions, or from a
 * spreadsheet of the organizer.
 */
export const ScoreSource = z.enum(['assessment', 'assignments', 'live', 'import']);
export type ScoreSource = z.infer<typeof ScoreSource>;

export const ComponentScore = z
  .object({
    component: Component,
    value: z.number(),
    /** Lesson hours that were scheduled; null for all but attendance. */
    outOf: z.number().nullable(),
    source: ScoreSource,
    /** Null when the system recorded it. */
    recordedBy: z.string().nullable(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'ComponentScore' });
export type ComponentScore = z.infer<typeof ComponentScore>;
