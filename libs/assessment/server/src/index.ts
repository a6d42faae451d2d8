export { AttemptsService } from './attempts/attempts.service.ts';
export type { LaidOutQuestion } from './attempts/attempt.entity.ts';
export { closingTime } from './attempts/attempt.rules.ts';
export { layOut } from './attempts/layout.rules.ts';
export { AssessmentApiModule } from './assessment.api.ts';
export { AssessmentModule } from './assessment.module.ts';
export { assessmentTables } from './assessment.tables.ts';
export { AssessmentWorkerModule } from './assessment.worker.ts';
export { loadQuestions, QuestionsRefused } from './question-bank/load-questions.ts';
export type { Question } from './question-bank/question.entity.ts';
export { type QuestionBank, QuestionBanks } from './question-bank/question-bank.service.ts';
export {
  ATTEMPT_FACTS,
  type AttemptFacts,
  AttemptResults,
  type HeldTest,
  standingOf,
} from './results/attempt-results.service.ts';
export { isPassed, outcomeOf } from './scoring/scoring.rules.ts';
