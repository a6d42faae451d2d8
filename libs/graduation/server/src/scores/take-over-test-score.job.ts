import { attemptFinished } from '@bimtek/assessment-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { ComponentScores } from './component-scores.service.ts';

@Handles(attemptFinished)
export class TakeOverTestScore implements Handler<typeof attemptFinished> {
  constructor(private readonly scores: ComponentScores) {}

  run(finished: Payload<typeof attemptFinished>) {
    return this.scores.takeOver(finished);
  }
}
