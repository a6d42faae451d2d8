import { Module } from '@nestjs/common';
import {
  AllocateAfterTeamChange,
  AllocateHandedInWork,
  AllocateWaitingWork,
  WatchMarkingClock,
} from './allocation/allocation.handlers.ts';
import { TellMarkDueSoon, TellMarkOverdue } from './notices/tell-about-clock.job.ts';
import { CompareHandedInWork, CompareWork } from './similarity/compare-work.job.ts';
import { AssignmentsModule } from './assignments.module.ts';

@Module({
  imports: [AssignmentsModule],
  providers: [TellMarkDueSoon, TellMarkOverdue, CompareHandedInWork, CompareWork, AllocateHandedInWork, AllocateAfterTeamChange, AllocateWaitingWork, WatchMarkingClock],
})
export class AssignmentsWorkerModule {}
