import { decideTwiceMarked, getTwiceMarked, listTwiceMarked } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { SecondMarking } from './second-marking.service.ts';

@Controller()
export class SecondMarkingController {
  constructor(private readonly second: SecondMarking) {}

  @Endpoint(listTwiceMarked)
  list(@Me() me: Actor) {
    return this.second.list(me);
  }

  @Endpoint(getTwiceMarked)
  get(@Me() me: Actor, @Input() { params }: InputOf<typeof getTwiceMarked>) {
    return this.second.get(me, params);
  }

  @Endpoint(decideTwiceMarked)
  decide(@Me() me: Actor, @Input() { params, body }: InputOf<typeof decideTwiceMarked>) {
    return this.second.decide(me, params, body);
  }
}
