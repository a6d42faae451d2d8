import type { Routes } from '@angular/router';
import { listMyAssignments } from '@bimtek/assignments-contracts';
import { lessonWords } from '@bimtek/curriculum-portal';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { asksBeforeLeaving } from './autosave/asks-before-leaving.ts';
import id from './words/id.ts';

const words = wordsScope('assignments', { id, en: () => import('./words/en.ts') });

/** Below `/tugas`. */
export const myAssignmentsRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listMyAssignments), words],
    children: [
      {
        path: '',
        title: 'assignments.list.title',
        loadComponent: () =>
          import('./my-assignments/my-assignments-page.ts').then(
            ({ MyAssignmentsPage }) => MyAssignmentsPage,
          ),
      },
      {
        path: ':code',
        title: 'assignments.title',
        canActivate: [wordsScope('lesson', lessonWords)],
        loadComponent: () =>
          import('./assignment/assignment-page.ts').then(({ AssignmentPage }) => AssignmentPage),
      },
      {
        path: ':code/tulis',
        title: 'assignments.write.title',
        data: { focused: true },
        canActivate: [wordsScope('lesson', lessonWords)],
        canDeactivate: [asksBeforeLeaving],
        loadComponent: () => import('./hand-in/hand-in-page.ts').then(({ HandInPage }) => HandInPage),
      },
    ],
  },
];
