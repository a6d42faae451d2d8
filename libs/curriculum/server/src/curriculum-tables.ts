import type { ContextTables } from '@bimtek/platform-server';
import { Asset } from './assets/asset.entity.ts';
import { Lesson } from './lessons/lesson.entity.ts';
import { CreateCurriculum1795000300000 } from './migrations/1795000300000-create-curriculum.ts';
import { AddAssignment1795000300100 } from './migrations/1795000300100-add-assignment.ts';
import { CurriculumVersion } from './versions/curriculum-version.entity.ts';
import { Subject } from './versions/subject.entity.ts';

export const curriculumTables: ContextTables = {
  context: 'curriculum',
  entities: [CurriculumVersion, Subject, Lesson, Asset],
  migrations: [CreateCurriculum1795000300000, AddAssignment1795000300100],
};
