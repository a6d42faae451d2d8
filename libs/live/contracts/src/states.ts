import * as z from 'zod';

/** `closed`: its attendance is settled and nothing about time or people changes any more. */
export const SessionState = z.enum(['planned', 'cancelled', 'closed']);
export type SessionState = z.infer<typeof SessionState>;

/** `plenary`: for all classes of the run, as the opening ceremony. `rehearsal`: to try out device and link; no JP. */
export const SessionKind = z.enum(['class', 'plenary', 'rehearsal']);
export type SessionKind = z.infer<typeof SessionKind>;
