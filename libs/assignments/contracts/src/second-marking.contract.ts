import { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { MarkContent } from './feedback.ts';
import { AssignmentCode, ReceiptCode, SubmissionId, VersionId } from './ids.ts';
import { HandedIn } from './my-assignments.contract.ts';
import { markingProblem } from './problems.ts';

/** Work that a master trainer decides on: two marks are too far apart, or nobody of the class can give the second. */
export const TwiceMarkedRow = z
  .object({
    submissionId: SubmissionId,
    assignmentCode: AssignmentCode,
    classGroup: z.object({ id: ClassGroupId, code: z.string(), name: z.string() }),
    /** Instead of a name: whose work it is makes no difference. */
    receiptCode: ReceiptCode,
    since: z.iso.datetime(),
    firstPoints: z.number(),
    /** Null when there is nobody for a second mark. */
    secondPoints: z.number().nullable(),
  })
  .meta({ id: 'TwiceMarkedRow' });
export type TwiceMarkedRow = z.infer<typeof TwiceMarkedRow>;

export const MarkToCompare = z.object({
  which: z.enum(['first', 'second']),
  content: MarkContent,
  points: z.number(),
  finishedAt: z.iso.datetime(),
});
export type MarkToCompare = z.infer<typeof MarkToCompare>;

export const TwiceMarked = TwiceMarkedRow.extend({
  brief: AssignmentBrief,
  module: z.object({ code: z.string(), title: z.string() }),
  version: HandedIn,
  marks: z.array(MarkToCompare),
  /** Two marks that differ by more than this come here. */
  maxDifference: z.number(),
  latePoints: z.number(),
  /** Own work or that of the own library: another master trainer decides. */
  isOwnWork: z.boolean(),
}).meta({ id: 'TwiceMarked' });
export type TwiceMarked = z.infer<typeof TwiceMarked>;

export const twiceMarkedProblem = problems({
  ...markingProblem.table,
  'already-decided': [409, 'The marks have been decided on'],
});

export const listTwiceMarked = endpoint({
  name: 'listTwiceMarked',
  summary: 'Work whose two marks are too far apart, or that nobody can mark a second time; the oldest first',
  method: 'GET',
  path: 'twice-marked',
  allow: 'assignment.decide',
  result: z.object({ items: z.array(TwiceMarkedRow) }),
});

const at = z.object({ submissionId: SubmissionId });

export const getTwiceMarked = endpoint({
  name: 'getTwiceMarked',
  summary: 'One such piece with both marks, without any name',
  method: 'GET',
  path: 'twice-marked/:submissionId',
  allow: 'assignment.decide',
  params: at,
  result: TwiceMarked,
});

export const decideTwiceMarked = endpoint({
  name: 'decideTwiceMarked',
  summary: 'Let one of the two marks count, or a third one; the same again changes nothing',
  method: 'POST',
  path: 'twice-marked/:submissionId/decision',
  allow: 'assignment.decide',
  params: at,
  body: z
    .object({
      versionId: VersionId,
      choice: z.enum(['first', 'second', 'own']),
      /** With `own`: the third mark. */
      content: MarkContent.nullable().default(null),
      reason: z.string().trim().min(10).max(1_000),
    })
    .refine(({ choice, content }) => (choice === 'own') === (content !== null), {
      path: ['content'],
      message: 'A third mark is given with the choice of an own one only',
    }),
  result: z.object({ score: z.number() }),
  problems: twiceMarkedProblem,
});
