export { classAttendanceRoutes } from './attendance/attendance.routes.ts';
export { agendaRoutes, classScheduleRoutes, myScheduleRoutes, sessionRoutes } from './sessions.routes.ts';
