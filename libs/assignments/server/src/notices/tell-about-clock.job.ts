import { markDueSoon, markOverdue } from '@bimtek/assignments-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { AssignmentNotices } from './assignment-notices.ts';

@Handles(markDueSoon)
export class TellMarkDueSoon implements Handler<typeof markDueSoon> {
  constructor(private readonly notices: AssignmentNotices) {}

  run(soon: Payload<typeof markDueSoon>) {
    return this.notices.dueSoon(soon);
  }
}

@Handles(markOverdue)
export class TellMarkOverdue implements Handler<typeof markOverdue> {
  constructor(private readonly notices: AssignmentNotices) {}

  run(late: Payload<typeof markOverdue>) {
    return this.notices.overdue(late);
  }
}
