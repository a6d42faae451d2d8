import { Module } from '@nestjs/common';
import { GraduationModule } from './graduation.module.ts';
import { TakeOverAttendance } from './scores/take-over-attendance.job.ts';
import { TakeOverMark } from './scores/take-over-mark.job.ts';
import { TakeOverTestScore } from './scores/take-over-test-score.job.ts';

@Module({ imports: [GraduationModule], providers: [TakeOverTestScore, TakeOverMark, TakeOverAttendance] })
export class GraduationWorkerModule {}
