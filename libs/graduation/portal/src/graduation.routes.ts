import type { Routes } from '@angular/router';
import { deliveryWords } from '@bimtek/delivery-portal';
import { getClassDecision, getMyResults, listClassScores, uploadScores } from '@bimtek/graduation-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import myWords from './my-results/words/id.ts';

/** Below `/nilai`. */
export const graduationRoutes: Routes = [
  {
    path: '',
    title: 'results.title',
    canActivate: [
      mayOpen(getMyResults),
      wordsScope('results', { id: myWords, en: () => import('./my-results/words/en.ts') }),
      deliveryWords,
    ],
    loadComponent: () => import('./my-results/my-results-page.ts').then(({ MyResultsPage }) => MyResultsPage),
  },
];

const words = wordsScope('graduation', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});

/** Below `/kelola/kelas/:classGroupId/nilai`. */
export const classScoresRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listClassScores), words, deliveryWords],
    children: [
      {
        path: '',
        title: 'graduation.scores.title',
        loadComponent: () =>
          import('./class-scores/class-scores-page.ts').then(({ ClassScoresPage }) => ClassScoresPage),
      },
      {
        path: 'impor/:importId',
        title: 'graduation.import.title',
        canActivate: [mayOpen(uploadScores)],
        loadComponent: () =>
          import('./score-import/score-import-page.ts').then(({ ScoreImportPage }) => ScoreImportPage),
      },
    ],
  },
];

/** Below `/kelola/kelas/:classGroupId/kelulusan`. */
export const classDecisionRoutes: Routes = [
  {
    path: '',
    title: 'graduation.decision.title',
    canActivate: [mayOpen(getClassDecision), words, deliveryWords],
    loadComponent: () =>
      import('./class-decision/class-decision-page.ts').then(({ ClassDecisionPage }) => ClassDecisionPage),
  },
];
