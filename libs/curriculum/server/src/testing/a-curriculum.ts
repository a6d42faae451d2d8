import type {
  AssignmentBrief,
  CurriculumState,
  CurriculumVersionId,
  LessonDocument,
  LessonId,
  ModuleId,
  PassRules,
  TestSettings,
} from '@bimtek/curriculum-contracts';
import { randomUUIDv7 } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Lesson } from '../lessons/lesson.entity.ts';
import { CurriculumVersion } from '../versions/curriculum-version.entity.ts';
import { Subject } from '../versions/subject.entity.ts';

interface ACurriculum {
  state?: CurriculumState;
  /** Number of lessons by module code; a module with 0 has none yet. */
  lessons?: Record<string, number>;
  passRules?: PassRules;
  tests?: TestSettings[];
}

export interface BuiltCurriculum {
  versionId: CurriculumVersionId;
  modules: { id: ModuleId; code: string; lessonIds: LessonId[] }[];
}

const documentOf = (title: string): LessonDocument => ({
  format: 1,
  blocks: [
    { type: 'paragraph', text: [{ text: `Ini pelajaran ${title}.` }] },
    { type: 'heading', level: 2, text: [{ text: 'Isi' }] },
    { type: 'paragraph', text: [{ text: 'Isi pelajaran.' }] },
    { type: 'keyPoints', items: [[{ text: 'Pokok penting.' }]] },
  ],
});

/** The brief of a module, that of M7 asking for a plan; its rubric has two criteria. */
export const anAssignmentBrief = (moduleCode: string): AssignmentBrief => ({
  code: `T${moduleCode.slice(1)}`,
  title: `Tugas ${moduleCode}`,
  minutes: 30,
  kinds: moduleCode === 'M7' ? ['form'] : ['text', 'photo'],
  summary: 'Sebuah tugas.',
  instructions: documentOf('tugas'),
  checklist: ['Sudah dibaca kembali.'],
  rubric: {
    code: `T${moduleCode.slice(1)}-R1`,
    criteria: (['completeness', 'clarity'] as const).map((code) => ({
      code,
      title: code === 'completeness' ? 'Kelengkapan' : 'Kejelasan',
      weight: 50,
      levels: ([4, 3, 2, 1] as const).map((level) => ({ level, text: `Gambaran tingkat ${level}.` })),
      mustReviseAt: null,
    })),
  },
});

/** The program's own pass rules. */
export const somePassRules: PassRules = {
  attendanceMin: 80,
  finalScoreMin: 70,
  planMin: 70,
  postTestMin: 60,
  assignmentsGradedMin: 5,
  assignmentsTotal: 6,
  assignmentModules: ['M1', 'M2', 'M3', 'M4', 'M5', 'M6'],
  weights: { quiz: 20, assignment: 25, plan: 30, postTest: 25 },
  grades: [
    { from: 90, to: 100, code: 'very-satisfactory', label: 'Sangat Memuaskan' },
    { from: 80, to: 89.99, code: 'satisfactory', label: 'Memuaskan' },
    { from: 70, to: 79.99, code: 'good', label: 'Baik' },
  ],
};

/** Inserts a curriculum version with modules and lessons of four blocks, in use unless told otherwise. For specs. */
export async function aCurriculum(
  db: DataSource,
  {
    state = 'inUse',
    lessons = { M0: 0, M1: 2, M2: 1 },
    passRules = somePassRules,
    tests = [],
  }: ACurriculum = {},
): Promise<BuiltCurriculum> {
  const versionId = randomUUIDv7() as CurriculumVersionId;
  const now = new Date('2026-06-01T00:00:00Z');
  const number = ((await db.manager.maximum(CurriculumVersion, 'number')) ?? 0) + 1;
  const modules = Object.entries(lessons).map(([code, count]) => ({
    id: randomUUIDv7() as ModuleId,
    code,
    lessonIds: Array.from({ length: count }, () => randomUUIDv7() as LessonId),
  }));
  await db.transaction(async (tx) => {
    await tx.insert(CurriculumVersion, {
      id: versionId,
      programCode: 'TPBIS-SPP-TIK',
      programName: 'Bimbingan Teknis SPP-TIK',
      number,
      title: 'Kurikulum uji',
      state: 'draft',
      lessonHourMinutes: 45,
      totalLessonHours: modules.length * 3,
      passRules: passRules as never,
      tests: tests as never,
      contentHash: versionId,
      createdAt: now,
    });
    for (const [position, module] of modules.entries()) {
      await tx.insert(Subject, {
        id: module.id,
        versionId,
        position,
        code: module.code,
        title: `Modul ${module.code}`,
        subjectGroup: 'basic',
        liveHours: 2,
        selfStudyHours: module.lessonIds.length > 0 ? 1 : 0,
        outcome: null,
        indicators: [] as never,
        assignment: (module.lessonIds.length > 0 ? anAssignmentBrief(module.code) : null) as never,
      });
      const rows = module.lessonIds.map((id, index) => ({
        id,
        moduleId: module.id,
        versionId,
        position: index,
        code: `${position}.${index + 1}`,
        title: `Pelajaran ${position}.${index + 1}`,
        kind: 'text' as const,
        minutes: 10,
        summary: 'Sebuah pelajaran.',
        indicators: [] as never,
        document: documentOf(`${position}.${index + 1}`) as never,
        sizeBytes: 1_000,
      }));
      if (rows.length > 0) await tx.insert(Lesson, rows);
    }
    if (state !== 'draft')
      await tx.update(CurriculumVersion, { id: versionId }, { state: 'inUse', frozenAt: now });
    if (state === 'archived')
      await tx.update(CurriculumVersion, { id: versionId }, { state, archivedAt: now });
  });
  return { versionId, modules };
}
