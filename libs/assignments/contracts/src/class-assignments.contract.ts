import { ClassGroupId, ClassGroupState, EnrollmentId } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentHead, Due } from './due.ts';
import { AssignmentCode, SubmissionId } from './ids.ts';
import { markingProblem, termsProblem } from './problems.ts';
import { SubmissionState } from './states.ts';

/** How much work stands where; a state without work may be absent. */
export const SubmissionCounts = z.partialRecord(SubmissionState, z.int());
export type SubmissionCounts = z.infer<typeof SubmissionCounts>;

export const ClassAssignment = AssignmentHead.extend({
  dueAt: z.iso.datetime().nullable(),
  /** A finished mark is shown to the trainee at once, instead of together with the others. */
  releasesAtOnce: z.boolean(),
  /** An activity plan is what is handed in. */
  asksForPlan: z.boolean(),
  /** People with a date of their own. */
  overrides: z.int(),
  counts: SubmissionCounts,
  /** Since when the oldest piece waits for a mark. */
  oldestWaitingSince: z.iso.datetime().nullable(),
}).meta({ id: 'ClassAssignment' });
export type ClassAssignment = z.infer<typeof ClassAssignment>;

export const ClassOfAssignments = z.object({
  id: ClassGroupId,
  code: z.string(),
  name: z.string(),
  state: ClassGroupState,
  timeZone: z.string(),
  /** People who hand in. */
  people: z.int(),
});
export type ClassOfAssignments = z.infer<typeof ClassOfAssignments>;

export const AssignmentPerson = z
  .object({
    enrollmentId: EnrollmentId,
    name: z.string(),
    place: z.string().nullable(),
    ...Due.shape,
    submissionId: SubmissionId.nullable(),
    state: SubmissionState.nullable(),
    versions: z.int(),
    submittedAt: z.iso.datetime().nullable(),
    lateDays: z.int(),
    score: z.number().nullable(),
    feedbackReadAt: z.iso.datetime().nullable(),
    /** Own work or that of the own library: somebody else decides. */
    isOwnWork: z.boolean(),
  })
  .meta({ id: 'AssignmentPerson' });
export type AssignmentPerson = z.infer<typeof AssignmentPerson>;

const inClass = z.object({ classGroupId: ClassGroupId });
const at = inClass.extend({ assignmentCode: AssignmentCode });
const atPerson = at.extend({ enrollmentId: EnrollmentId });

export const listClassAssignments = endpoint({
  name: 'listClassAssignments',
  summary: 'The assignments of a class with their due dates and where the work on them stands',
  method: 'GET',
  path: 'class-groups/:classGroupId/assignments',
  allow: 'assignment.read',
  params: inClass,
  result: z.object({ classGroup: ClassOfAssignments, items: z.array(ClassAssignment) }),
});

export const listAssignmentPeople = endpoint({
  name: 'listAssignmentPeople',
  summary: 'Everybody of a class by name, and how far they are with one assignment',
  method: 'GET',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/people',
  allow: 'assignment.read',
  params: at,
  result: z.object({
    classGroup: ClassOfAssignments,
    assignment: ClassAssignment,
    items: z.array(AssignmentPerson),
  }),
});

export const setAssignmentTerms = endpoint({
  name: 'setAssignmentTerms',
  summary: 'Say until when an assignment is due in a class, and whether marks are released one by one',
  method: 'PUT',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/terms',
  allow: 'assignment.schedule',
  params: at,
  body: z.object({ dueAt: z.iso.datetime().nullable(), releasesAtOnce: z.boolean() }),
  result: ClassAssignment,
  problems: termsProblem,
});

export const setDueOverride = endpoint({
  name: 'setDueOverride',
  summary: 'Give one trainee other dates, for a reason that the trainee reads',
  method: 'PUT',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/people/:enrollmentId/due',
  allow: 'assignment.schedule',
  params: atPerson,
  body: z
    .object({
      /** Later without losing points; null: as the class has it. */
      dueAt: z.iso.datetime().nullable(),
      /** The permission to hand in late, at the cost of points; null: the usual days after the due date. */
      acceptedUntil: z.iso.datetime().nullable(),
      reason: z.string().trim().min(5).max(500),
    })
    .refine(({ dueAt, acceptedUntil }) => dueAt !== null || acceptedUntil !== null, {
      path: ['dueAt'],
      message: 'One of the dates is needed',
    }),
  result: Due,
  problems: termsProblem,
});

export const removeDueOverride = endpoint({
  name: 'removeDueOverride',
  summary: 'Let the dates of the class hold for a trainee again; a second call changes nothing',
  method: 'DELETE',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/people/:enrollmentId/due',
  allow: 'assignment.schedule',
  params: atPerson,
  result: Due,
  problems: termsProblem,
});

export const releaseMarks = endpoint({
  name: 'releaseMarks',
  summary: 'Show finished marks of an assignment to the trainees of a class; they count from then on',
  method: 'POST',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/release',
  allow: 'assignment.mark',
  params: at,
  /** Only these; absent: all that are finished. */
  body: z.object({ submissionIds: z.array(SubmissionId).min(1).max(200).optional() }),
  /** How many were released by this call. */
  result: z.object({ released: z.int() }),
  problems: markingProblem,
});
