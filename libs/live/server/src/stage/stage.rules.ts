import { serviceOf, type StageEntry, type StageKind, youtubeIdOf } from '@bimtek/live-contracts';
import type { Stage } from './stage.ts';

/** What everybody may know of a stage. */
export function kindOf(stage: Stage): StageKind {
  return { provider: stage.provider, service: stage.provider === 'link' ? serviceOf(stage.url) : null };
}

/** A film is shown on the page, from where no cookie is set before it plays; what else is behind a link opens by itself. */
export function entryByLink(url: string): StageEntry {
  const film = youtubeIdOf(url);
  return {
    provider: 'link',
    service: serviceOf(url),
    embed: film && `https://www.youtube-nocookie.com/embed/${film}?rel=0&playsinline=1`,
    open: url,
  };
}
