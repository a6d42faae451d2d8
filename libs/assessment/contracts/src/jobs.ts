import { job } from '@bimtek/platform-contracts';
import * as z from 'zod';

/** Closes attempts whose time ran out, with what was saved. Safe to run twice, as it only touches open rows. */
export const closeExpiredAttempts = job({
  name: 'assessment.close-expired-attempts',
  payload: z.object({}),
  everyMs: 15_000,
});
