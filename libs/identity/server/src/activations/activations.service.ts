import {
  accountActivated,
  type ActivationKey,
  type ActivationView,
  identityProblem,
  learningRoles,
} from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, type Limit, Outbox, Settings, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Account } from '../accounts/account.entity.ts';
import { isTooEasy, readSignInName } from '../accounts/account.rules.ts';
import { Passwords } from '../passwords/passwords.ts';
import { endWaysIn } from '../sessions/session-changes.ts';
import { hashOf } from '../sessions/sessions.service.ts';
import { WayIn } from '../sessions/way-in.service.ts';
import { Activation } from './activation.entity.ts';
import {
  activationExpiry,
  CODE_ALPHABET,
  codeSecret,
  printedCode,
  refusesActivation,
} from './activation.rules.ts';

export interface IssuedActivation {
  personId: string;
  displayName: string;
  participantCode: string;
  /** The personal link, to be sent. Like the code, it is known only now: the database keeps hashes. */
  link: string;
  /** The code to be printed, `K7QM-2XPA`. */
  code: string;
  expiresAt: string;
}

/** Keys that fit nothing, per address and per name that was typed beside them. */
const WRONG_KEYS: Limit = { name: 'activation-address', points: 60, seconds: 15 * 60 };
const WRONG_CODES: Limit = { name: 'activation-name', points: 20, seconds: 15 * 60 };
/** More people than this on one number use their participant code. */
const MOST_PEOPLE = 6;

@Injectable()
export class Activations {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly settings: Settings,
    private readonly throttle: Throttle,
    private readonly passwords: Passwords,
    private readonly wayIn: WayIn,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /**
   * New links and codes for those of these people who are not active yet; older ones stop working. With `renew` also for
   * people who have forgotten their password. Never for someone with a role beyond learning: whoever hands out class cards
   * must not be able to open an administrator's account. Only the national office may (`anyRole`). A locked account gets
   * nothing.
   */
  async issue(
    tx: EntityManager,
    me: Actor | 'system',
    personIds: string[],
    { renew = false, anyRole = false } = {},
  ): Promise<IssuedActivation[]> {
    const accounts: {
      id: string;
      person_id: string;
      display_name: string;
      participant_code: string;
      state: 'invited' | 'active';
    }[] = await tx.query(
      `SELECT id, person_id, display_name, participant_code, state FROM identity_account a
       WHERE person_id = ANY($1::uuid[]) AND (state = 'invited' OR ($2 AND state = 'active')) AND ($5 OR NOT EXISTS (
         SELECT 1 FROM identity_role_grant g
         WHERE g.person_id = a.person_id AND g.role <> ALL($3) AND (g.valid_to IS NULL OR g.valid_to > $4)))
       ORDER BY display_name, id FOR SHARE`,
      [personIds, renew, learningRoles, this.clock.now(), anyRole],
    );
    const now = this.clock.now();
    const made = accounts.map((account) => {
      const kind = account.state === 'active' ? ('renewal' as const) : ('activation' as const);
      const token = this.ids.token(24);
      const code = this.ids.code(8, CODE_ALPHABET);
      const secret = `${account.participant_code}/${code}`;
      const expiresAt = activationExpiry(kind, now, this.settings.renewalCodeHours);
      return { account, kind, token, code, secret, expiresAt };
    });
    const rows = made.map(({ account, kind, token, secret, expiresAt }) => ({
      accountId: account.id,
      kind,
      tokenHash: hashOf(token),
      codeHash: hashOf(secret),
      issuedAt: now,
      expiresAt,
      usedAt: null,
    }));
    if (rows.length > 0) {
      await tx.upsert(Activation, rows, ['accountId']);
      await this.audit.recordAll(
        tx,
        me,
        made.map(({ account, kind, expiresAt }) => ({
          action: `identity.${kind}-issued`,
          subject: { type: 'account', id: account.id },
          after: { expiresAt },
        })),
      );
    }
    return made.map(({ account, token, code, expiresAt }) => ({
      personId: account.person_id,
      displayName: account.display_name,
      participantCode: account.participant_code,
      link: `${this.settings.publicUrl}/aktivasi/${token}`,
      code: printedCode(code),
      expiresAt: expiresAt.toISOString(),
    }));
  }

