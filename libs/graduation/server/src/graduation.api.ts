import { Module } from '@nestjs/common';
import { DecisionsController } from './decisions/decisions.controller.ts';
import { GraduationModule } from './graduation.module.ts';
import { MyResultsController } from './results/my-results.controller.ts';
import { ClassScoresController } from './scores/class-scores.controller.ts';

@Module({
  imports: [GraduationModule],
  controllers: [ClassScoresController, DecisionsController, MyResultsController],
})
export class GraduationApiModule {}
