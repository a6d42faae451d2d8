export {
  classAssignmentsRoutes,
  markingBoardRoutes,
  markingRoutes,
  myAssignmentsRoutes,
} from './assignments.routes.ts';
