import { cancelRelease, checkRelease, planRelease } from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { ReleasePlans } from './release-plans.service.ts';

@Controller()
export class ReleasePlansController {
  constructor(private readonly plans: ReleasePlans) {}

  @Endpoint(checkRelease)
  check(@Me() me: Actor, @Input() { params }: InputOf<typeof checkRelease>) {
    return this.plans.check(me, params);
  }

  @Endpoint(planRelease)
  plan(@Me() me: Actor, @Input() { params, body }: InputOf<typeof planRelease>) {
    return this.plans.plan(me, params, body);
  }

  @Endpoint(cancelRelease)
  cancel(@Me() me: Actor, @Input() { params }: InputOf<typeof cancelRelease>) {
    return this.plans.cancel(me, params);
  }
}
