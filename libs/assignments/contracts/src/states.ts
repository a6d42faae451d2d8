import * as z from 'zod';

/** Where the work of one trainee on one assignment stands. Only `released` and `needsRevision` show what a trainer said. */
export const SubmissionState = z.enum([
  'draft',
  'submitted',
  'inMarking',
  'secondMarking',
  'needsRevision',
  'marked',
  'released',
]);
export type SubmissionState = z.infer<typeof SubmissionState>;

/** The same for the trainee: work not begun has a name, and a mark that is not released yet is still being made. */
export const MyAssignmentState = z.enum([
  'notStarted',
  'draft',
  'submitted',
  'inMarking',
  'needsRevision',
  'released',
]);
export type MyAssignmentState = z.infer<typeof MyAssignmentState>;

/** `revisionAsked`: the work went back with it instead of being scored. */
export const MarkState = z.enum(['draft', 'finished', 'revisionAsked']);
export type MarkState = z.infer<typeof MarkState>;

/** Points that a late hand-in loses, and how many days after the due date it is still taken without permission. */
export const latePolicy = { points: 10, days: 3 } as const;

/** How often work may be sent again after a trainer asked for it. */
export const REVISIONS_MAX = 2;
