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
import { Previews } from './files/preview/previews.service.ts';
import { ReleasePlannedMarks } from './releases/release-planned-marks.job.ts';
import { UnusedFiles } from './files/unused-files.service.ts';
import { MakePreview } from './files/make-preview.job.ts';
import { RemoveUnusedFiles } from './files/remove-unused-files.job.ts';

@Module({
  imports: [AssignmentsModule],
  providers: [
    TellMarkDueSoon,
    TellMarkOverdue,
    CompareHandedInWork,
    CompareWork,
    Previews,
    UnusedFiles,
    MakePreview,
    RemoveUnusedFiles,
    AllocateHandedInWork,
    AllocateAfterTeamChange,
    AllocateWaitingWork,
    WatchMarkingClock,
    ReleasePlannedMarks,
  ],
})
export class AssignmentsWorkerModule {}
