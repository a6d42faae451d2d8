import { Module } from '@nestjs/common';
import { AssessmentModule } from './assessment.module.ts';
import { AttemptsController } from './attempts/attempts.controller.ts';
import { TestsController } from './tests/tests.controller.ts';

@Module({ imports: [AssessmentModule], controllers: [TestsController, AttemptsController] })
export class AssessmentApiModule {}
