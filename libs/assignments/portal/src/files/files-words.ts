import { wordsScope } from '@bimtek/platform-portal';

/** Words about files, for every page that shows or takes them. */
export const filesWords = wordsScope('files', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});
