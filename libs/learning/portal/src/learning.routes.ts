import type { Routes } from '@angular/router';
import { lessonWords } from '@bimtek/curriculum-portal';
import { listLearningModules } from '@bimtek/learning-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { studyWords } from './next-step/words/study-words.ts';
import id from './words/id.ts';

const words = wordsScope('learning', { id, en: () => import('./words/en.ts') });
const study = wordsScope('study', studyWords);

/** Below `/belajar`. */
export const learningRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listLearningModules), words, study],
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
    canActivate: [mayOpen(listLearningModules), words, study, wordsScope('lesson', lessonWords)],
    loadComponent: () => import('./lesson/lesson-page.ts').then(({ LessonPage }) => LessonPage),
  },
];
