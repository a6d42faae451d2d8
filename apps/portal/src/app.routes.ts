import type { Routes } from '@angular/router';
import { signedIn, standIn } from '@bimtek/platform-portal';
import { openLandingPage } from './areas/landing.ts';
import { publicRoutes } from './areas/public.ts';
import { traineeRoutes } from './areas/trainee.ts';
import { StandInPage } from './stand-in/stand-in-page.ts';

/** The areas. A context adds its pages and places in `areas/*.ts`, nowhere else. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', canActivate: [signedIn, openLandingPage], children: [] },
  ...publicRoutes,
  {
    path: 'kelola',
    canActivate: [signedIn],
    loadComponent: () => import('./areas/manage-frame.ts').then(({ ManageFrame }) => ManageFrame),
    loadChildren: () => import('./areas/manage.ts').then(({ manageRoutes }) => manageRoutes),
  },
  {
    path: '',
    canActivateChild: [signedIn],
    loadComponent: () => import('./areas/trainee-frame.ts').then(({ TraineeFrame }) => TraineeFrame),
    children: traineeRoutes,
  },
  // Part of the first script: the page that says there is no signal cannot be fetched without signal.
  { path: standIn.forbidden.slice(1), component: StandInPage, data: { kind: 'forbidden' } },
  { path: standIn.offline.slice(1), component: StandInPage, data: { kind: 'offline' } },
  { path: '**', component: StandInPage, data: { kind: 'missing' } },
];
