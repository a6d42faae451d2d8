import type { WordSources } from '@bimtek/platform-portal';

export const scheduleSources: WordSources = {
  id: () => import('./words/id.ts'),
  en: () => import('./words/en.ts'),
};
