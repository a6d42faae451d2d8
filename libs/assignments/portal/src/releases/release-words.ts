import { wordsScope } from '@bimtek/platform-portal';

export const releaseWords = wordsScope('releases', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});
