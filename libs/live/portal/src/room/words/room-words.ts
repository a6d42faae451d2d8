import { wordsScope } from '@bimtek/platform-portal';
import id from './id.ts';

/** The words of live rooms; brought along by every page of theirs. */
export const roomWords = wordsScope('room', { id, en: () => import('./en.ts') });
