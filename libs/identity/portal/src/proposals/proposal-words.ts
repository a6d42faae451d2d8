import { wordsScope } from '@bimtek/platform-portal';
import id from '../proposal-words/id.ts';

/** For the route of a page, also of a context to the right, that shows proposals. */
export const proposalWords = wordsScope('proposal', { id, en: () => import('../proposal-words/en.ts') });
