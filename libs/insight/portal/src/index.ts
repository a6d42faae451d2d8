export {
  classProgressRoutes,
  homeRoutes,
  personRecordRoutes,
  progressRoutes,
  summaryRoutes,
} from './insight.routes.ts';
