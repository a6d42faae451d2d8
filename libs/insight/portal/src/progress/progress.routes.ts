import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getClassProgress, listClassAverages } from '@bimtek/insight-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';

const words = wordsScope('progress', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});

export const classProgressRoutes: Routes = [
  {
    path: '',
    title: 'progress.title',
    canActivate: [mayOpen(getClassProgress), words, deliveryWords],
    loadComponent: () =>
      import('./class-progress-page.ts').then(({ ClassProgressPage }) => ClassProgressPage),
  },
];

export const progressRoutes: Routes = [
  {
    path: '',
    title: 'progress.overview.title',
    canActivate: [mayOpen(listClassAverages), words, deliveryWords],
    loadComponent: () => import('./averages-page.ts').then(({ AveragesPage }) => AveragesPage),
  },
];
