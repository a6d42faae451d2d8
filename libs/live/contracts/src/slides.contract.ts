import { endpoint, id } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from './ids.ts';
import { slidesProblem } from './problems.ts';

export const SLIDES_BYTES_MAX = 20 * 1024 * 1024;
/** More pages than anybody shows in a session are left out. */
export const SLIDES_MAX = 120;

/** One PDF of a session. A new one takes the place of the one before. */
export const SlideDeckId = id('SlideDeck');
export type SlideDeckId = z.infer<typeof SlideDeckId>;

export const SlideDeck = z
  .object({
    id: SlideDeckId,
    fileName: z.string(),
    state: z.enum(['waiting', 'ready', 'failed']),
    /** Why there are no pages. */
    reason: z.enum(['damaged', 'encrypted', 'too-heavy']).nullable(),
    /** In order, page 1 first. */
    pages: z.array(z.object({ width: z.int(), height: z.int(), bytes: z.int() })),
  })
  .meta({ id: 'SlideDeck' });
export type SlideDeck = z.infer<typeof SlideDeck>;

const at = z.object({ sessionId: SessionId });

export const getSlides = endpoint({
  name: 'getSlides',
  summary: 'The slides of a session with the sizes of their pages; null when it has none',
  method: 'GET',
  path: 'live-sessions/:sessionId/slides',
  allow: 'session.join',
  params: at,
  result: z.object({ deck: SlideDeck.nullable() }),
});

export const getSlide = endpoint({
  name: 'getSlide',
  summary: 'One page as a picture; the same address always gives the same picture',
  method: 'GET',
  path: 'live-sessions/:sessionId/slides/:deckId/:page',
  allow: 'session.join',
  params: at.extend({ deckId: SlideDeckId, page: z.coerce.number().int().min(1).max(SLIDES_MAX) }),
  download: 'image/webp',
});

/** The address of a page, for `src`. */
export function slideUrl(sessionId: string, deckId: string, page: number): string {
  return `/api/live-sessions/${sessionId}/slides/${deckId}/${page}`;
}

export const putSlides = endpoint({
  name: 'putSlides',
  summary: 'Take a PDF as the slides of a session; its pages are drawn by and by',
  method: 'PUT',
  path: 'live-sessions/:sessionId/slides',
  allow: 'session.plan',
  params: at,
  upload: { maxBytes: SLIDES_BYTES_MAX, accepts: ['application/pdf', 'application/octet-stream'] },
  result: SlideDeck,
  problems: slidesProblem,
});

export const removeSlides = endpoint({
  name: 'removeSlides',
  summary: 'Take the slides away from a session; a second call changes nothing',
  method: 'DELETE',
  path: 'live-sessions/:sessionId/slides',
  allow: 'session.plan',
  params: at,
  problems: slidesProblem,
});
