import { inject } from '@angular/core';
import { Router } from '@angular/router';
import type { CanActivateFn, Routes } from '@angular/router';
import { Session } from '@bimtek/platform-portal';
import type { AreaPlace } from './area-place.ts';

/**
 * Each is shown to those whose role allows what it is for; the first of them is where the work area opens.
 * A context adds its place when it brings the page, in the order of the work.
 */
export const managePlaces: readonly AreaPlace[] = [
  { path: '/kelola/ringkasan', label: 'platform.nav.overview', icon: 'chart', allow: 'summary.read' },
  { path: '/kelola/impor', label: 'platform.nav.imports', icon: 'upload', allow: 'decree.import' },
  { path: '/kelola/kelas', label: 'platform.nav.classes', icon: 'people', allow: 'class.read' },
  { path: '/kelola/jadwal', label: 'platform.nav.schedule', icon: 'calendar', allow: 'session.read' },
  { path: '/kelola/menilai', label: 'platform.nav.marking', icon: 'tasks', allow: 'assignment.mark' },
  { path: '/kelola/penilaian', label: 'platform.nav.marking', icon: 'tasks', allow: 'assignment.allocate' },
  {
    path: '/kelola/sertifikat',
    label: 'platform.nav.certificates',
    icon: 'award',
    allow: 'certificate.read',
  },
  { path: '/kelola/orang', label: 'platform.nav.people', icon: 'person', allow: 'person.read' },
  { path: '/kelola/akun', label: 'platform.nav.accounts', icon: 'key', allow: 'account.read' },
  { path: '/kelola/pengguna', label: 'platform.nav.roles', icon: 'flag', allow: 'role.read' },
  { path: '/kelola/kurikulum', label: 'platform.nav.curriculum', icon: 'book', allow: 'curriculum.read' },
];

/** The work area opens at the first of its places that the role may see. */
export const openFirstPlace: CanActivateFn = () => {
  const [router, session] = [inject(Router), inject(Session)];
  const first = managePlaces.find(({ allow }) => !allow || session.can(allow));
  return router.parseUrl(first?.path ?? '/kelola/saya');
};

/** One line a context, below `/kelola`: its first path segment and its lazily loaded routes. Not part of the first script. */
export const manageRoutes: Routes = [
  { path: '', pathMatch: 'full', canActivate: [openFirstPlace], children: [] },
  { path: 'ringkasan', loadChildren: () => import('@bimtek/insight-portal').then((m) => m.summaryRoutes) },
  {
    path: 'kelas/:classGroupId/kemajuan',
    loadChildren: () => import('@bimtek/insight-portal').then((m) => m.classProgressRoutes),
  },
  { path: 'kemajuan', loadChildren: () => import('@bimtek/insight-portal').then((m) => m.progressRoutes) },
  {
    path: 'kelas/:classGroupId/buku-nilai',
    loadChildren: () => import('@bimtek/insight-portal/gradebook').then((m) => m.gradebookRoutes),
  },
  {
    path: 'kelas/:classGroupId/nilai',
    loadChildren: () => import('@bimtek/graduation-portal').then((m) => m.classScoresRoutes),
  },
  {
    path: 'kelas/:classGroupId/kelulusan',
    loadChildren: () => import('@bimtek/graduation-portal').then((m) => m.classDecisionRoutes),
  },
  {
    path: 'kelas/:classGroupId/jadwal',
    loadChildren: () => import('@bimtek/live-portal').then((m) => m.classScheduleRoutes),
  },
  {
    path: 'kelas/:classGroupId/kehadiran',
    loadChildren: () => import('@bimtek/live-portal').then((m) => m.classAttendanceRoutes),
  },
  { path: 'jadwal', loadChildren: () => import('@bimtek/live-portal').then((m) => m.agendaRoutes) },
  {
    path: 'sesi/:sessionId',
    data: { isDesk: true },
    loadChildren: () => import('@bimtek/live-portal').then((m) => m.sessionRoutes),
  },
  {
    path: 'kelas/:classGroupId/tugas',
    loadChildren: () => import('@bimtek/assignments-portal').then((m) => m.classAssignmentsRoutes),
  },
  {
    path: 'penilaian',
    loadChildren: () => import('@bimtek/assignments-portal').then((m) => m.markingBoardRoutes),
  },
  { path: 'menilai', loadChildren: () => import('@bimtek/assignments-portal').then((m) => m.markingRoutes) },
  {
    path: 'kelas',
    loadChildren: () => import('@bimtek/delivery-portal').then((m) => m.deliveryManageRoutes),
  },
  {
    path: 'sertifikat',
    loadChildren: () => import('@bimtek/certification-portal').then((m) => m.certificationManageRoutes),
  },
  {
    path: 'orang/:personId',
    loadChildren: () => import('@bimtek/insight-portal').then((m) => m.personRecordRoutes),
  },
  { path: 'orang', loadChildren: () => import('@bimtek/registry-portal').then((m) => m.peopleRoutes) },
  { path: 'impor', loadChildren: () => import('@bimtek/registry-portal').then((m) => m.importRoutes) },
  {
    path: 'kurikulum',
    loadChildren: () => import('@bimtek/curriculum-portal').then((m) => m.curriculumManageRoutes),
  },
  { path: 'pengguna', loadChildren: () => import('@bimtek/identity-portal').then((m) => m.userRoleRoutes) },
  { path: 'akun', loadChildren: () => import('@bimtek/identity-portal').then((m) => m.accountCareRoutes) },
  {
    path: 'pesan',
    data: { isDesk: true },
    loadChildren: () => import('./inbox.ts').then((m) => m.inbox),
  },
  {
    path: 'saya',
    data: { isDesk: true },
    loadChildren: () => import('@bimtek/identity-portal').then((m) => m.profileRoutes),
  },
];
