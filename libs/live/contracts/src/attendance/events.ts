import { EnrollmentId } from '@bimtek/delivery-contracts';
import { event } from '@bimtek/platform-contracts';
import * as z from 'zod';

/**
 * Attended or scheduled lesson hours of these people have changed. What they are now is asked for when it is handled, so the order
 * of events does not matter.
 */
export const attendanceChanged = event({
  name: 'live.attendance-changed',
  payload: z.object({
    enrollmentIds: z.array(EnrollmentId).min(1).max(200),
    changedAt: z.iso.datetime(),
  }),
});
