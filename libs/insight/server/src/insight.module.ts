import { AssessmentModule } from '@bimtek/assessment-server';
import { CurriculumModule } from '@bimtek/curriculum-server';
import { Module } from '@nestjs/common';
import { HomeService } from './home/home.service.ts';
import { ClassProgressService } from './progress/class-progress.service.ts';
import { SummaryService } from './summary/summary.service.ts';

/** Has no tables and no jobs of its own: it shows what the contexts to its left know. */
@Module({
  imports: [CurriculumModule, AssessmentModule],
  providers: [HomeService, SummaryService, ClassProgressService],
  exports: [HomeService, SummaryService, ClassProgressService],
})
export class InsightModule {}
