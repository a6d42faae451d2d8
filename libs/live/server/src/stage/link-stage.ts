import type { NewStage, StageEntry } from '@bimtek/live-contracts';
import { Injectable } from '@nestjs/common';
import { entryByLink } from './stage.rules.ts';
import type { Stage } from './stage.ts';
import type { OnStage, StageProvider } from './stage-provider.ts';

type LinkStage = Extract<Stage, { provider: 'link' }>;

/** A meeting or film that somebody has set up elsewhere: Zoom, Meet, YouTube. */
@Injectable()
export class LinkStages implements StageProvider<LinkStage> {
  readonly provider = 'link';
  readonly isAvailable = true;

  newStage({ url }: Extract<NewStage, { provider: 'link' }>): LinkStage {
    return { provider: 'link', url };
  }

  enter({ stage }: OnStage<LinkStage>): Promise<StageEntry> {
    return Promise.resolve(entryByLink(stage.url));
  }

  end(): Promise<void> {
    // Whoever opened the meeting ends it there.
    return Promise.resolve();
  }

  recordings() {
    return Promise.resolve([]);
  }
}
