import { Module } from '@nestjs/common';
import { GraduationModule } from './graduation.module.ts';
import { TakeOverTestScore } from './scores/take-over-test-score.job.ts';

@Module({ imports: [GraduationModule], providers: [TakeOverTestScore] })
export class GraduationWorkerModule {}
