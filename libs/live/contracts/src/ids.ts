import { id } from '@bimtek/platform-contracts';
import type * as z from 'zod';

/** Chosen by whoever plans it, so that sending the plan again has one effect. */
export const SessionId = id('LiveSession');
export type SessionId = z.infer<typeof SessionId>;
/** What sessions that were planned together share. */
export const SeriesId = id('LiveSeries');
export type SeriesId = z.infer<typeof SeriesId>;
