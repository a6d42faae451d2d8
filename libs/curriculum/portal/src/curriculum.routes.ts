import type { Routes } from '@angular/router';
import { listCurriculumVersions } from '@bimtek/curriculum-contracts';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { lessonWords } from './lesson-words/lesson-words.ts';
import id from './words/id.ts';

/** Below `/kelola/kurikulum`. */
export const curriculumManageRoutes: Routes = [
  {
    path: '',
    canActivate: [
      mayOpen(listCurriculumVersions),
      wordsScope('curriculum', { id, en: () => import('./words/en.ts') }),
      wordsScope('lesson', lessonWords),
    ],
    children: [
      {
        path: '',
        title: 'curriculum.list.title',
        loadComponent: () => import('./versions/versions-page.ts').then(({ VersionsPage }) => VersionsPage),
      },
      {
        path: ':versionId',
        title: 'curriculum.title',
        loadComponent: () => import('./versions/version-page.ts').then(({ VersionPage }) => VersionPage),
      },
      {
        path: ':versionId/tugas/:moduleCode',
        title: 'curriculum.title',
        loadComponent: () =>
          import('./versions/assignment-preview-page.ts').then(
            ({ AssignmentPreviewPage }) => AssignmentPreviewPage,
          ),
      },
      {
        path: ':versionId/:lessonId',
        title: 'curriculum.title',
        loadComponent: () =>
          import('./versions/lesson-preview-page.ts').then(({ LessonPreviewPage }) => LessonPreviewPage),
      },
    ],
  },
];
