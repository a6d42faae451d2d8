import {
  countAppeals,
  decideAppeal,
  getAppeal,
  getMyAppeal,
  listAppeals,
  makeAppeal,
  withdrawAppeal,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Appeals } from './appeals.service.ts';
import { MyAppeals } from './my-appeals.service.ts';

@Controller()
export class AppealsController {
  constructor(
    private readonly mine: MyAppeals,
    private readonly appeals: Appeals,
  ) {}

  @Endpoint(getMyAppeal)
  getMine(@Me() me: Actor, @Input() { params }: InputOf<typeof getMyAppeal>) {
    return this.mine.get(me, params);
  }

  @Endpoint(makeAppeal)
  make(@Me() me: Actor, @Input() { params, body }: InputOf<typeof makeAppeal>) {
    return this.mine.make(me, params, body);
  }

  @Endpoint(withdrawAppeal)
  withdraw(@Me() me: Actor, @Input() { params }: InputOf<typeof withdrawAppeal>) {
    return this.mine.withdraw(me, params);
  }

  @Endpoint(listAppeals)
  list(@Me() me: Actor, @Input() { query }: InputOf<typeof listAppeals>) {
    return this.appeals.list(me, query);
  }

  @Endpoint(countAppeals)
  count(@Me() me: Actor) {
    return this.appeals.count(me);
  }

  @Endpoint(getAppeal)
  get(@Me() me: Actor, @Input() { params }: InputOf<typeof getAppeal>) {
    return this.appeals.get(me, params.appealId);
  }

  @Endpoint(decideAppeal)
  decide(@Me() me: Actor, @Input() { params, body }: InputOf<typeof decideAppeal>) {
    return this.appeals.decide(me, params.appealId, body);
  }
}
