import { EnrollmentId } from '@bimtek/delivery-contracts';
import { endpoint, PageQuery, pageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { classGroupParams, ClassHead } from './class-head.ts';
import { Condition, Outcome } from './outcome.ts';
import { graduationProblem } from './problems.ts';

/** `prepared`: frozen facts that wait for approval. `approved` cannot be undone here. */
export const DecisionState = z.enum(['none', 'prepared', 'approved']);
export type DecisionState = z.infer<typeof DecisionState>;

export const ClassDecision = z
  .object({
    classGroup: ClassHead,
    state: DecisionState,
    /** People who will be, or were, decided on. */
    people: z.int(),
    passed: z.int(),
    notPassed: z.int(),
    /** Passed people whose name for the certificate is not confirmed; it is a reminder and forbids nothing. */
    namesUnconfirmed: z.int(),
    preparedAt: z.iso.datetime().nullable(),
    preparedBy: z.string().nullable(),
    approvedAt: z.iso.datetime().nullable(),
    approvedBy: z.string().nullable(),
    /** Whether scores or people have changed since it was prepared; it must then be prepared again. */
    isStale: z.boolean(),
  })
  .meta({ id: 'ClassDecision' });
export type ClassDecision = z.infer<typeof ClassDecision>;

export const DecisionRow = z
  .object({
    enrollmentId: EnrollmentId,
    name: z.string(),
    participantCode: z.string().nullable(),
    place: z.string().nullable(),
    outcome: Outcome,
    finalScore: z.number(),
    grade: z.string().nullable(),
    attendanceRate: z.number().nullable(),
    isNameConfirmed: z.boolean(),
    conditions: z.array(Condition),
  })
  .meta({ id: 'DecisionRow' });
export type DecisionRow = z.infer<typeof DecisionRow>;

export const getClassDecision = endpoint({
  name: 'getClassDecision',
  summary: 'Where the decision on a class stands',
  method: 'GET',
  path: 'class-groups/:classGroupId/decision',
  allow: 'decision.read',
  params: classGroupParams,
  result: ClassDecision,
});

export const listDecisions = endpoint({
  name: 'listDecisions',
  summary: 'The prepared or approved decision for each person of a class, with its reasons',
  method: 'GET',
  path: 'class-groups/:classGroupId/decisions',
  allow: 'decision.read',
  params: classGroupParams,
  query: PageQuery.extend({ outcome: Outcome.optional() }),
  result: pageOf(DecisionRow),
});

export const prepareDecision = endpoint({
  name: 'prepareDecision',
  summary: 'Freeze the scores of everybody active in a class and what follows from them',
  method: 'POST',
  path: 'class-groups/:classGroupId/decision',
  allow: 'decision.prepare',
  params: classGroupParams,
  result: ClassDecision,
  problems: graduationProblem,
});

export const approveDecision = endpoint({
  name: 'approveDecision',
  summary: 'Make the prepared decision final and close the class; a second call changes nothing',
  method: 'POST',
  path: 'class-groups/:classGroupId/decision/approval',
  allow: 'decision.approve',
  params: classGroupParams,
  /** The preparation that was looked at; another one in between is refused. */
  body: z.object({ preparedAt: z.iso.datetime() }),
  result: ClassDecision,
  problems: graduationProblem,
});
