import { Module } from '@nestjs/common';
import { AttemptClosing } from './attempts/attempt-closing.service.ts';
import { AttemptsService } from './attempts/attempts.service.ts';
import { QuestionBanks } from './question-bank/question-bank.service.ts';
import { AssessmentPersonalData } from './results/assessment-personal-data.ts';
import { AttemptResults } from './results/attempt-results.service.ts';
import { TestsService } from './tests/tests.service.ts';

@Module({
  providers: [
    QuestionBanks,
    AttemptClosing,
    AttemptsService,
    TestsService,
    AttemptResults,
    AssessmentPersonalData,
  ],
  exports: [AttemptClosing, AttemptsService, TestsService, AttemptResults],
})
export class AssessmentModule {}
