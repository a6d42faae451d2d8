export { homeRoutes, summaryRoutes } from './insight.routes.ts';
