import type { WordSources } from '@bimtek/platform-portal';
import id from './id.ts';

/** What a next step and a test are called, on every page that shows them: `wordsScope('study', studyWords)`. */
export const studyWords: WordSources = { id, en: () => import('./en.ts') };
