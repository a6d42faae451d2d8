import { wordsScope } from '@bimtek/platform-portal';

export const calibrationWords = wordsScope('calibration', {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
});
