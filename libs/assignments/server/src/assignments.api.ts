import { Module } from '@nestjs/common';
import { AllocationController } from './allocation/allocation.controller.ts';
import { AppealsController } from './appeals/appeals.controller.ts';
import { AssignmentsModule } from './assignments.module.ts';
import { CalibrationController } from './calibration/calibration.controller.ts';
import { ClassAssignmentsController } from './classes/class-assignments.controller.ts';
import { FilesController } from './files/files.controller.ts';
import { UploadsController } from './files/uploads.controller.ts';
import { MarkingController } from './marking/marking.controller.ts';
import { PlansController } from './plans/plans.controller.ts';
import { SecondMarkingController } from './second-marking/second-marking.controller.ts';
import { ReleasePlansController } from './releases/release-plans.controller.ts';
import { RubricsController } from './rubrics/rubrics.controller.ts';
import { SamplesController } from './samples/samples.controller.ts';
import { SimilarityController } from './similarity/similarity.controller.ts';
import { SnippetsController } from './snippets/snippets.controller.ts';
import { MyAssignmentsController } from './submissions/my-assignments.controller.ts';

@Module({
  imports: [AssignmentsModule],
  controllers: [
    SnippetsController,
    RubricsController,
    AppealsController,
    SimilarityController,
    MyAssignmentsController,
    ClassAssignmentsController,
    UploadsController,
    FilesController,
    MarkingController,
    ReleasePlansController,
    PlansController,
    AllocationController,
    SecondMarkingController,
    CalibrationController,
    SamplesController,
  ],
})
export class AssignmentsApiModule {}
