import {
  accountProblem,
  type changeContact,
  type changePassword,
  type OwnAccount,
} from '@bimtek/identity-contracts';
import type { Actor, BodyOf } from '@bimtek/platform-contracts';
import { AuditLog } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Passwords } from '../passwords/passwords.ts';
import { PresentPasswords } from '../passwords/present-password.ts';
import { endWaysIn } from '../sessions/session-changes.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { Account } from './account.entity.ts';
import { isTooEasy } from './account.rules.ts';
import { Contacts } from './contacts.service.ts';

/** What people do with their own account. */
@Injectable()
export class OwnAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly passwords: Passwords,
    private readonly present: PresentPasswords,
    private readonly contacts: Contacts,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async get(me: Actor): Promise<OwnAccount> {
    return viewOf(this.db.manager, await this.db.manager.findOneByOrFail(Account, { id: me.accountId }));
  }

  /** The session that asks stays; all others end. */
  async changePassword(me: Actor, sent: BodyOf<typeof changePassword>): Promise<void> {
    const account = await this.present.confirm(me, sent.present);
    if (isTooEasy(sent.password, account)) throw accountProblem('password-too-easy');
    const passwordHash = await this.passwords.hash(sent.password);
    await this.db.transaction(async (tx) => {
      // Only over the password that was shown: of two changes at once the later one finds another.
      const changed = await tx.update(
        Account,
        { id: account.id, state: 'active', passwordHash: account.passwordHash ?? '' },
        { passwordHash },
      );
      if (changed.affected !== 1) throw accountProblem('wrong-password');
      await endWaysIn(tx, account, { exceptSession: me.sessionId, keys: true });
      const subject = { type: 'account', id: account.id };
      await this.audit.record(tx, me, { action: 'identity.password-changed', subject });
    });
    this.sessions.forget(me.userId);
  }

  async changeContact(me: Actor, sent: BodyOf<typeof changeContact>): Promise<OwnAccount> {
    const account = await this.present.confirm(me, sent.password);
    return this.db.transaction(async (tx) => {
      await this.contacts.change(tx, me, account.id, sent);
      return viewOf(tx, await tx.findOneByOrFail(Account, { id: account.id }));
    });
  }
}

async function viewOf(tx: EntityManager, account: Account): Promise<OwnAccount> {
  const { phone, email, displayName: name, participantCode } = account;
  const phoneIsShared = phone !== null && (await tx.countBy(Account, { phone })) > 1;
  return { name, participantCode, phone, email, phoneIsShared };
}