  /** Whose activation it is. Looking uses nothing up. */
  async find(key: ActivationKey, address: string): Promise<ActivationView> {
    const { account, activation } = await this.#open(this.db.manager, key, address);
    return {
      name: account.displayName,
      participantCode: account.participantCode,
      kind: activation.kind,
      expiresAt: activation.expiresAt.toISOString(),
    };
  }

  /**
   * Sets the password and opens a session, once: of two clicks the second finds the activation used. What was open
   * before ends. A second factor is asked for all the same.
   */
  async activate(
    sent: { key: ActivationKey; password: string; sharedPhone: boolean },
    from: { address: string; userAgent: string },
  ): Promise<string> {
    const { account, activation } = await this.#open(this.db.manager, sent.key, from.address);
    if (isTooEasy(sent.password, account)) throw identityProblem('password-too-easy');
    const passwordHash = await this.passwords.hash(sent.password); // before the transaction: it takes its time

    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      // The state is asked once more, under the row's lock: a lock that came meanwhile stays.
      const [opened]: [unknown[], number] = await tx.query(
        `UPDATE identity_account SET password_hash = $2, state = 'active', activated_at = coalesce(activated_at, $3)
         WHERE id = $1 AND state <> 'locked' RETURNING id`,
        [account.id, passwordHash, now],
      );
      if (opened.length === 0) throw identityProblem('account-locked');
      const [used]: [unknown[], number] = await tx.query(
        `UPDATE identity_activation SET used_at = $2
         WHERE account_id = $1 AND used_at IS NULL AND expires_at >= $2 AND token_hash = $3 RETURNING account_id`,
        [account.id, now, activation.tokenHash],
      );
      if (used.length === 0) throw identityProblem('activation-used');
      await endWaysIn(tx, account);
      const { id: accountId, personId } = account;
      const subject = { type: 'account', id: accountId };
      const who = { userId: personId, displayName: account.displayName, role: 'self' };
      await this.audit.record(tx, who, { action: `identity.${activation.kind}-used`, subject });
      await this.outbox.add(tx, accountActivated, { accountId, personId, activatedAt: now.toISOString() });
    });
    return this.wayIn.open(account, { sharedPhone: sent.sharedPhone, userAgent: from.userAgent });
  }

  async #open(tx: EntityManager, key: ActivationKey, address: string) {
    const limits = [[WRONG_KEYS, address] as const];
    if (key.kind === 'code') limits.push([WRONG_CODES, readSignInName(key.participantCode).value]);
    for (const [limit, name] of limits) await this.throttle.check(limit, name);
    const activation = await this.#findKey(tx, key);
    const account = activation && (await tx.findOneByOrFail(Account, { id: activation.accountId }));
    if (account?.state === 'locked') throw identityProblem('account-locked');
    const refusal = refusesActivation(activation, this.clock.now());
    if (refusal === 'activation-unknown') {
      for (const [limit, name] of limits) await this.throttle.spend(limit, name);
    }
    if (refusal) throw identityProblem(refusal);
    if (!activation || !account) throw identityProblem('activation-unknown');
    return { account, activation };
  }

  async #findKey(tx: EntityManager, key: ActivationKey): Promise<Activation | null> {
    if (key.kind === 'link') return tx.findOneBy(Activation, { tokenHash: hashOf(key.token) });
    const hashes: string[] = [];
    for (const participantCode of await this.#participantCodes(tx, key.participantCode)) {
      const secret = codeSecret(participantCode, key.code);
      if (secret) hashes.push(hashOf(secret));
    }
    return hashes.length > 0 ? tx.findOneBy(Activation, { codeHash: In(hashes) }) : null;
  }

  /** A phone number stands for the people who have it: the code tells which of them it is. */
  async #participantCodes(tx: EntityManager, typed: string): Promise<string[]> {
    const name = readSignInName(typed);
    if (name.kind === 'participantCode') return [name.value];
    if (name.kind !== 'phone') return [];
    const accounts = await tx.find(Account, {
      where: { phone: name.value },
      order: { id: 'ASC' },
      take: MOST_PEOPLE,
    });
    return accounts.map((account) => account.participantCode);
  }
}
