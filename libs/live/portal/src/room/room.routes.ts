import type { Routes } from '@angular/router';
import { getLiveSession } from '@bimtek/live-contracts';
import { mayOpen } from '@bimtek/platform-portal';
import { attendanceWords } from '../attendance/words/attendance-words.ts';
import { roomWords } from './words/room-words.ts';

/** Below `/jadwal`. */
export const myRoomRoutes: Routes = [
  {
    path: ':sessionId/ruang',
    title: 'room.title',
    data: { focused: true },
    canActivate: [mayOpen(getLiveSession), attendanceWords, roomWords],
    loadComponent: () => import('./room-page.ts').then(({ RoomPage }) => RoomPage),
  },
];

/** Below `/kelola/sesi/:sessionId`; with the words of the timetable around them. */
export const leadRoomRoutes: Routes = [
  {
    path: 'ruang',
    title: 'room.consoleTitle',
    canActivate: [mayOpen(getLiveSession), attendanceWords, roomWords],
    loadComponent: () => import('./console-page.ts').then(({ ConsolePage }) => ConsolePage),
  },
  {
    path: 'layar',
    title: 'room.projectorTitle',
    canActivate: [mayOpen(getLiveSession), roomWords],
    loadComponent: () => import('./projector-page.ts').then(({ ProjectorPage }) => ProjectorPage),
  },
];
