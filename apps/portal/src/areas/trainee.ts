import type { Routes } from '@angular/router';
import type { AreaPlace } from './area-place.ts';

/** At most five: they share the width of a phone. */
export const traineePlaces: readonly AreaPlace[] = [
  { path: '/beranda', label: 'platform.nav.home', icon: 'home' },
  { path: '/belajar', label: 'platform.nav.learn', icon: 'book' },
  { path: '/jadwal', label: 'platform.nav.schedule', icon: 'calendar' },
  { path: '/pesan', label: 'platform.nav.inbox', icon: 'chat' },
  { path: '/saya', label: 'platform.nav.me', icon: 'person' },
];

/**
 * One line a context: its first path segment and its lazily loaded routes. Pages of a focused task (lesson, test)
 * have `data: { focused: true }`: the bottom bar gives way to their action bar.
 */
export const traineeRoutes: Routes = [
  { path: 'beranda', loadChildren: () => import('@bimtek/insight-portal').then((m) => m.homeRoutes) },
  { path: 'belajar', loadChildren: () => import('@bimtek/learning-portal').then((m) => m.learningRoutes) },
  { path: 'pelajaran', loadChildren: () => import('@bimtek/learning-portal').then((m) => m.lessonRoutes) },
  { path: 'tes', loadChildren: () => import('@bimtek/assessment-portal').then((m) => m.assessmentRoutes) },
  {
    path: 'tugas',
    loadChildren: () => import('@bimtek/assignments-portal').then((m) => m.myAssignmentsRoutes),
  },
  { path: 'jadwal', loadChildren: () => import('@bimtek/live-portal').then((m) => m.myScheduleRoutes) },
  { path: 'nilai', loadChildren: () => import('@bimtek/graduation-portal').then((m) => m.graduationRoutes) },
  {
    path: 'sertifikat',
    loadChildren: () => import('@bimtek/certification-portal').then((m) => m.certificateRoutes),
  },
  { path: 'pesan', loadChildren: () => import('./inbox.ts').then((m) => m.inbox) },
  { path: 'saya', loadChildren: () => import('@bimtek/identity-portal').then((m) => m.profileRoutes) },
];
