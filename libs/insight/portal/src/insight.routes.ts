import type { Routes } from '@angular/router';
import { getHome } from '@bimtek/insight-contracts';
import { studyWords } from '@bimtek/learning-portal/parts';
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
      wordsScope('study', studyWords),
    ],
    loadComponent: () => import('./home/home-page.ts').then(({ HomePage }) => HomePage),
  },
];

/** Below `/kelola/ringkasan`; on its own, so that a phone that opens home fetches nothing of it. */
export const summaryRoutes: Routes = [
  { path: '', loadChildren: () => import('./summary/summary.routes.ts').then((m) => m.summaryRoutes) },
];

/** Below `/kelola/kelas/:classGroupId/kemajuan`. */
export const classProgressRoutes: Routes = [
  {
    path: '',
    loadChildren: () => import('./progress/progress.routes.ts').then((m) => m.classProgressRoutes),
  },
];

/** Below `/kelola/kemajuan`. */
export const progressRoutes: Routes = [
  { path: '', loadChildren: () => import('./progress/progress.routes.ts').then((m) => m.progressRoutes) },
];

/** Below `/kelola/orang/:personId`. */
export const personRecordRoutes: Routes = [
  { path: '', loadChildren: () => import('./record/record.routes.ts').then((m) => m.personRecordRoutes) },
];
