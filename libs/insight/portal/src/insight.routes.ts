import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getHome, getSummary } from '@bimtek/insight-contracts';
import { learningWords } from '@bimtek/learning-portal';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import homeWords from './home/words/id.ts';

/** Below `/beranda`. */
export const homeRoutes: Routes = [
  {
    path: '',
    title: 'home.title',
    canActivate: [
      mayOpen(getHome),
      wordsScope('home', { id: homeWords, en: () => import('./home/words/en.ts') }),
      wordsScope('learning', learningWords),
    ],
    loadComponent: () => import('./home/home-page.ts').then(({ HomePage }) => HomePage),
  },
];

/** Below `/kelola/ringkasan`. */
export const summaryRoutes: Routes = [
  {
    path: '',
    title: 'summary.title',
    canActivate: [
      mayOpen(getSummary),
      wordsScope('summary', {
        id: () => import('./summary/words/id.ts'),
        en: () => import('./summary/words/en.ts'),
      }),
      deliveryWords,
    ],
    loadComponent: () => import('./summary/summary-page.ts').then(({ SummaryPage }) => SummaryPage),
  },
];
