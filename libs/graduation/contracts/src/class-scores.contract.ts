import { ModuleCode } from '@bimtek/curriculum-contracts';
import { EnrollmentId, EnrollmentState } from '@bimtek/delivery-contracts';
import { endpoint, Import, importLimits, PageQuery, pageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { classGroupParams, ClassHead } from './class-head.ts';
import { Component, ScoreSource } from './components.ts';
import { ConditionCode, ConditionState, Outcome } from './outcome.ts';
import { scoreFileProblem } from './problems.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** One column of the table; its words follow from kind and module. */
export const ScoreColumn = z.object({
  component: Component,
  moduleCode: ModuleCode.nullable(),
  moduleTitle: z.string().nullable(),
});
export type ScoreColumn = z.infer<typeof ScoreColumn>;

export const ScoreCell = z.object({
  component: Component,
  value: z.number(),
  outOf: z.number().nullable(),
  source: ScoreSource,
  recordedBy: z.string().nullable(),
  recordedAt: z.iso.datetime(),
});
export type ScoreCell = z.infer<typeof ScoreCell>;

export const PersonScores = z
  .object({
    enrollmentId: EnrollmentId,
    personId: z.uuid(),
    name: z.string(),
    participantCode: z.string().nullable(),
    place: z.string().nullable(),
    state: EnrollmentState,
    scores: z.array(ScoreCell),
    outcome: Outcome,
    finalScore: z.number(),
    attendanceRate: z.number().nullable(),
    conditions: z.array(z.object({ code: ConditionCode, state: ConditionState })),
  })
  .meta({ id: 'PersonScores' });
export type PersonScores = z.infer<typeof PersonScores>;

export const listClassScores = endpoint({
  name: 'listClassScores',
  summary: 'The people of a class and their component scores, by name; what is missing is absent',
  method: 'GET',
  path: 'class-groups/:classGroupId/scores',
  allow: 'score.read',
  params: classGroupParams,
  query: PageQuery.extend({ q: z.string().trim().max(100).optional() }),
  result: pageOf(PersonScores).extend({
    classGroup: ClassHead,
    columns: z.array(ScoreColumn),
    /** People of the class, within the own scope, for whom the component is recorded. */
    recorded: z.record(z.string(), z.int()),
    people: z.int(),
  }),
});

export const downloadScoreTemplate = endpoint({
  name: 'downloadScoreTemplate',
  summary: 'A spreadsheet with the people of the class and what is recorded, to fill in and import',
  method: 'GET',
  path: 'class-groups/:classGroupId/score-template.xlsx',
  allow: 'score.import',
  params: classGroupParams,
  download: XLSX,
});

/** The kind of import that records component scores; its option is the class. */
export const SCORE_IMPORT = 'graduation.scores';

export const uploadScores = endpoint({
  name: 'uploadScores',
  summary: 'Check a spreadsheet of component scores of one class; nothing changes before it is applied',
  method: 'POST',
  path: 'class-groups/:classGroupId/score-imports',
  allow: 'score.import',
  params: classGroupParams,
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: { maxBytes: importLimits.bytes, accepts: [XLSX, 'text/csv', 'application/octet-stream'] },
  result: Import,
  problems: scoreFileProblem,
});
