import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentCode, AttachedFileId, SubmissionId } from '../ids.ts';
import { handInProblem } from '../problems.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** That the village head knows of a plan which had been handed in before. Recorded once; it never changes. */
export const Acknowledgement = z.object({
  name: z.string(),
  date: z.iso.date(),
  evidence: z.string(),
  fileId: AttachedFileId.nullable(),
  recordedAt: z.iso.datetime(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** What the server knows about a plan beside what is written in it. */
export const PlanFacts = z
  .object({
    /** Of the trainee, as the registry has it; offered for an empty plan. */
    library: z.string().nullable(),
    village: z.string().nullable(),
    /** Calendar days where the class is: now, and the last one of the class. */
    today: z.iso.date(),
    endsOn: z.iso.date(),
    /** The last day on which the village head's acknowledgement may follow. */
    acknowledgeUntil: z.iso.date(),
    /** Null when none has followed; the plan itself may have one. */
    acknowledgement: Acknowledgement.nullable(),
  })
  .meta({ id: 'PlanFacts' });
export type PlanFacts = z.infer<typeof PlanFacts>;

export const acknowledgementProblem = problems({
  'class-closed': handInProblem.table['class-closed'],
  'no-plan': [409, 'No plan has been handed in'],
  'already-acknowledged': [409, 'The village head has acknowledged this plan already'],
  'acknowledgement-too-late': [409, 'The days in which it could follow are over'],
  'date-in-future': [422, 'Nobody has acknowledged it on a day that is still to come'],
  'file-missing': [422, 'A file is not there any more, or belongs to other work'],
});

const mine = z.object({ assignmentCode: AssignmentCode });
/** Absent: what is being written, else what was handed in last. */
const ofVersion = z.object({ version: z.coerce.number().int().min(1).max(3).optional() });

export const acknowledgePlan = endpoint({
  name: 'acknowledgePlan',
  summary: 'Add that the village head knows of a plan that is handed in; the same again changes nothing',
  method: 'POST',
  path: 'my/assignments/:assignmentCode/acknowledgement',
  allow: 'assignment.hand-in',
  params: mine,
  body: z.object({
    name: z.string().trim().min(3).max(120),
    date: z.iso.date(),
    evidence: z.string().trim().min(3).max(300),
    fileId: AttachedFileId.nullable().default(null),
  }),
  result: Acknowledgement,
  problems: acknowledgementProblem,
});

export const printMyPlan = endpoint({
  name: 'printMyPlan',
  summary: 'The own plan on A4 landscape',
  method: 'GET',
  path: 'my/assignments/:assignmentCode/plan.pdf',
  allow: 'assignment.hand-in',
  params: mine,
  query: ofVersion,
  download: 'application/pdf',
});

export const exportMyPlan = endpoint({
  name: 'exportMyPlan',
  summary: 'The items of the own plan as a spreadsheet',
  method: 'GET',
  path: 'my/assignments/:assignmentCode/plan.xlsx',
  allow: 'assignment.hand-in',
  params: mine,
  query: ofVersion,
  download: XLSX,
});

export const printPlan = endpoint({
  name: 'printPlan',
  summary: 'A plan that was handed in, on A4 landscape: the newest version, or the one asked for',
  method: 'GET',
  path: 'submissions/:submissionId/plan.pdf',
  allow: 'assignment.read',
  params: z.object({ submissionId: SubmissionId }),
  query: ofVersion,
  download: 'application/pdf',
});

export const exportClassPlans = endpoint({
  name: 'exportClassPlans',
  summary: 'All items of all plans of a class as a spreadsheet, of each plan the newest version',
  method: 'GET',
  path: 'class-groups/:classGroupId/assignments/:assignmentCode/plans.xlsx',
  allow: 'assignment.read',
  params: z.object({ classGroupId: ClassGroupId, assignmentCode: AssignmentCode }),
  download: XLSX,
});
