export { Decisions } from './decisions/decisions.service.ts';
export { GraduationApiModule } from './graduation.api.ts';
export { GraduationModule } from './graduation.module.ts';
export { graduationTables } from './graduation.tables.ts';
export { GraduationWorkerModule } from './graduation.worker.ts';
export { MyResultsService } from './results/my-results.service.ts';
export { ClassScores } from './scores/class-scores.service.ts';
export { ComponentScores } from './scores/component-scores.service.ts';
