import { wordsScope } from '@bimtek/platform-portal';

export const sampleWords = wordsScope('samples', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});
