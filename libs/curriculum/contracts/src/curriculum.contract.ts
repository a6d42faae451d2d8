import { endpoint, PageQuery, pageOf, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentBrief } from './assignment-brief.ts';
import { ModuleCode } from './codes.ts';
import { CurriculumVersionId, LessonId, ModuleId } from './ids.ts';
import { AssetHash, LessonDocument } from './lesson-document.ts';
import { PassRules, TestSettings } from './settings.ts';

/** `draft → inUse → archived`. What is in use is frozen: runs, attempts and certificates refer to it. */
export const CurriculumState = z.enum(['draft', 'inUse', 'archived']);
export type CurriculumState = z.infer<typeof CurriculumState>;

/** The groups of the certificate's back page. */
export const SubjectGroup = z.enum(['basic', 'core', 'application', 'supporting']);
export type SubjectGroup = z.infer<typeof SubjectGroup>;

export const LessonKind = z.enum(['text', 'practice']);
export type LessonKind = z.infer<typeof LessonKind>;

export const LessonCard = z
  .object({
    id: LessonId,
    /** `1.1`: module and place, as people say it. */
    code: z.string(),
    title: z.string(),
    kind: LessonKind,
    minutes: z.int(),
    summary: z.string(),
    /** What is fetched when it is opened: text and figures. */
    sizeBytes: z.int(),
  })
  .meta({ id: 'LessonCard' });
export type LessonCard = z.infer<typeof LessonCard>;

export const Indicator = z.object({ code: z.string(), text: z.string() });
export type Indicator = z.infer<typeof Indicator>;

export const ModuleView = z
  .object({
    id: ModuleId,
    code: ModuleCode,
    position: z.int(),
    title: z.string(),
    group: SubjectGroup,
    /** Lesson hours (JP) of live sessions and of self-study. */
    liveHours: z.int(),
    selfStudyHours: z.int(),
    outcome: z.string().nullable(),
    indicators: z.array(Indicator),
    /** Empty while the module has no lessons yet. */
    lessons: z.array(LessonCard),
    assignment: AssignmentBrief.nullable(),
  })
  .meta({ id: 'Module' });
export type ModuleView = z.infer<typeof ModuleView>;

export const CurriculumVersionRow = z
  .object({
    id: CurriculumVersionId,
    programCode: z.string(),
    number: z.int(),
    title: z.string(),
    state: CurriculumState,
    totalLessonHours: z.int(),
    moduleCount: z.int(),
    lessonCount: z.int(),
    createdAt: z.iso.datetime(),
    frozenAt: z.iso.datetime().nullable(),
    archivedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CurriculumVersionRow' });
export type CurriculumVersionRow = z.infer<typeof CurriculumVersionRow>;

export const CurriculumVersionView = CurriculumVersionRow.extend({
  lessonHourMinutes: z.int(),
  passRules: PassRules,
  tests: z.array(TestSettings),
  modules: z.array(ModuleView),
}).meta({ id: 'CurriculumVersion' });
export type CurriculumVersionView = z.infer<typeof CurriculumVersionView>;

export const CurriculumLesson = z
  .object({
    lesson: LessonCard,
    versionId: CurriculumVersionId,
    module: z.object({ code: ModuleCode, title: z.string() }),
    document: LessonDocument,
  })
  .meta({ id: 'CurriculumLesson' });
export type CurriculumLesson = z.infer<typeof CurriculumLesson>;

export const curriculumProblem = problems({
  'version-archived': [409, 'The curriculum version is archived'],
  'version-without-lessons': [409, 'The curriculum version has no lesson to learn from'],
});

export const versionParams = z.object({ versionId: CurriculumVersionId });

export const listCurriculumVersions = endpoint({
  name: 'listCurriculumVersions',
  summary: 'Curriculum versions, the newest first; drafts only for those who manage them',
  method: 'GET',
  path: 'curriculum/versions',
  allow: 'curriculum.read',
  query: PageQuery,
  result: pageOf(CurriculumVersionRow),
});

export const getCurriculumVersion = endpoint({
  name: 'getCurriculumVersion',
  summary: 'One version with its modules, lessons and rules',
  method: 'GET',
  path: 'curriculum/versions/:versionId',
  allow: 'curriculum.read',
  params: versionParams,
  result: CurriculumVersionView,
});

export const previewLesson = endpoint({
  name: 'previewLesson',
  summary: 'A lesson as trainees will read it',
  method: 'GET',
  path: 'curriculum/lessons/:lessonId',
  allow: 'curriculum.read',
  params: z.object({ lessonId: LessonId }),
  result: CurriculumLesson,
});

export const putCurriculumInUse = endpoint({
  name: 'putCurriculumInUse',
  summary: 'Freeze a draft so that runs can use it; a second call changes nothing',
  method: 'POST',
  path: 'curriculum/versions/:versionId/put-in-use',
  allow: 'curriculum.manage',
  params: versionParams,
  result: CurriculumVersionRow,
  problems: curriculumProblem,
});

export const archiveCurriculum = endpoint({
  name: 'archiveCurriculum',
  summary: 'Offer a version no longer to new runs; those that use it go on',
  method: 'POST',
  path: 'curriculum/versions/:versionId/archive',
  allow: 'curriculum.manage',
  params: versionParams,
  result: CurriculumVersionRow,
  problems: curriculumProblem,
});

export const getAsset = endpoint({
  name: 'getAsset',
  summary: 'A figure of a lesson; the same address always gives the same bytes',
  method: 'GET',
  path: 'curriculum/assets/:hash',
  allow: 'signed-in',
  params: z.object({ hash: AssetHash }),
  download: 'image/svg+xml',
});

/** The address of a figure, for `src`. */
export function assetUrl(hash: AssetHash): string {
  return `/api/curriculum/assets/${hash}`;
}
