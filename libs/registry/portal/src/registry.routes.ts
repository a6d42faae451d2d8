import type { Routes } from '@angular/router';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { listPeople, uploadDecree } from '@bimtek/registry-contracts';
import id from './words/id.ts';

const words = wordsScope('registry', { id, en: () => import('./words/en.ts') });

/** Below `/kelola/impor`. */
export const importRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(uploadDecree), words],
    children: [
      {
        path: '',
        title: 'registry.imports.title',
        loadComponent: () => import('./imports/imports-page.ts').then(({ ImportsPage }) => ImportsPage),
      },
      {
        path: ':importId',
        title: 'registry.imports.title',
        loadComponent: () => import('./import/import-page.ts').then(({ ImportPage }) => ImportPage),
      },
    ],
  },
];

/** Below `/kelola/orang`. */
export const peopleRoutes: Routes = [
  {
    path: '',
    title: 'registry.people.title',
    canActivate: [mayOpen(listPeople), words],
    loadComponent: () => import('./people/people-page.ts').then(({ PeoplePage }) => PeoplePage),
  },
];
