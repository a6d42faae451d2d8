import { releasePlannedMarks } from '@bimtek/assignments-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { ReleasePlans } from './release-plans.service.ts';

@Handles(releasePlannedMarks)
export class ReleasePlannedMarks implements Handler<typeof releasePlannedMarks> {
  constructor(private readonly plans: ReleasePlans) {}

  run() {
    return this.plans.releaseDue();
  }
}
