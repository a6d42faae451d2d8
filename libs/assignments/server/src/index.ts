export { AssignmentsApiModule } from './assignments.api.ts';
export { AssignmentsModule } from './assignments.module.ts';
export { assignmentsTables } from './assignments.tables.ts';
export { ClassAssignments } from './classes/class-assignments.service.ts';
export { MarkingDesk } from './marking/desk.service.ts';
export { Marking } from './marking/marking.service.ts';
export { Releases } from './marking/releases.service.ts';
export { MyAssignments } from './submissions/my-assignments.service.ts';
