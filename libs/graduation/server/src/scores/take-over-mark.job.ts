import { markReleased } from '@bimtek/assignments-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { ComponentScores } from './component-scores.service.ts';

@Handles(markReleased)
export class TakeOverMark implements Handler<typeof markReleased> {
  constructor(private readonly scores: ComponentScores) {}

  run(released: Payload<typeof markReleased>) {
    return this.scores.takeOverMark(released);
  }
}
