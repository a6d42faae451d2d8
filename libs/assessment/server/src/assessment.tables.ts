import { closeExpiredAttempts } from '@bimtek/assessment-contracts';
import type { ContextTables } from '@bimtek/platform-server';
import { AnswerRow } from './attempts/answer.entity.ts';
import { Attempt } from './attempts/attempt.entity.ts';
import { CreateAssessment1795000500000 } from './migrations/1795000500000-create-assessment.ts';
import { Question } from './question-bank/question.entity.ts';
import { Test } from './tests/test.entity.ts';

export const assessmentTables: ContextTables = {
  context: 'assessment',
  entities: [Question, Test, Attempt, AnswerRow],
  migrations: [CreateAssessment1795000500000],
  jobs: [closeExpiredAttempts],
};
