import { sessionsChanged } from '@bimtek/live-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { TimetableChanges } from './timetable-changes.service.ts';

@Handles(sessionsChanged)
export class SettleAfterTimetable implements Handler<typeof sessionsChanged> {
  constructor(private readonly changes: TimetableChanges) {}

  run(changed: Payload<typeof sessionsChanged>) {
    return this.changes.follow(changed);
  }
}
