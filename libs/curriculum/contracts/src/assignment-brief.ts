import * as z from 'zod';
import { LessonDocument } from './lesson-document.ts';

/** Ways to hand in. Writing into the form is always among them, so that no one needs a good link to take part. */
export const HandInKind = z.enum(['form', 'text', 'photo', 'document', 'audio', 'link']);
export type HandInKind = z.infer<typeof HandInKind>;

export const RubricLevel = z.union([z.literal(4), z.literal(3), z.literal(2), z.literal(1)]);
export type RubricLevel = z.infer<typeof RubricLevel>;

/** One row of a rubric; its part of the score is `weight × level / 4`. */
export const RubricCriterion = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  title: z.string().min(3).max(120),
  weight: z.int().min(1).max(100),
  /** From 4 (very good) to 1 (needs improvement): what is seen in the work. */
  levels: z.array(z.strictObject({ level: RubricLevel, text: z.string().min(10).max(600) })).length(4),
  /** At this level or below the work comes back for revision, whatever its sum. */
  mustReviseAt: RubricLevel.nullable(),
});
export type RubricCriterion = z.infer<typeof RubricCriterion>;

export const Rubric = z
  .strictObject({
    code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/),
    criteria: z.array(RubricCriterion).min(1).max(12),
  })
  .refine(({ criteria }) => criteria.reduce((sum, { weight }) => sum + weight, 0) === 100, {
    path: ['criteria'],
    message: 'the weights add up to 100',
  })
  .refine(({ criteria }) => new Set(criteria.map(({ code }) => code)).size === criteria.length, {
    path: ['criteria'],
    message: 'every criterion has its own code',
  });
export type Rubric = z.infer<typeof Rubric>;

/** What a module asks its trainees to make, and by what it will be marked. Shown beforehand, frozen with its version. */
export const AssignmentBrief = z
  .object({
    /** `T1` to `T7`. */
    code: z.string().regex(/^T\d{1,2}$/),
    title: z.string().min(3).max(120),
    minutes: z.int().min(1).max(600),
    kinds: z.array(HandInKind).min(1),
    summary: z.string().min(3).max(140),
    instructions: LessonDocument,
    checklist: z.array(z.string().min(3).max(300)).max(12),
    rubric: Rubric,
  })
  .meta({ id: 'AssignmentBrief' });
export type AssignmentBrief = z.infer<typeof AssignmentBrief>;
