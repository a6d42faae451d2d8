import { wordsScope } from '@bimtek/platform-portal';

export const allocationWords = wordsScope('allocation', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});
