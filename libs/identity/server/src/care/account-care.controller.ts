import {
  changeContactOf,
  getAccount,
  issueNewCode,
  listAccounts,
  lockAccount,
  resetSecondFactor,
  unlockAccount,
} from '@bimtek/identity-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { AccountCare } from './account-care.service.ts';

@Controller()
export class AccountCareController {
  constructor(private readonly care: AccountCare) {}

  @Endpoint(listAccounts)
  listAccounts(@Me() me: Actor, @Input() { query }: InputOf<typeof listAccounts>) {
    return this.care.list(me, query);
  }

  @Endpoint(getAccount)
  getAccount(@Me() me: Actor, @Input() { params }: InputOf<typeof getAccount>) {
    return this.care.get(me, params.personId);
  }

  @Endpoint(issueNewCode)
  issueNewCode(@Me() me: Actor, @Input() { params }: InputOf<typeof issueNewCode>) {
    return this.care.issueCode(me, params.personId);
  }

  @Endpoint(changeContactOf)
  changeContactOf(@Me() me: Actor, @Input() { params, body }: InputOf<typeof changeContactOf>) {
    return this.care.changeContact(me, params.personId, body);
  }

  @Endpoint(lockAccount)
  lockAccount(@Me() me: Actor, @Input() { params, body }: InputOf<typeof lockAccount>) {
    return this.care.lock(me, params.personId, body.reason);
  }

  @Endpoint(unlockAccount)
  unlockAccount(@Me() me: Actor, @Input() { params, body }: InputOf<typeof unlockAccount>) {
    return this.care.unlock(me, params.personId, body.reason);
  }

  @Endpoint(resetSecondFactor)
  resetSecondFactor(@Me() me: Actor, @Input() { params, body }: InputOf<typeof resetSecondFactor>) {
    return this.care.resetSecondFactor(me, params.personId, body.reason);
  }
}
