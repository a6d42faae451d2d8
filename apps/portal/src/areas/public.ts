import type { Routes } from '@angular/router';

/** Pages without a session. Each fills the window by itself (`class="public"`, see the sign-in page). */
export const publicRoutes: Routes = [
  { path: 'masuk', loadChildren: () => import('@bimtek/identity-portal').then((m) => m.signInRoutes) },
  { path: 'aktivasi', loadChildren: () => import('@bimtek/identity-portal').then((m) => m.activationRoutes) },
  {
    path: 'lupa-sandi',
    loadChildren: () => import('@bimtek/identity-portal').then((m) => m.forgottenRoutes),
  },
  { path: 'privasi', loadChildren: () => import('@bimtek/identity-portal').then((m) => m.privacyRoutes) },
];
