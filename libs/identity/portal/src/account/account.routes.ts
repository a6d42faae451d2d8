import type { Routes } from '@angular/router';
import { wordsScope } from '@bimtek/platform-portal';
import id from '../account-words/id.ts';

const words = wordsScope('account', { id, en: () => import('../account-words/en.ts') });

/** Below `/saya` and `/kelola/saya`: what people look up rarely, so none of it comes with the profile. */
export const accountRoutes: Routes = [
  {
    path: '',
    canActivate: [words],
    children: [
      {
        path: 'keamanan',
        title: 'account.security.title',
        loadComponent: () => import('./security-page.ts').then(({ SecurityPage }) => SecurityPage),
      },
      {
        path: 'kontak',
        title: 'account.contact.title',
        loadComponent: () => import('./contact-page.ts').then(({ ContactPage }) => ContactPage),
      },
      {
        path: 'persetujuan',
        title: 'account.consents.title',
        loadComponent: () => import('./consents-page.ts').then(({ ConsentsPage }) => ConsentsPage),
      },
      {
        path: 'data',
        title: 'account.data.title',
        loadComponent: () => import('./data-page.ts').then(({ DataPage }) => DataPage),
      },
    ],
  },
];
