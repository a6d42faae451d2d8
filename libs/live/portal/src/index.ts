export { agendaRoutes, classScheduleRoutes, myScheduleRoutes, sessionRoutes } from './sessions.routes.ts';
