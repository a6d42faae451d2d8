import {
  acknowledgePlan,
  exportClassPlans,
  exportMyPlan,
  printMyPlan,
  printPlan,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { MyPlans } from './my-plans.service.ts';
import { PlanFiles } from './plan-files.service.ts';

@Controller()
export class PlansController {
  constructor(
    private readonly mine: MyPlans,
    private readonly files: PlanFiles,
  ) {}

  @Endpoint(acknowledgePlan)
  acknowledge(@Me() me: Actor, @Input() { params, body }: InputOf<typeof acknowledgePlan>) {
    return this.mine.acknowledge(me, params, body);
  }

  @Endpoint(printMyPlan)
  printMine(@Me() me: Actor, @Input() { params, query }: InputOf<typeof printMyPlan>) {
    return this.files.printMine(me, params, query);
  }

  @Endpoint(exportMyPlan)
  exportMine(@Me() me: Actor, @Input() { params, query }: InputOf<typeof exportMyPlan>) {
    return this.files.exportMine(me, params, query);
  }

  @Endpoint(printPlan)
  print(@Me() me: Actor, @Input() { params, query }: InputOf<typeof printPlan>) {
    return this.files.print(me, params, query);
  }

  @Endpoint(exportClassPlans)
  exportClass(@Me() me: Actor, @Input() { params }: InputOf<typeof exportClassPlans>) {
    return this.files.exportClass(me, params);
  }
}
