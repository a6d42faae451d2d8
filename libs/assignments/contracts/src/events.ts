import { ModuleCode } from '@bimtek/curriculum-contracts';
import { EnrollmentId } from '@bimtek/delivery-contracts';
import { event } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentCode, MarkId, SubmissionId, VersionId } from './ids.ts';

/** A mark counts from now on. Published once for each release of a mark. */
export const markReleased = event({
  name: 'assignments.mark-released',
  payload: z.object({
    enrollmentId: EnrollmentId,
    submissionId: SubmissionId,
    versionId: VersionId,
    markId: MarkId,
    assignmentCode: AssignmentCode,
    moduleCode: ModuleCode,
    /** From 0 to 100 with two decimals; what being late costs is taken off. */
    score: z.number().min(0).max(100),
    releasedAt: z.iso.datetime(),
  }),
});
