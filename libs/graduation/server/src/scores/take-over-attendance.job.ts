import { attendanceChanged } from '@bimtek/live-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { ComponentScores } from './component-scores.service.ts';

@Handles(attendanceChanged)
export class TakeOverAttendance implements Handler<typeof attendanceChanged> {
  constructor(private readonly scores: ComponentScores) {}

  run(changed: Payload<typeof attendanceChanged>) {
    return this.scores.takeOverAttendance(changed);
  }
}
