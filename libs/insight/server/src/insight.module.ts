import { AssessmentModule } from '@bimtek/assessment-server';
import { CurriculumModule } from '@bimtek/curriculum-server';
import { GraduationModule } from '@bimtek/graduation-server';
import { Module } from '@nestjs/common';
import { GradebookService } from './gradebook/gradebook.service.ts';
import { HomeService } from './home/home.service.ts';
import { ClassProgressService } from './progress/class-progress.service.ts';
import { PersonRecordService } from './record/person-record.service.ts';
import { SummaryService } from './summary/summary.service.ts';

/** Has no tables and no jobs of its own: it shows what the contexts to its left know. */
@Module({
  imports: [CurriculumModule, AssessmentModule, GraduationModule],
  providers: [GradebookService, HomeService, SummaryService, ClassProgressService, PersonRecordService],
  exports: [GradebookService, HomeService, SummaryService, ClassProgressService, PersonRecordService],
})
export class InsightModule {}
