import { allocateWaitingWork, watchMarkingClock, workHandedIn } from '@bimtek/assignments-contracts';
import { classTeamSet } from '@bimtek/delivery-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { Allocations } from './allocations.service.ts';
import { MarkingClock } from './marking-clock.service.ts';

@Handles(workHandedIn)
export class AllocateHandedInWork implements Handler<typeof workHandedIn> {
  constructor(private readonly allocations: Allocations) {}

  run({ versionId }: Payload<typeof workHandedIn>) {
    return this.allocations.allocateHandedIn(versionId);
  }
}

/** Work of trainers who have left a class goes to those who stay. */
@Handles(classTeamSet)
export class AllocateAfterTeamChange implements Handler<typeof classTeamSet> {
  constructor(private readonly allocations: Allocations) {}

  run({ classGroupId }: Payload<typeof classTeamSet>) {
    return this.allocations.allocateWaiting({ runId: null, classGroupIds: [classGroupId] });
  }
}

@Handles(allocateWaitingWork)
export class AllocateWaitingWork implements Handler<typeof allocateWaitingWork> {
  constructor(private readonly allocations: Allocations) {}

  run(asked: Payload<typeof allocateWaitingWork>) {
    return this.allocations.allocateWaiting(asked);
  }
}

@Handles(watchMarkingClock)
export class WatchMarkingClock implements Handler<typeof watchMarkingClock> {
  constructor(private readonly clock: MarkingClock) {}

  run() {
    return this.clock.watch();
  }
}
