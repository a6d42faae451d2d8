import { changeContact, changePassword, getOwnAccount } from '@bimtek/identity-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { OwnAccounts } from './own-account.service.ts';

@Controller()
export class OwnAccountController {
  constructor(private readonly accounts: OwnAccounts) {}

  @Endpoint(getOwnAccount)
  getOwnAccount(@Me() me: Actor) {
    return this.accounts.get(me);
  }

  @Endpoint(changePassword)
  changePassword(@Me() me: Actor, @Input() { body }: InputOf<typeof changePassword>) {
    return this.accounts.changePassword(me, body);
  }

  @Endpoint(changeContact)
  changeContact(@Me() me: Actor, @Input() { body }: InputOf<typeof changeContact>) {
    return this.accounts.changeContact(me, body);
  }
}
