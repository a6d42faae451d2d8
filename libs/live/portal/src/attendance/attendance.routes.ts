import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import {
  getClassAttendance,
  getMyAttendance,
  getSessionAttendance,
  getVenueAttendance,
  listAttendanceRequests,
  uploadReport,
} from '@bimtek/live-contracts';
import { mayOpen } from '@bimtek/platform-portal';
import { attendanceWords } from './words/attendance-words.ts';

/** Below `/jadwal`, before the pages of single sessions. */
export const myAttendanceRoutes: Routes = [
  {
    path: 'kehadiran',
    title: 'attendance.mine.title',
    canActivate: [mayOpen(getMyAttendance), attendanceWords],
    loadComponent: () => import('./my-attendance-page.ts').then(({ MyAttendancePage }) => MyAttendancePage),
  },
  {
    path: ':sessionId/pengganti',
    title: 'attendance.substitute.title',
    canActivate: [mayOpen(getMyAttendance), attendanceWords],
    loadComponent: () => import('./substitute-page.ts').then(({ SubstitutePage }) => SubstitutePage),
  },
];

/** Below `/kelola/kelas/:classGroupId/kehadiran`. */
export const classAttendanceRoutes: Routes = [
  {
    path: '',
    title: 'attendance.matrix.title',
    canActivate: [mayOpen(getClassAttendance), attendanceWords, deliveryWords],
    loadComponent: () =>
      import('./class-attendance-page.ts').then(({ ClassAttendancePage }) => ClassAttendancePage),
  },
  {
    path: 'permintaan',
    title: 'attendance.requests.title',
    canActivate: [mayOpen(listAttendanceRequests), attendanceWords, deliveryWords],
    loadComponent: () =>
      import('./requests-page.ts').then(({ AttendanceRequestsPage }) => AttendanceRequestsPage),
  },
];

/** Below `/kelola/sesi/:sessionId`. */
export const sessionAttendanceRoutes: Routes = [
  {
    path: 'kehadiran',
    title: 'attendance.roster.title',
    canActivate: [mayOpen(getSessionAttendance), attendanceWords],
    loadComponent: () =>
      import('./session-attendance-page.ts').then(({ SessionAttendancePage }) => SessionAttendancePage),
  },
  {
    path: 'kehadiran/laporan',
    title: 'attendance.report.title',
    canActivate: [mayOpen(uploadReport), attendanceWords],
    loadComponent: () => import('./report-page.ts').then(({ ReportPage }) => ReportPage),
  },
  {
    path: 'aula',
    title: 'attendance.venue.title',
    canActivate: [mayOpen(getVenueAttendance), attendanceWords],
    loadComponent: () => import('./venue-page.ts').then(({ VenuePage }) => VenuePage),
  },
];
