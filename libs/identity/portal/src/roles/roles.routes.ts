import type { Routes } from '@angular/router';
import { listRoleHolders } from '@bimtek/identity-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import id from '../roles-words/id.ts';
import { proposalWords } from '../proposals/proposal-words.ts';
import identity from '../words/id.ts';

/** Below `/kelola/pengguna`. */
export const rolesRoutes: Routes = [
  {
    path: '',
    title: 'roles.title',
    canActivate: [
      mayOpen(listRoleHolders),
      wordsScope('identity', { id: identity, en: () => import('../words/en.ts') }),
      proposalWords,
      wordsScope('roles', { id, en: () => import('../roles-words/en.ts') }),
    ],
    loadComponent: () => import('./roles-page.ts').then(({ RolesPage }) => RolesPage),
  },
];
