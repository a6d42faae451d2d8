import { wordsScope } from '@bimtek/platform-portal';

/** Words of the activity plan, where one is written or read. */
export const planWords = wordsScope('plan', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});
