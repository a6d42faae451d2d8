import { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { RunId } from '@bimtek/delivery-contracts';
import { endpoint, id, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { TEXT_MAX } from '../content.ts';
import { MarkContent } from '../feedback.ts';
import { AssignmentCode, SubmissionId } from '../ids.ts';
import { markingProblem } from '../problems.ts';

export const SampleId = id('Sample');
export type SampleId = z.infer<typeof SampleId>;

/** Fewer marks of others on a sample than this are no panel, and would tell whose they are. */
export const PANEL_MIN = 3;
export const SAMPLES_MAX = 20;

export const sampleProblem = problems({
  'sample-in-use': [409, 'Somebody has begun to mark the sample; it does not change any more'],
  'too-many-samples': [409, 'A run has at most 20 samples'],
  'sample-retired': [409, 'The sample is not marked any more'],
  'already-finished': [409, 'A mark on a sample is given once'],
  'stale-mark': markingProblem.table['stale-mark'],
  'criterion-unknown': markingProblem.table['criterion-unknown'],
  'mark-incomplete': markingProblem.table['mark-incomplete'],
});

/** Work without a name that all trainers of a run mark before the season. */
export const SampleRow = z
  .object({
    id: SampleId,
    assignmentCode: AssignmentCode,
    /** Within its run and assignment, from 1. */
    number: z.int(),
    text: z.string(),
    /** Made from released work of an earlier run, not written for it. */
    isFromWork: z.boolean(),
    /** Trainers who have finished their mark, and who have begun one. */
    finished: z.int(),
    begun: z.int(),
    /** Mean of all finished marks and how far they lie apart; null without a panel. */
    mean: z.number().nullable(),
    spread: z.number().nullable(),
  })
  .meta({ id: 'CalibrationSample' });
export type SampleRow = z.infer<typeof SampleRow>;

/** One trainer beside the panel: above 0 is kinder, below stricter. */
export const PanelMember = z.object({
  personId: z.uuid(),
  name: z.string(),
  samples: z.int(),
  leniency: z.number().nullable(),
  spread: z.number().nullable(),
});
export type PanelMember = z.infer<typeof PanelMember>;

const inRun = z.object({ runId: RunId });
const atSample = inRun.extend({ sampleId: SampleId });

export const listSamples = endpoint({
  name: 'listSamples',
  summary: 'The samples of a run, and how each trainer lies beside the panel',
  method: 'GET',
  path: 'runs/:runId/samples',
  allow: 'assignment.decide',
  params: inRun,
  result: z.object({
    run: z.object({ id: RunId, name: z.string() }),
    assignments: z.array(z.object({ code: AssignmentCode, title: z.string() })),
    samples: z.array(SampleRow),
    members: z.array(PanelMember),
  }),
});

export const listSampleSources = endpoint({
  name: 'listSampleSources',
  summary: 'Released texts of earlier runs on an assignment, without names, to make samples of',
  method: 'GET',
  path: 'runs/:runId/sample-sources',
  allow: 'assignment.decide',
  params: inRun,
  query: z.object({ assignmentCode: AssignmentCode }),
  result: z.object({
    items: z.array(
      z.object({ submissionId: SubmissionId, runName: z.string(), text: z.string(), score: z.number() }),
    ),
  }),
});

export const putSample = endpoint({
  name: 'putSample',
  summary:
    'Add a sample, or change it as long as nobody has begun to mark it; the same again changes nothing',
  method: 'PUT',
  path: 'runs/:runId/samples/:sampleId',
  allow: 'assignment.decide',
  params: atSample,
  body: z.object({
    assignmentCode: AssignmentCode,
    text: z.string().trim().min(50).max(TEXT_MAX),
    /** The released work of an earlier run that it was made from. */
    sourceId: SubmissionId.nullable().default(null),
  }),
  problems: sampleProblem,
});

export const removeSample = endpoint({
  name: 'removeSample',
  summary:
    'Take a sample away from those who have not marked it; finished marks still count. A second call changes nothing',
  method: 'DELETE',
  path: 'runs/:runId/samples/:sampleId',
  allow: 'assignment.decide',
  params: atSample,
});

export const MySampleRow = z
  .object({
    id: SampleId,
    run: z.object({ id: RunId, name: z.string() }),
    assignmentCode: AssignmentCode,
    number: z.int(),
    state: z.enum(['new', 'begun', 'finished']),
  })
  .meta({ id: 'MyCalibrationSample' });
export type MySampleRow = z.infer<typeof MySampleRow>;

/** Beside the panel on one sample; the panel is everybody else. */
export const Compared = z.object({
  sampleId: SampleId,
  assignmentCode: AssignmentCode,
  number: z.int(),
  mine: z.number(),
  panel: z.number(),
  difference: z.number(),
});
export type Compared = z.infer<typeof Compared>;

export const Calibrated = z
  .object({
    leniency: z.number().nullable(),
    spread: z.number().nullable(),
    /** Those that enough others have marked, in the order in which they were finished. */
    samples: z.array(Compared),
  })
  .meta({ id: 'Calibrated' });
export type Calibrated = z.infer<typeof Calibrated>;

export const listMySamples = endpoint({
  name: 'listMySamples',
  summary: 'Samples of my runs for me to mark, and how my marks lie beside those of the panel',
  method: 'GET',
  path: 'my/samples',
  allow: 'assignment.mark',
  result: z.object({ items: z.array(MySampleRow), calibrated: Calibrated }),
});

export const MySample = MySampleRow.extend({
  text: z.string(),
  brief: AssignmentBrief,
  mark: z.object({ content: MarkContent, revision: z.int(), savedAt: z.iso.datetime() }).nullable(),
  points: z.number().nullable(),
  /** Once my mark is finished, and enough others are. */
  panel: z
    .object({ points: z.number(), marks: z.int(), levels: z.record(z.string(), z.number()) })
    .nullable(),
}).meta({ id: 'MyCalibrationSampleDetail' });
export type MySample = z.infer<typeof MySample>;

const mine = z.object({ sampleId: SampleId });

export const getMySample = endpoint({
  name: 'getMySample',
  summary: 'One sample with its rubric and my mark; the panel is shown once I have finished mine',
  method: 'GET',
  path: 'my/samples/:sampleId',
  allow: 'assignment.mark',
  params: mine,
  result: MySample,
});

export const saveSampleMark = endpoint({
  name: 'saveSampleMark',
  summary: 'Save my mark on a sample, half-made or finished; the same again changes nothing',
  method: 'PUT',
  path: 'my/samples/:sampleId/mark',
  allow: 'assignment.mark',
  params: mine,
  body: z.object({ content: MarkContent, basedOn: z.int().min(0), isFinished: z.boolean().default(false) }),
  result: z.object({ revision: z.int(), savedAt: z.iso.datetime(), points: z.number().nullable() }),
  problems: sampleProblem,
});

export const getMarkerCalibration = endpoint({
  name: 'getMarkerCalibration',
  summary: 'How the marks of a trainer on samples lie beside those of the panel',
  method: 'GET',
  path: 'markers/:personId/calibration',
  allow: 'assignment.decide',
  params: z.object({ personId: z.uuid() }),
  result: Calibrated,
});
