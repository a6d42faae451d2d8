import type { WordSources } from '@bimtek/platform-portal';

/** The words of messages about assignments, for the page that shows the inbox. */
export const assignmentMessageWords: WordSources = {
  id: () => import('./id.ts'),
  en: () => import('./en.ts'),
};
