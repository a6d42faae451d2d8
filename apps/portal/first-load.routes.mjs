/**
 * The pages that are opened first most often: by address, the lazily loaded parts each needs (by their source) and what
 * it asks the server at once. The build turns the parts into the names of their files.
 */
const trainee = 'apps/portal/src/areas/trainee-frame.ts';
const learning = 'libs/learning/portal/src';

export const firstLoads = [
  {
    path: '/masuk',
    parts: ['libs/identity/portal/src/index.ts', 'libs/identity/portal/src/sign-in/sign-in-page.ts'],
    asks: ['session'],
  },
  {
    path: '/beranda',
    parts: [trainee, 'libs/insight/portal/src/index.ts', 'libs/insight/portal/src/home/home-page.ts'],
    asks: ['session', 'home'],
  },
  {
    path: '/belajar/:moduleCode',
    parts: [trainee, `${learning}/index.ts`, `${learning}/module/module-page.ts`],
    asks: ['session', 'learning/modules/:moduleCode'],
  },
  {
    path: '/pelajaran/:lessonId',
    parts: [trainee, `${learning}/index.ts`, `${learning}/lesson/lesson-page.ts`],
    asks: ['session', 'learning/lessons/:lessonId'],
  },
];
