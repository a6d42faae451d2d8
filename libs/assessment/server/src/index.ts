export { AssessmentApiModule } from './assessment.api.ts';
export { AssessmentModule } from './assessment.module.ts';
export { assessmentTables } from './assessment.tables.ts';
export { AssessmentWorkerModule } from './assessment.worker.ts';
export { loadQuestions, QuestionsRefused } from './question-bank/load-questions.ts';
export {
  ATTEMPT_FACTS,
  type AttemptFacts,
  AttemptResults,
  type HeldTest,
  standingOf,
} from './results/attempt-results.service.ts';
