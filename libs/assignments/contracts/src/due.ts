import * as z from 'zod';

/** Until when work is on time, and until when it is taken at all. Both null: no date is set, and nothing is late. */
export const Due = z.object({
  dueAt: z.iso.datetime().nullable(),
  acceptedUntil: z.iso.datetime().nullable(),
  /** Why this trainee has other dates than the class. */
  overrideReason: z.string().nullable(),
});
export type Due = z.infer<typeof Due>;

export const AssignmentHead = z.object({
  code: z.string(),
  title: z.string(),
  minutes: z.int(),
  summary: z.string(),
  moduleCode: z.string(),
  moduleTitle: z.string(),
});
export type AssignmentHead = z.infer<typeof AssignmentHead>;
