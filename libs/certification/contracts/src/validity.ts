import * as z from 'zod';

/** `valid`: may be shown. `revoked`: no longer. `replaced`: a corrected version of the same number took its place. */
export const Validity = z.enum(['valid', 'revoked', 'replaced']);
export type Validity = z.infer<typeof Validity>;
