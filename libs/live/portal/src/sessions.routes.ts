import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getLiveSession, listAgenda, listClassSessions, listMySessions } from '@bimtek/live-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { myAttendanceRoutes, sessionAttendanceRoutes } from './attendance/attendance.routes.ts';
import { attendanceWords } from './attendance/words/attendance-words.ts';
import { leadRoomRoutes, myRoomRoutes } from './room/room.routes.ts';
import id from './schedule/words/id.ts';

export const scheduleWords = wordsScope('schedule', { id, en: () => import('./schedule/words/en.ts') });

const sessionPage = () => import('./session/session-page.ts').then(({ SessionPage }) => SessionPage);

/** Below `/jadwal`. */
export const myScheduleRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listMySessions), scheduleWords],
    children: [
      {
        path: '',
        title: 'schedule.title',
        loadComponent: () => import('./schedule/schedule-page.ts').then(({ SchedulePage }) => SchedulePage),
      },
      {
        path: 'uji',
        title: 'schedule.rehearsal.title',
        loadComponent: () =>
          import('./rehearsal/rehearsal-page.ts').then(({ RehearsalPage }) => RehearsalPage),
      },
      ...myAttendanceRoutes,
      ...myRoomRoutes,
      {
        path: ':sessionId',
        title: 'schedule.session.title',
        canActivate: [attendanceWords],
        loadComponent: sessionPage,
      },
    ],
  },
];

/** Below `/kelola/kelas/:classGroupId/jadwal`. */
export const classScheduleRoutes: Routes = [
  {
    path: '',
    title: 'schedule.plan.title',
    canActivate: [mayOpen(listClassSessions), scheduleWords, deliveryWords],
    loadComponent: () =>
      import('./class-sessions/class-sessions-page.ts').then(({ ClassSessionsPage }) => ClassSessionsPage),
  },
];

/** Below `/kelola/jadwal`. */
export const agendaRoutes: Routes = [
  {
    path: '',
    title: 'schedule.plan.agenda',
    canActivate: [mayOpen(listAgenda), scheduleWords],
    loadComponent: () => import('./agenda/agenda-page.ts').then(({ AgendaPage }) => AgendaPage),
  },
];

/** Below `/kelola/sesi/:sessionId`. */
export const sessionRoutes: Routes = [
  ...sessionAttendanceRoutes,
  ...leadRoomRoutes.map((route) => ({
    ...route,
    canActivate: [scheduleWords, ...(route.canActivate ?? [])],
  })),
  {
    path: '',
    title: 'schedule.session.title',
    canActivate: [mayOpen(getLiveSession), scheduleWords, attendanceWords],
    loadComponent: sessionPage,
  },
];
