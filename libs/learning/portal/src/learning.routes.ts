import type { Routes } from '@angular/router';
import { lessonWords } from '@bimtek/curriculum-portal';
import { listLearningModules } from '@bimtek/learning-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { learningWords } from './words/learning-words.ts';

const words = wordsScope('learning', learningWords);

/** Below `/belajar`. */
export const learningRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listLearningModules), words],
    children: [
      {
        path: '',
        title: 'learning.modules.title',
        loadComponent: () => import('./modules/modules-page.ts').then(({ ModulesPage }) => ModulesPage),
      },
      {
        path: ':moduleCode',
        title: 'learning.module.title',
        loadComponent: () => import('./module/module-page.ts').then(({ ModulePage }) => ModulePage),
      },
      {
        path: ':moduleCode/tugas',
        title: 'learning.assignment.title',
        canActivate: [wordsScope('lesson', lessonWords)],
        loadComponent: () =>
          import('./assignment/assignment-page.ts').then(({ AssignmentPage }) => AssignmentPage),
      },
    ],
  },
];

/** Below `/pelajaran`. */
export const lessonRoutes: Routes = [
  {
    path: ':lessonId',
    title: 'learning.lesson.title',
    data: { focused: true },
    canActivate: [mayOpen(listLearningModules), words, wordsScope('lesson', lessonWords)],
    loadComponent: () => import('./lesson/lesson-page.ts').then(({ LessonPage }) => LessonPage),
  },
];
