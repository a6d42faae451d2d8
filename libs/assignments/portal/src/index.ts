export { classAssignmentsRoutes, markingRoutes, myAssignmentsRoutes } from './assignments.routes.ts';
