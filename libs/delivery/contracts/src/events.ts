import { event, job } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ClassGroupId, RunId } from './ids.ts';

const aboutClass = { classGroupId: ClassGroupId, runId: RunId };

export const classOpened = event({
  name: 'delivery.class-opened',
  payload: z.object({ ...aboutClass, openedAt: z.iso.datetime() }),
});

/** All marks of the class are locked from now on. */
export const classClosed = event({
  name: 'delivery.class-closed',
  payload: z.object({ ...aboutClass, closedAt: z.iso.datetime() }),
});

export const classReopened = event({
  name: 'delivery.class-reopened',
  payload: z.object({ ...aboutClass, reopenedAt: z.iso.datetime(), reason: z.string() }),
});

/** Other people lead a class that has been opened. */
export const classTeamSet = event({
  name: 'delivery.class-team-set',
  payload: z.object({ ...aboutClass, trainerIds: z.array(z.uuid()) }),
});

/** Opened classes begin, and go over to grading, by the calendar of their own time zone. */
export const advanceClassGroups = job({
  name: 'delivery.advance-class-groups',
  payload: z.object({}),
  everyMs: 10 * 60_000,
});
