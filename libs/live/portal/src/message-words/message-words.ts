import type { WordSources } from '@bimtek/platform-portal';

/** The words of messages about live sessions, for the page that shows the inbox. */
export const liveMessageWords: WordSources = {
  id: () => import('./id.ts'),
  en: () => import('./en.ts'),
};
