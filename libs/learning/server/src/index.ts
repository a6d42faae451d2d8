export { LearningApiModule } from './learning.api.ts';
export { LearningModule } from './learning.module.ts';
export { learningTables } from './learning.tables.ts';
export { LearningProgress } from './progress/learning-progress.service.ts';
export { nextStepOf } from './progress/next-step.rules.ts';
export { LearningService } from './reading/learning.service.ts';
