import type { Routes } from '@angular/router';
import { wordsScope } from '@bimtek/platform-portal';
import { asksBeforeLeaving } from './take-test/asks-before-leaving.ts';
import id from './words/id.ts';

/** Below `/tes`. */
export const assessmentRoutes: Routes = [
  {
    path: ':testId',
    canActivate: [wordsScope('assessment', { id, en: () => import('./words/en.ts') })],
    children: [
      {
        path: '',
        title: 'assessment.title.test',
        loadComponent: () => import('./test-intro/test-page.ts').then(({ TestPage }) => TestPage),
      },
      {
        path: 'percobaan/:attemptId',
        title: 'assessment.title.attempt',
        data: { focused: true },
        canDeactivate: [asksBeforeLeaving],
        loadComponent: () => import('./take-test/take-test-page.ts').then(({ TakeTestPage }) => TakeTestPage),
      },
      {
        path: 'percobaan/:attemptId/hasil',
        title: 'assessment.title.result',
        loadComponent: () => import('./result/result-page.ts').then(({ ResultPage }) => ResultPage),
      },
    ],
  },
];
