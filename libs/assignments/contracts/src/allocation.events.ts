import { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { event, job } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentCode, SubmissionId, VersionId } from './ids.ts';

/** Work has been handed in and needs somebody to mark it. */
export const workHandedIn = event({
  name: 'assignments.work-handed-in',
  payload: z.object({ submissionId: SubmissionId, versionId: VersionId }),
});

const aboutClock = z.object({
  submissionId: SubmissionId,
  assignmentCode: AssignmentCode,
  classGroupId: ClassGroupId,
  /** Null when nobody of the class may mark it: then it is the organizer's to find somebody. */
  markerId: z.uuid().nullable(),
  organizerId: z.uuid().nullable(),
  dueAt: z.iso.datetime(),
});

/** The last working day for a mark has begun. Told once for each hand-in and round of marking. */
export const markDueSoon = event({ name: 'assignments.mark-due-soon', payload: aboutClock });

/** The days for a mark are over; whoever organizes the class is told too. Told once like the warning. */
export const markOverdue = event({ name: 'assignments.mark-overdue', payload: aboutClock });

/** Warns of marks that are due, and gives work back to be allocated that nobody can be expected to mark. */
export const watchMarkingClock = job({
  name: 'assignments.watch-marking-clock',
  payload: z.object({}),
  everyMs: 5 * 60_000,
});

/** Work of these classes may have lost its marker: the team has changed, or somebody is away. */
export const allocateWaitingWork = job({
  name: 'assignments.allocate-waiting-work',
  payload: z.object({ runId: RunId.nullable(), classGroupIds: z.array(ClassGroupId).nullable() }),
});
