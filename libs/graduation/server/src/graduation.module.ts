import { AssessmentModule } from '@bimtek/assessment-server';
import { CurriculumModule } from '@bimtek/curriculum-server';
import { DeliveryModule } from '@bimtek/delivery-server';
import { Module } from '@nestjs/common';
import { Decisions } from './decisions/decisions.service.ts';
import { GraduationPersonalData } from './results/graduation-personal-data.ts';
import { MyResultsService } from './results/my-results.service.ts';
import { ClassScores } from './scores/class-scores.service.ts';
import { ComponentScores } from './scores/component-scores.service.ts';
import { ScoreImport } from './scores/score-import.handler.ts';

/** The import's handler stands here, as the api too writes the sheet of rows to correct. */
@Module({
  imports: [CurriculumModule, DeliveryModule, AssessmentModule],
  providers: [ComponentScores, ClassScores, Decisions, MyResultsService, ScoreImport, GraduationPersonalData],
  exports: [ComponentScores, ClassScores, Decisions, MyResultsService],
})
export class GraduationModule {}
