export { myAssignmentsRoutes } from './assignments.routes.ts';
