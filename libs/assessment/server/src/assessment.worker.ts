import { Module } from '@nestjs/common';
import { AssessmentModule } from './assessment.module.ts';
import { CloseExpiredAttempts } from './attempts/close-expired-attempts.job.ts';

@Module({ imports: [AssessmentModule], providers: [CloseExpiredAttempts] })
export class AssessmentWorkerModule {}
