import type { Routes } from '@angular/router';
import { listAccounts } from '@bimtek/identity-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import id from '../account-words/id.ts';
import identity from '../words/id.ts';

/** Below `/kelola/akun`. */
export const careRoutes: Routes = [
  {
    path: '',
    canActivate: [
      mayOpen(listAccounts),
      wordsScope('identity', { id: identity, en: () => import('../words/en.ts') }),
      wordsScope('account', { id, en: () => import('../account-words/en.ts') }),
    ],
    children: [
      {
        path: '',
        title: 'account.care.title',
        loadComponent: () => import('./accounts-page.ts').then(({ AccountsPage }) => AccountsPage),
      },
      {
        path: ':personId',
        title: 'account.care.title',
        loadComponent: () => import('./account-page.ts').then(({ AccountPage }) => AccountPage),
      },
    ],
  },
];
