import { inject } from '@angular/core';
import { Router } from '@angular/router';
import type { CanActivateFn, Routes } from '@angular/router';
import { Session, wordsScope } from '@bimtek/platform-portal';
import id from './words/id.ts';

const words = wordsScope('identity', { id, en: () => import('./words/en.ts') });

/** Whoever is signed in has no business on the sign-in page. Without signal it opens all the same. */
const signedOut: CanActivateFn = async () => {
  const [session, router] = [inject(Session), inject(Router)];
  const view = await session.ready().catch(() => null);
  return view ? router.parseUrl('/') : true;
};

/** Below `/masuk`. */
export const signInRoutes: Routes = [
  {
    path: '',
    title: 'identity.signIn.title',
    data: { index: true },
    canActivate: [signedOut, words],
    loadComponent: () => import('./sign-in/sign-in-page.ts').then(({ SignInPage }) => SignInPage),
  },
];

/** Below `/aktivasi`: by printed code, or with the token of a personal link. */
export const activationRoutes: Routes = ['', ':token'].map((path) => ({
  path,
  title: 'identity.activation.title',
  canActivate: [words],
  loadComponent: () => import('./activation/activation-page.ts').then(({ ActivationPage }) => ActivationPage),
}));

/** Below `/lupa-sandi`. */
export const forgottenRoutes: Routes = [
  {
    path: '',
    title: 'identity.forgotten.title',
    canActivate: [words],
    loadComponent: () => import('./activation/forgotten-page.ts').then(({ ForgottenPage }) => ForgottenPage),
  },
];

/** Below `/privasi`. */
export const privacyRoutes: Routes = [
  {
    path: '',
    title: 'identity.privacy.title',
    data: { index: true },
    canActivate: [words],
    loadComponent: () => import('./privacy/privacy-page.ts').then(({ PrivacyPage }) => PrivacyPage),
  },
];

/** Below `/saya` and `/kelola/saya`. */
export const profileRoutes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'identity.profile.title',
    canActivate: [words],
    loadComponent: () => import('./profile/profile-page.ts').then(({ ProfilePage }) => ProfilePage),
  },
  { path: '', loadChildren: () => import('./account/account.routes.ts').then((m) => m.accountRoutes) },
];

/** Below `/kelola/pengguna`. */
export const userRoleRoutes: Routes = [
  { path: '', loadChildren: () => import('./roles/roles.routes.ts').then((m) => m.rolesRoutes) },
];

/** Below `/kelola/akun`. */
export const accountCareRoutes: Routes = [
  { path: '', loadChildren: () => import('./care/care.routes.ts').then((m) => m.careRoutes) },
];
