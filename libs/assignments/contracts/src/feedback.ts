import { RubricLevel } from '@bimtek/curriculum-contracts';
import * as z from 'zod';
import { Annotations } from './annotations.ts';
import { PlanRowId } from './plan/plan.ts';

export const CriterionCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);

/** A mark as far as it is made: level and comment by criterion, and one comment on the whole. */
export const MarkContent = z.object({
  levels: z.record(CriterionCode, RubricLevel),
  comments: z.record(CriterionCode, z.string().max(2_000)),
  comment: z.string().max(5_000),
  /** On items of a plan, by their id. */
  itemComments: z.record(PlanRowId, z.string().max(2_000)).default({}),
  /** On pages of the files; absent when there are none. */
  annotations: Annotations.optional(),
});
export type MarkContent = z.infer<typeof MarkContent>;

/** What a score is made of: the sum of `weight × level / 4`, less what being late costs; never below 0. */
export const ScoreParts = z.object({
  points: z.number(),
  latePoints: z.number(),
  score: z.number(),
});
export type ScoreParts = z.infer<typeof ScoreParts>;

/** What the trainee reads: of a released mark, or of one that sent the work back. */
export const Feedback = z
  .object({
    versionNumber: z.int(),
    kind: z.enum(['mark', 'revision']),
    markerName: z.string(),
    content: MarkContent,
    /** Null when the work went back. */
    score: ScoreParts.nullable(),
    givenAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'AssignmentFeedback' });
export type Feedback = z.infer<typeof Feedback>;
