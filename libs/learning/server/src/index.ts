export { LearningApiModule } from './learning.api.ts';
export { LearningModule } from './learning.module.ts';
export { learningTables } from './learning.tables.ts';
export { LearningProgress } from './progress/learning-progress.service.ts';
export { canStillPass, nextStepOf } from './progress/next-step.rules.ts';
export { accessOf, type LessonStanding, moduleProgressOf, shareRead } from './progress/progress.rules.ts';
export { LearningService, testSummaryOf } from './reading/learning.service.ts';
