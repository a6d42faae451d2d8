import { getMarkerDrift, getMyDrift } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Calibration } from './calibration.service.ts';

@Controller()
export class CalibrationController {
  constructor(private readonly calibration: Calibration) {}

  @Endpoint(getMyDrift)
  mine(@Me() me: Actor) {
    return this.calibration.mine(me);
  }

  @Endpoint(getMarkerDrift)
  of(@Input() { params }: InputOf<typeof getMarkerDrift>) {
    return this.calibration.of(params);
  }
}
