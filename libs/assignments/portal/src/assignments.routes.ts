import type { Routes } from '@angular/router';
import {
  getMarkerDrift,
  getMarkingBoard,
  getMyDrift,
  getRubricOfRun,
  listAppeals,
  listClassAssignments,
  listMyAssignments,
  listMySamples,
  listSamples,
  listSubmissions,
  listTwiceMarked,
} from '@bimtek/assignments-contracts';
import { lessonWords } from '@bimtek/curriculum-portal';
import { deliveryWords } from '@bimtek/delivery-portal';
import { mayOpen, wordsScope } from '@bimtek/platform-portal';
import { allocationWords } from './allocation/allocation-words.ts';
import { calibrationWords } from './calibration/calibration-words.ts';
import { asksBeforeLeaving } from './autosave/asks-before-leaving.ts';
import { filesWords } from './files/files-words.ts';
import { releaseWords } from './releases/release-words.ts';
import { planWords } from './plan/plan-words.ts';
import { sampleWords } from './samples/sample-words.ts';
import { similarWords } from './similarity/similar-words.ts';
import id from './words/id.ts';

const similarScope = wordsScope('similar', similarWords);
const snippetWords = wordsScope('snippets', {
  id: () => import('./snippets/words/id.ts'),
  en: () => import('./snippets/words/en.ts'),
});
const rubricWords = wordsScope('rubrics', {
  id: () => import('./rubrics/words/id.ts'),
  en: () => import('./rubrics/words/en.ts'),
});
const appealWords = wordsScope('appeals', {
  id: () => import('./appeals/words/id.ts'),
  en: () => import('./appeals/words/en.ts'),
});
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
        canActivate: [wordsScope('lesson', lessonWords), filesWords, planWords],
        loadComponent: () =>
          import('./assignment/assignment-page.ts').then(({ AssignmentPage }) => AssignmentPage),
      },
      {
        path: ':code/banding',
        title: 'appeals.title',
        canActivate: [appealWords],
        loadComponent: () => import('./appeals/my-appeal-page.ts').then(({ MyAppealPage }) => MyAppealPage),
      },
      {
        path: ':code/tulis',
        title: 'assignments.write.title',
        data: { focused: true },
        canActivate: [wordsScope('lesson', lessonWords), filesWords, planWords],
        canDeactivate: [asksBeforeLeaving],
        loadComponent: () => import('./hand-in/hand-in-page.ts').then(({ HandInPage }) => HandInPage),
      },
    ],
  },
];

const markingWords = wordsScope('marking', {
  id: () => import('./marking/words/id.ts'),
  en: () => import('./marking/words/en.ts'),
});

/** Below `/kelola/menilai`. */
export const markingRoutes: Routes = [
  {
    path: 'kalibrasi',
    title: 'calibration.title',
    canActivate: [mayOpen(getMyDrift), calibrationWords, sampleWords],
    loadComponent: () =>
      import('./calibration/calibration-page.ts').then(({ CalibrationPage }) => CalibrationPage),
  },
  {
    path: 'contoh/:sampleId',
    title: 'samples.title',
    canActivate: [
      mayOpen(listMySamples),
      sampleWords,
      calibrationWords,
      markingWords,
      wordsScope('lesson', lessonWords),
    ],
    loadComponent: () => import('./samples/sample-page.ts').then(({ SamplePage }) => SamplePage),
  },
  {
    path: 'banding',
    title: 'appeals.desk.title',
    canActivate: [mayOpen(listAppeals), appealWords, markingWords],
    loadComponent: () => import('./appeals/appeals-page.ts').then(({ AppealsPage }) => AppealsPage),
  },
  {
    path: 'mirip/:submissionId/:otherId',
    title: 'similar.title',
    canActivate: [mayOpen(listSubmissions), similarScope],
    loadComponent: () => import('./similarity/similar-page.ts').then(({ SimilarPage }) => SimilarPage),
  },
  {
    path: 'foto-mirip/:submissionId/:fileId/:otherFileId',
    title: 'similar.photos.title',
    canActivate: [mayOpen(listSubmissions), similarScope],
    loadComponent: () =>
      import('./similarity/similar-photos-page.ts').then(({ SimilarPhotosPage }) => SimilarPhotosPage),
  },
  {
    path: 'banding/:appealId',
    title: 'appeals.desk.title',
    canActivate: [
      mayOpen(listAppeals),
      appealWords,
      markingWords,
      planWords,
      filesWords,
      wordsScope('lesson', lessonWords),
    ],
    loadComponent: () => import('./appeals/appeal-page.ts').then(({ AppealPage }) => AppealPage),
  },
  {
    path: '',
    title: 'marking.title',
    canActivate: [
      mayOpen(listSubmissions),
      markingWords,
      wordsScope('lesson', lessonWords),
      filesWords,
      planWords,
      allocationWords,
      similarScope,
      snippetWords,
    ],
    loadComponent: () => import('./marking/desk-page.ts').then(({ DeskPage }) => DeskPage),
  },
];

