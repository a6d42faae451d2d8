import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** Fewer marks of others on an assignment than this say nothing about anybody. */
export const OTHERS_MIN = 10;

/**
 * How somebody's marks lie beside those of all others on the same assignments of the same runs, in points and before what
 * being late costs: above 0 is kinder, below stricter.
 */
export const Drift = z
  .object({
    /** Mean difference, and how far single differences lie from it; null without enough to compare. */
    leniency: z.number().nullable(),
    spread: z.number().nullable(),
    pieces: z.int(),
    /** By the Monday of each week in which they finished marks, the oldest first. */
    weeks: z.array(z.object({ week: z.iso.date(), difference: z.number(), pieces: z.int() })),
  })
  .meta({ id: 'MarkingDrift' });
export type Drift = z.infer<typeof Drift>;

export const getMyDrift = endpoint({
  name: 'getMyDrift',
  summary: 'How my marks lie beside those of others, week by week; nobody else sees it but master trainers',
  method: 'GET',
  path: 'my/marking-drift',
  allow: 'assignment.mark',
  result: Drift,
});

export const getMarkerDrift = endpoint({
  name: 'getMarkerDrift',
  summary: 'How the marks of a trainer lie beside those of others, week by week',
  method: 'GET',
  path: 'markers/:personId/drift',
  allow: 'assignment.decide',
  params: z.object({ personId: z.uuid() }),
  result: Drift.extend({ name: z.string() }),
});
