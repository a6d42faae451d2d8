export { inboxRoutes } from './notification.routes.ts';
