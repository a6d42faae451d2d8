import type { WordSources } from '@bimtek/platform-portal';
import id from './id.ts';

/** For the routes of pages that show a lesson: `wordsScope('lesson', lessonWords)`. */
export const lessonWords: WordSources = { id, en: () => import('./en.ts') };
