import { CurriculumModule } from '@bimtek/curriculum-server';
import { DeliveryModule } from '@bimtek/delivery-server';
import { NotificationModule } from '@bimtek/notification-server';
import { Module } from '@nestjs/common';
import { Allocations } from './allocation/allocations.service.ts';
import { Markers } from './allocation/markers.service.ts';
import { MarkingClock } from './allocation/marking-clock.service.ts';
import { Appeals } from './appeals/appeals.service.ts';
import { MyAppeals } from './appeals/my-appeals.service.ts';
import { AttachedFiles } from './files/attached-files.service.ts';
import { Uploads } from './files/uploads.service.ts';
import { Calibration } from './calibration/calibration.service.ts';
import { ClassAssignments } from './classes/class-assignments.service.ts';
import { MarkingDesk } from './marking/desk.service.ts';
import { Marking } from './marking/marking.service.ts';
import { Releases } from './marking/releases.service.ts';
import { ReleasePlans } from './releases/release-plans.service.ts';
import { MyPlans } from './plans/my-plans.service.ts';
import { PlanFiles } from './plans/plan-files.service.ts';
import { AssignmentNotices } from './notices/assignment-notices.ts';
import { Samples } from './samples/samples.service.ts';
import { SecondMarking } from './second-marking/second-marking.service.ts';
import { Rubrics } from './rubrics/rubrics.service.ts';
import { SimilarPhotos } from './similarity/photos/similar-photos.service.ts';
import { Similarity } from './similarity/similarity.service.ts';
import { Snippets } from './snippets/snippets.service.ts';
import { AssignmentsPersonalData } from './submissions/assignments-personal-data.ts';
import { MyAssignments } from './submissions/my-assignments.service.ts';

@Module({
  imports: [NotificationModule, CurriculumModule, DeliveryModule],
  providers: [
    Snippets,
    Rubrics,
    AssignmentNotices,
    Similarity,
    SimilarPhotos,
    Appeals,
    MyAppeals,
    MyAssignments,
    ClassAssignments,
    Uploads,
    AttachedFiles,
    MarkingDesk,
    Marking,
    Releases,
    ReleasePlans,
    MyPlans,
    PlanFiles,
    Allocations,
    Markers,
    MarkingClock,
    SecondMarking,
    Calibration,
    Samples,
    AssignmentsPersonalData,
  ],
  exports: [
    Snippets,
    Rubrics,
    AssignmentNotices,
    Appeals,
    MyAppeals,
    Similarity,
    SimilarPhotos,
    AttachedFiles,
    Uploads,
    MyAssignments,
    ClassAssignments,
    MarkingDesk,
    Marking,
    Releases,
    ReleasePlans,
    MyPlans,
    PlanFiles,
    Allocations,
    Markers,
    MarkingClock,
    SecondMarking,
    Calibration,
    Samples,
  ],
})
export class AssignmentsModule {}
