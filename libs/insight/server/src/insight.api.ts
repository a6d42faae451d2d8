import { Module } from '@nestjs/common';
import { GradebookController } from './gradebook/gradebook.controller.ts';
import { HomeController } from './home/home.controller.ts';
import { InsightModule } from './insight.module.ts';
import { ClassProgressController } from './progress/class-progress.controller.ts';
import { PersonRecordController } from './record/person-record.controller.ts';
import { SummaryController } from './summary/summary.controller.ts';

@Module({
  imports: [InsightModule],
  controllers: [
    GradebookController,
    HomeController,
    SummaryController,
    ClassProgressController,
    PersonRecordController,
  ],
})
export class InsightApiModule {}
