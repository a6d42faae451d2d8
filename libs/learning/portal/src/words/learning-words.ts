import type { WordSources } from '@bimtek/platform-portal';
import id from './id.ts';

/** Also for pages to the right that show the next step: `wordsScope('learning', learningWords)`. */
export const learningWords: WordSources = { id, en: () => import('./en.ts') };
