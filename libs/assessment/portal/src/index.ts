export { assessmentRoutes } from './assessment.routes.ts';
export { answersWaitingHere } from './take-test/attempt-notebook.ts';
