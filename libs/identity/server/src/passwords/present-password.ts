import { accountProblem } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { type Limit, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Account } from '../accounts/account.entity.ts';
import { Passwords } from './passwords.ts';

const WRONG: Limit = { name: 'present-password', points: 10, seconds: 15 * 60 };

/** Asks for the password once more: a phone left lying open must not be enough to take an account over. */
@Injectable()
export class PresentPasswords {
  constructor(
    private readonly db: DataSource,
    private readonly throttle: Throttle,
    private readonly passwords: Passwords,
  ) {}

  /** Gives the own account when the password fits; wrong tries are counted by account. */
  async confirm(me: Actor, password: string): Promise<Account> {
    await this.throttle.check(WRONG, me.accountId);
    const account = await this.db.manager.findOneByOrFail(Account, { id: me.accountId });
    if (await this.passwords.fits(password, account.passwordHash)) return account;
    await this.throttle.spend(WRONG, me.accountId);
    throw accountProblem('wrong-password');
  }
}
