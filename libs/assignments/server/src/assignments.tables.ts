import {
  allocateWaitingWork,
  compareWork,
  makePreview,
  releasePlannedMarks,
  removeUnusedFiles,
  watchMarkingClock,
} from '@bimtek/assignments-contracts';
import type { ContextTables } from '@bimtek/platform-server';
import { Allocation } from './allocation/allocation.entity.ts';
import { Holiday } from './allocation/holiday.entity.ts';
import { Marker } from './allocation/marker.entity.ts';
import { RunMarkingRow } from './allocation/run-marking.entity.ts';
import { Appeal } from './appeals/appeal.entity.ts';
import { DueOverride } from './due/due-override.entity.ts';
import { Terms } from './due/terms.entity.ts';
import { KeptFile } from './files/kept-file.entity.ts';
import { Upload } from './files/upload.entity.ts';
import { Mark } from './marking/mark.entity.ts';
import { CreateAssignments1795000650000 } from './migrations/1795000650000-create-assignments.ts';
import { CreateFiles1795000651000 } from './migrations/1795000651000-create-files.ts';
import { KeepPlanAcknowledgements1795000653000 } from './migrations/1795000653000-keep-plan-acknowledgements.ts';
import { CreateAllocation1795000660000 } from './migrations/1795000660000-create-allocation.ts';
import { NameHolidays1795000660100 } from './migrations/1795000660100-name-holidays.ts';
import { MarkTwice1795000661000 } from './migrations/1795000661000-mark-twice.ts';
import { ComparePhotos1795000664000 } from './migrations/1795000664000-compare-photos.ts';
import { CreateSamples1795000663000 } from './migrations/1795000663000-create-samples.ts';
import { PlanReleases1795000662000 } from './migrations/1795000662000-plan-releases.ts';
import { ReleasePlanRow } from './releases/release-plan.entity.ts';
import { PlanAcknowledgement } from './plans/plan-acknowledgement.entity.ts';
import { CreateAppeals1795000654000 } from './migrations/1795000654000-create-appeals.ts';
import { SecondMarkingRow } from './second-marking/second-marking.entity.ts';
import { CreateRubricCorrections1795000655000 } from './migrations/1795000655000-create-rubric-corrections.ts';
import { CreateSnippets1795000657000 } from './migrations/1795000657000-create-snippets.ts';
import { CreateSimilarity1795000656000 } from './migrations/1795000656000-create-similarity.ts';
import { Submission } from './submissions/submission.entity.ts';
import { Version } from './submissions/version.entity.ts';

export const assignmentsTables: ContextTables = {
  context: 'assignments',
  entities: [
    Appeal,
    Terms,
    DueOverride,
    Submission,
    Version,
    Mark,
    Upload,
    KeptFile,
    PlanAcknowledgement,
    Allocation,
    Marker,
    RunMarkingRow,
    Holiday,
    SecondMarkingRow,
    ReleasePlanRow,
  ],
  migrations: [
    CreateSnippets1795000657000,
    CreateRubricCorrections1795000655000,
    CreateAppeals1795000654000,
    CreateSimilarity1795000656000,
    CreateAssignments1795000650000,
    CreateFiles1795000651000,
    KeepPlanAcknowledgements1795000653000,
    CreateAllocation1795000660000,
    NameHolidays1795000660100,
    MarkTwice1795000661000,
    PlanReleases1795000662000,
    CreateSamples1795000663000,
    ComparePhotos1795000664000,
  ],
  jobs: [
    compareWork,
    makePreview,
    releasePlannedMarks,
    removeUnusedFiles,
    allocateWaitingWork,
    watchMarkingClock,
  ],
};