/** Below `/kelola/penilaian`. */
export const markingBoardRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(getMarkingBoard), allocationWords],
    children: [
      {
        path: '',
        title: 'allocation.board.title',
        loadComponent: () => import('./allocation/board-page.ts').then(({ BoardPage }) => BoardPage),
      },
      {
        path: 'aturan/:runId',
        title: 'allocation.rules.title',
        loadComponent: () => import('./allocation/rules-page.ts').then(({ RulesPage }) => RulesPage),
      },
      {
        path: 'rubrik/:runId',
        title: 'rubrics.title',
        canActivate: [mayOpen(getRubricOfRun), rubricWords],
        loadComponent: () => import('./rubrics/rubric-page.ts').then(({ RubricPage }) => RubricPage),
      },
      {
        path: 'kalibrasi/:personId',
        title: 'calibration.title',
        canActivate: [mayOpen(getMarkerDrift), calibrationWords, sampleWords],
        loadComponent: () =>
          import('./calibration/calibration-page.ts').then(({ CalibrationPage }) => CalibrationPage),
      },
      {
        path: 'contoh/:runId',
        title: 'samples.title',
        canActivate: [mayOpen(listSamples), sampleWords],
        loadComponent: () => import('./samples/samples-page.ts').then(({ SamplesPage }) => SamplesPage),
      },
      {
        path: 'dua-kali',
        title: 'allocation.twice.title',
        canActivate: [mayOpen(listTwiceMarked)],
        loadComponent: () =>
          import('./allocation/twice-list-page.ts').then(({ TwiceListPage }) => TwiceListPage),
      },
      {
        path: 'dua-kali/:submissionId',
        title: 'allocation.twice.title',
        canActivate: [
          mayOpen(listTwiceMarked),
          markingWords,
          planWords,
          filesWords,
          wordsScope('lesson', lessonWords),
        ],
        loadComponent: () => import('./allocation/twice-page.ts').then(({ TwicePage }) => TwicePage),
      },
    ],
  },
];

/** Below `/kelola/kelas/:classGroupId/tugas`. */
export const classAssignmentsRoutes: Routes = [
  {
    path: '',
    canActivate: [mayOpen(listClassAssignments), markingWords, deliveryWords, releaseWords],
    children: [
      {
        path: '',
        title: 'marking.class.title',
        loadComponent: () =>
          import('./class-assignments/class-assignments-page.ts').then(
            ({ ClassAssignmentsPage }) => ClassAssignmentsPage,
          ),
      },
      {
        path: ':assignmentCode',
        title: 'marking.people.title',
        canActivate: [planWords],
        loadComponent: () =>
          import('./class-assignments/assignment-people-page.ts').then(
            ({ AssignmentPeoplePage }) => AssignmentPeoplePage,
          ),
      },
    ],
  },
];
