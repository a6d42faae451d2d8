import { Module } from '@nestjs/common';
import {
  AllocateAfterTeamChange,
  AllocateHandedInWork,
  AllocateWaitingWork,
  WatchMarkingClock,
} from './allocation/allocation.handlers.ts';
import { AssignmentsModule } from './assignments.module.ts';

@Module({
  imports: [AssignmentsModule],
  providers: [AllocateHandedInWork, AllocateAfterTeamChange, AllocateWaitingWork, WatchMarkingClock],
})
export class AssignmentsWorkerModule {}
