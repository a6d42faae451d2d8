import { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { event, job } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from './ids.ts';

/** The timetable is another one: what attendance is measured by, and when one may check in, follow from it. */
export const sessionsChanged = event({
  name: 'live.sessions-changed',
  payload: z.object({
    runId: RunId,
    /** Null: of all classes of the run. */
    classGroupId: ClassGroupId.nullable(),
    change: z.enum(['planned', 'changed', 'moved', 'cancelled']),
    sessionIds: z.array(SessionId),
  }),
});

/** Says what happened with the facts as they were then; told once for each session, version and person. */
export const tellOfSessions = job({
  name: 'live.tell-of-sessions',
  payload: z.object({
    change: z.enum(['planned', 'moved', 'cancelled', 'recorded']),
    runId: RunId,
    classGroupId: ClassGroupId.nullable(),
    /** Who did it, and knows. */
    byId: z.uuid(),
    reason: z.string().nullable(),
    sessions: z
      .array(
        z.object({
          id: SessionId,
          version: z.int(),
          title: z.string(),
          startsAt: z.iso.datetime(),
          before: z.iso.datetime().nullable(),
        }),
      )
      .min(1),
  }),
});

/** Draws the pages of a PDF as pictures. */
export const drawSlides = job({
  name: 'live.draw-slides',
  queue: 'heavy',
  payload: z.object({ deckId: z.uuid() }),
});

/** Takes away pictures that a newer PDF has replaced. */
export const removeSlideFiles = job({
  name: 'live.remove-slide-files',
  payload: z.object({ fileIds: z.array(z.uuid()) }),
});
