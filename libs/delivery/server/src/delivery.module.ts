import { IdentityModule } from '@bimtek/identity-server';
import { Module } from '@nestjs/common';
import { ClassGroupPlans } from './class-groups/class-group-plans.service.ts';
import { ClassGroupViews } from './class-groups/class-group-views.service.ts';
import { ClassGroups } from './class-groups/class-groups.service.ts';
import { ClassScopes } from './class-groups/class-scopes.ts';
import { ClassTeams } from './class-groups/class-teams.service.ts';
import { ClassProposals } from './class-proposals/class-proposals.service.ts';
import { BulkActs } from './enrollments/bulk-acts.service.ts';
import { DeliveryPersonalData } from './enrollments/delivery-personal-data.ts';
import { EnrolledPeople } from './enrollments/enrolled-people.ts';
import { EnrollmentLists } from './enrollments/enrollment-lists.service.ts';
import { EnrollmentMoves } from './enrollments/enrollment-moves.ts';
import { Enrollments } from './enrollments/enrollments.service.ts';
import { Placements } from './enrollments/placements.service.ts';
import { ActivationCards } from './invitations/activation-cards.service.ts';
import { Invitations } from './invitations/invitations.service.ts';
import { MyEnrollments } from './my-enrollment/my-enrollment.service.ts';
import { Runs } from './runs/runs.service.ts';

const services = [
  Runs,
  Invitations,
  ActivationCards,
  EnrollmentMoves,
  Enrollments,
  EnrolledPeople,
  DeliveryPersonalData,
  EnrollmentLists,
  BulkActs,
  Placements,
  ClassGroups,
  ClassScopes,
  ClassGroupViews,
  ClassTeams,
  ClassGroupPlans,
  ClassProposals,
  MyEnrollments,
];

@Module({ imports: [IdentityModule], providers: services, exports: services })
export class DeliveryModule {}
