import type { StageEntry } from '@bimtek/live-contracts';
import { Injectable } from '@nestjs/common';
import type { Stage } from './stage.ts';
import type { StageProvider } from './stage-provider.ts';

type HallStage = Extract<Stage, { provider: 'hall' }>;

/** People sit in one room; there is nothing to open. */
@Injectable()
export class HallStages implements StageProvider<HallStage> {
  readonly provider = 'hall';
  readonly isAvailable = true;

  newStage(): HallStage {
    return { provider: 'hall' };
  }

  enter(): Promise<StageEntry> {
    return Promise.resolve({ provider: 'hall', service: null, embed: null, open: null });
  }

  end(): Promise<void> {
    // Nothing runs anywhere.
    return Promise.resolve();
  }

  recordings() {
    return Promise.resolve([]);
  }
}
