import { accountProblem, contactChanged } from '@bimtek/identity-contracts';
import { AuditLog, type AuditedPerson, Clock, isUniqueViolation, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Account } from './account.entity.ts';
import { readSignInName } from './account.rules.ts';

/** Phone and e-mail that a person signs in with. Identity's are the true ones once changed here; registry follows. */
@Injectable()
export class Contacts {
  constructor(
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Changes what is given; an empty text removes, what is left out stays. Nothing new, nothing happens. */
  async change(
    tx: EntityManager,
    who: AuditedPerson,
    accountId: string,
    given: { phone?: string | undefined; email?: string | undefined; reason?: string },
  ): Promise<void> {
    const account = await tx.findOneOrFail(Account, {
      where: { id: accountId },
      lock: { mode: 'pessimistic_write' },
    });
    const phone = given.phone === undefined ? account.phone : normalPhone(given.phone);
    const email = given.email === undefined ? account.email : given.email.trim().toLowerCase() || null;
    const what = [
      ...(phone === account.phone ? [] : (['phone'] as const)),
      ...(email === account.email ? [] : (['email'] as const)),
    ];
    if (what.length === 0) return;
    try {
      await tx.update(Account, { id: accountId }, { phone, email, contactChangedAt: this.clock.now() });
    } catch (error) {
      throw isUniqueViolation(error) ? accountProblem('email-taken') : error;
    }
    await this.audit.record(tx, who, {
      action: 'identity.contact-changed',
      subject: { type: 'account', id: accountId },
      before: hinted(account),
      after: hinted({ phone, email }),
      ...(given.reason ? { reason: given.reason } : {}),
    });
    await this.outbox.add(tx, contactChanged, { personId: account.personId, what });
  }
}

/** As E.164, `0812…` read as Indonesian. */
function normalPhone(typed: string): string | null {
  if (!typed.trim()) return null;
  const name = readSignInName(typed);
  if (name.kind !== 'phone') throw accountProblem('phone-not-valid');
  return name.value;
}

/** Enough to follow what happened, too little to call anybody. */
function hinted({ phone, email }: { phone: string | null; email: string | null }) {
  return { phoneEnding: phone?.slice(-4) ?? null, hasEmail: email !== null };
}
