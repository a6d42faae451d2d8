import type { ContextTables } from '@bimtek/platform-server';
import { CreateLearning1795000600000 } from './migrations/1795000600000-create-learning.ts';
import { LessonProgressRow } from './progress/lesson-progress.entity.ts';

export const learningTables: ContextTables = {
  context: 'learning',
  entities: [LessonProgressRow],
  migrations: [CreateLearning1795000600000],
};
