import {
  applyRebalance,
  getAllocationReason,
  getHolidays,
  getMarkerSettings,
  getMarkingBoard,
  getMyMarkerSettings,
  getRunMarking,
  planRebalance,
  setHolidays,
  setMarkerSettings,
  setMyMarkerSettings,
  setRunMarking,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Allocations } from './allocations.service.ts';
import { Markers } from './markers.service.ts';

@Controller()
export class AllocationController {
  constructor(
    private readonly allocations: Allocations,
    private readonly markers: Markers,
  ) {}

  @Endpoint(getAllocationReason)
  reason(@Me() me: Actor, @Input() { params }: InputOf<typeof getAllocationReason>) {
    return this.allocations.reasonOf(me, params.submissionId);
  }

  @Endpoint(planRebalance)
  plan(@Me() me: Actor, @Input() { params, body }: InputOf<typeof planRebalance>) {
    return this.allocations.plan(me, params, body);
  }

  @Endpoint(applyRebalance)
  apply(@Me() me: Actor, @Input() { params, body }: InputOf<typeof applyRebalance>) {
    return this.allocations.apply(me, params, body);
  }

  @Endpoint(getMarkingBoard)
  board(@Me() me: Actor, @Input() { params, query }: InputOf<typeof getMarkingBoard>) {
    return this.markers.board(me, params, query);
  }

  @Endpoint(getMyMarkerSettings)
  mine(@Me() me: Actor) {
    return this.markers.mine(me);
  }

  @Endpoint(setMyMarkerSettings)
  setMine(@Me() me: Actor, @Input() { body }: InputOf<typeof setMyMarkerSettings>) {
    return this.markers.setMine(me, body);
  }

  @Endpoint(getMarkerSettings)
  of(@Me() me: Actor, @Input() { params }: InputOf<typeof getMarkerSettings>) {
    return this.markers.of(me, params.personId);
  }

  @Endpoint(setMarkerSettings)
  set(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setMarkerSettings>) {
    return this.markers.set(me, params.personId, body);
  }

  @Endpoint(getRunMarking)
  runMarking(@Me() me: Actor, @Input() { params }: InputOf<typeof getRunMarking>) {
    return this.markers.runMarking(me, params.runId);
  }

  @Endpoint(setRunMarking)
  setRunMarking(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setRunMarking>) {
    return this.markers.setRunMarking(me, params.runId, body);
  }

  @Endpoint(getHolidays)
  holidays(@Input() { params }: InputOf<typeof getHolidays>) {
    return this.markers.holidays(params);
  }

  @Endpoint(setHolidays)
  setHolidays(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setHolidays>) {
    return this.markers.setHolidays(me, params, body);
  }
}
