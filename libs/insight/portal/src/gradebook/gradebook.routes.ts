import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getGradebook } from '@bimtek/insight-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';

const words = wordsScope('gradebook', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});

/** Below `/kelola/kelas/:classGroupId/buku-nilai`. */
export const gradebookRoutes: Routes = [
  {
    path: '',
    title: 'gradebook.title',
    canActivate: [mayOpen(getGradebook), words, deliveryWords],
    loadComponent: () => import('./gradebook-page.ts').then(({ GradebookPage }) => GradebookPage),
  },
];
