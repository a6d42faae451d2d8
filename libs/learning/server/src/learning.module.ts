import { AssessmentModule } from '@bimtek/assessment-server';
import { CurriculumModule } from '@bimtek/curriculum-server';
import { DeliveryModule } from '@bimtek/delivery-server';
import { Module } from '@nestjs/common';
import { LearningPersonalData } from './progress/learning-personal-data.ts';
import { LearningProgress } from './progress/learning-progress.service.ts';
import { LearningService } from './reading/learning.service.ts';

@Module({
  imports: [CurriculumModule, DeliveryModule, AssessmentModule],
  providers: [LearningProgress, LearningService, LearningPersonalData],
  exports: [LearningProgress, LearningService],
})
export class LearningModule {}
