import { CurriculumVersionId } from '@bimtek/curriculum-contracts';
import { ClassGroupId, EnrollmentId, RunId } from '@bimtek/delivery-contracts';
import { event } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** Somebody passed, by an approved decision. Published once for each enrollment. */
export const participantPassed = event({
  name: 'graduation.participant-passed',
  payload: z.object({
    enrollmentId: EnrollmentId,
    personId: z.uuid(),
    runId: RunId,
    classGroupId: ClassGroupId,
    curriculumVersionId: CurriculumVersionId,
    finalScore: z.number(),
    /** Label of the grade, as the certificate prints it. */
    grade: z.string(),
    /** Percent with two decimals, cut and never rounded up: `79.41`. */
    attendanceRate: z.string().regex(/^\d{1,3}\.\d\d$/),
    decidedAt: z.iso.datetime(),
  }),
});
