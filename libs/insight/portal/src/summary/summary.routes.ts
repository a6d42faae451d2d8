import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getSummary } from '@bimtek/insight-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';

export const summaryRoutes: Routes = [
  {
    path: '',
    title: 'summary.title',
    canActivate: [
      mayOpen(getSummary),
      wordsScope('summary', {
        id: () => import('./words/id.ts'),
        en: () => import('./words/en.ts'),
      }),
      deliveryWords,
    ],
    loadComponent: () => import('./summary-page.ts').then(({ SummaryPage }) => SummaryPage),
  },
];
