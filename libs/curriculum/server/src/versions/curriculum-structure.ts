import type {
  AssignmentBrief,
  CurriculumVersionId,
  Indicator,
  LessonCard,
  LessonId,
  ModuleId,
  PassRules,
  SubjectGroup,
  TestSettings,
} from '@bimtek/curriculum-contracts';
import type { EntityManager } from 'typeorm';
import { Lesson } from '../lessons/lesson.entity.ts';
import { CurriculumVersion } from './curriculum-version.entity.ts';
import { Subject } from './subject.entity.ts';

export interface StructureModule {
  id: ModuleId;
  code: string;
  position: number;
  title: string;
  group: SubjectGroup;
  liveHours: number;
  selfStudyHours: number;
  outcome: string | null;
  indicators: Indicator[];
  lessons: LessonCard[];
  assignment: AssignmentBrief | null;
}

/** A curriculum version without its texts: small, and kept in memory once it is frozen. */
export interface CurriculumStructure {
  id: CurriculumVersionId;
  programCode: string;
  programName: string;
  title: string;
  isFrozen: boolean;
  passRules: PassRules;
  tests: TestSettings[];
  lessonHourMinutes: number;
  totalLessonHours: number;
  modules: StructureModule[];
}

/** Where a lesson stands. */
export interface LessonPlace {
  versionId: CurriculumVersionId;
  module: StructureModule;
  lesson: LessonCard;
  /** Place in the module, from 0. */
  index: number;
}

export async function readStructure(
  db: EntityManager,
  versionId: CurriculumVersionId,
): Promise<CurriculumStructure | null> {
  const version = await db.findOneBy(CurriculumVersion, { id: versionId });
  if (!version) return null;
  const subjects = await db.find(Subject, { where: { versionId }, order: { position: 'ASC' } });
  const lessons = await db.find(Lesson, {
    where: { versionId },
    order: { position: 'ASC' },
    select: {
      id: true,
      moduleId: true,
      code: true,
      title: true,
      kind: true,
      minutes: true,
      summary: true,
      sizeBytes: true,
    },
  });
  const byModule = Map.groupBy(lessons, (lesson) => lesson.moduleId);
  return {
    id: version.id,
    programCode: version.programCode,
    programName: version.programName,
    title: version.title,
    isFrozen: version.frozenAt !== null,
    passRules: version.passRules,
    tests: version.tests,
    lessonHourMinutes: version.lessonHourMinutes,
    totalLessonHours: version.totalLessonHours,
    modules: subjects.map((subject) => ({
      id: subject.id,
      code: subject.code,
      position: subject.position,
      title: subject.title,
      group: subject.subjectGroup,
      liveHours: subject.liveHours,
      selfStudyHours: subject.selfStudyHours,
      outcome: subject.outcome,
      indicators: subject.indicators,
      lessons: (byModule.get(subject.id) ?? []).map(cardOf),
      assignment: subject.assignment,
    })),
  };
}

function cardOf({
  id,
  code,
  title,
  kind,
  minutes,
  summary,
  sizeBytes,
}: Lesson & { id: LessonId }): LessonCard {
  return { id, code, title, kind, minutes, summary, sizeBytes };
}

/** The place of a lesson in a structure, or undefined when it is not in it. */
export function placeIn(structure: CurriculumStructure, lessonId: string): LessonPlace | undefined {
  for (const module of structure.modules) {
    const index = module.lessons.findIndex((lesson) => lesson.id === lessonId);
    const lesson = module.lessons[index];
    if (lesson) return { versionId: structure.id, module, lesson, index };
  }
  return undefined;
}
