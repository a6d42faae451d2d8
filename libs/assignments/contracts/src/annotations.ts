import * as z from 'zod';
import { AttachedFileId } from './ids.ts';

/** On one piece of work; more would be read by nobody. */
export const ANNOTATIONS_MAX = 60;
export const ANNOTATION_TEXT_MAX = 600;
/** Of one stroke of the pen. */
export const STROKE_POINTS_MAX = 200;
/** Of all notes on one piece together, so that a mark stays small. */
const ALL_POINTS_MAX = 4_000;

/** A place on a page: from 0 at the left and the top edge to 1, whatever the size it is shown in. */
export type PagePoint = [x: number, y: number];
// As an array, since every page of the portal would carry what tuples need.
const PagePoint = z.array(z.number().min(0).max(1)).min(2).max(2) as unknown as z.ZodType<
  PagePoint,
  PagePoint
>;

export const AnnotationTone = z.enum(['praise', 'remark', 'fix']);
export type AnnotationTone = z.infer<typeof AnnotationTone>;

const points = { pin: [1, 1], box: [2, 2], pen: [2, STROKE_POINTS_MAX] } as const;

/** What a trainer has put on a page of a file: a pin, a highlighted area by two corners, or a stroke of the pen. */
export const Annotation = z
  .object({
    id: z.uuid(),
    fileId: AttachedFileId,
    /** From 1; 1 for an image. The page as it is stored: turning it on the screen turns the notes with it. */
    page: z.int().min(1).max(5_000),
    kind: z.enum(['pin', 'box', 'pen']),
    tone: AnnotationTone,
    points: z.array(PagePoint).min(1).max(STROKE_POINTS_MAX),
    text: z.string().max(ANNOTATION_TEXT_MAX),
  })
  .refine(({ kind, points: { length } }) => length >= points[kind][0] && length <= points[kind][1], {
    path: ['points'],
    message: 'a pin has one point, an area two, a stroke at least two',
  });
export type Annotation = z.infer<typeof Annotation>;

/** All that one trainer has put on the files of one version, in the order in which it was made. */
export const Annotations = z
  .array(Annotation)
  .max(ANNOTATIONS_MAX)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'every note once')
  .refine(
    (all) => all.reduce((sum, { points: { length } }) => sum + length, 0) <= ALL_POINTS_MAX,
    'too many strokes',
  );

/** Whether one more stroke of this length fits. */
export function hasRoomFor(all: readonly Annotation[], points: number): boolean {
  const taken = all.reduce((sum, one) => sum + one.points.length, 0);
  return all.length < ANNOTATIONS_MAX && taken + points <= ALL_POINTS_MAX;
}
