import { wordsScope } from '@bimtek/platform-portal';
import id from './id.ts';

/** For the route of a page, also of a context to the right, that shows parts of this one. */
export const deliveryWords = wordsScope('delivery', { id, en: () => import('./en.ts') });
