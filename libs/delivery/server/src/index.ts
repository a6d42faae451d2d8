export { ClassProposals } from './class-proposals/class-proposals.service.ts';
export { AdvanceClassGroups } from './class-groups/advance-class-groups.job.ts';
export { ClassGroups } from './class-groups/class-groups.service.ts';
export { ClassGroupPlans } from './class-groups/class-group-plans.service.ts';
export { ClassTeams } from './class-groups/class-teams.service.ts';
export { deliveryTables } from './delivery.tables.ts';
export { DeliveryApiModule } from './delivery.api.ts';
export { DeliveryModule } from './delivery.module.ts';
export { DeliveryWorkerModule } from './delivery.worker.ts';
export { classGroupsWithinScope, peopleWithinScope, runsWithinScope } from './delivery-scope.ts';
export { BulkActs } from './enrollments/bulk-acts.service.ts';
export { maskedPhone } from './enrollments/enrollment.rules.ts';
export {
  CURRENT_ENROLLMENT,
  type CurrentEnrollment,
  Enrollments,
} from './enrollments/enrollments.service.ts';
export { Placements } from './enrollments/placements.service.ts';
export { Invitations } from './invitations/invitations.service.ts';
export { MyEnrollments } from './my-enrollment/my-enrollment.service.ts';
export { Runs } from './runs/runs.service.ts';
