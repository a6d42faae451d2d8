import type { Routes } from '@angular/router';
import { signedIn, standIn } from '@bimtek/platform-portal';
import { openFirstPlace, openLandingPage } from './areas/landing.ts';
import { manageRoutes } from './areas/manage.ts';
import { publicRoutes } from './areas/public.ts';
import { traineeRoutes } from './areas/trainee.ts';

const standInPage = () => import('./stand-in/stand-in-page.ts').then(({ StandInPage }) => StandInPage);

/** The areas. A context adds its pages and places in `areas/*.ts`, nowhere else. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', canActivate: [signedIn, openLandingPage], children: [] },
  ...publicRoutes,
  {
    path: 'kelola',
    canActivate: [signedIn],
    loadComponent: () => import('./areas/manage-frame.ts').then(({ ManageFrame }) => ManageFrame),
    children: [{ path: '', pathMatch: 'full', canActivate: [openFirstPlace], children: [] }, ...manageRoutes],
  },
  {
    path: '',
    canActivateChild: [signedIn],
    loadComponent: () => import('./areas/trainee-frame.ts').then(({ TraineeFrame }) => TraineeFrame),
    children: traineeRoutes,
  },
  { path: standIn.forbidden.slice(1), loadComponent: standInPage, data: { kind: 'forbidden' } },
  { path: standIn.offline.slice(1), loadComponent: standInPage, data: { kind: 'offline' } },
  { path: '**', loadComponent: standInPage, data: { kind: 'missing' } },
];
