import {
  accountActivated,
  type ActivationKey,
  type ActivationView,
  identityProblem,
  type Role,
} from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, type Limit, Outbox, Settings, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity.ts';
import { isTooEasy } from '../accounts/account.rules.ts';
import { Passwords } from '../passwords/passwords.ts';
import { tellSessionsOf } from '../sessions/session-changes.ts';
import { hashOf, Sessions } from '../sessions/sessions.service.ts';
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

/** Roles that reach only the own rows. */
const LEARNING_ROLES: Role[] = ['trainee', 'classLeader'];

/** Keys that fit nothing, per address. */
const WRONG_KEYS: Limit = { name: 'activation-address', points: 60, seconds: 15 * 60 };

@Injectable()
export class Activations {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly settings: Settings,
    private readonly throttle: Throttle,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /**
   * New links and codes for those of these people who are not active yet; older ones stop working. With `renew` also for
   * people who have forgotten their password, but never for someone with a role beyond learning: whoever hands out class
   * cards must not be able to open an administrator's account.
   */
  async issue(
    tx: EntityManager,
    me: Actor | 'system',
    personIds: string[],
    { renew = false } = {},
  ): Promise<IssuedActivation[]> {
    const accounts: { id: string; person_id: string; display_name: string; participant_code: string }[] =
      await tx.query(
        `SELECT id, person_id, display_name, participant_code FROM identity_account a
         WHERE person_id = ANY($1::uuid[]) AND (state = 'invited' OR ($2 AND state = 'active' AND NOT EXISTS (
           SELECT 1 FROM identity_role_grant g
           WHERE g.person_id = a.person_id AND g.role <> ALL($3) AND (g.valid_to IS NULL OR g.valid_to > $4))))
         ORDER BY display_name, id`,
        [personIds, renew, LEARNING_ROLES, this.clock.now()],
      );
    const now = this.clock.now();
    const expiresAt = activationExpiry(now);
    const made = accounts.map((account) => {
      const token = this.ids.token(24);
      const code = this.ids.code(8, CODE_ALPHABET);
      return { account, token, code, secret: `${account.participant_code}/${code}` };
    });
    const rows = made.map(({ account, token, secret }) => ({
      accountId: account.id,
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
        made.map(({ account }) => ({
          action: 'identity.activation-issued',
          subject: { type: 'account', id: account.id },
          after: { expiresAt },
        })),
      );
    }
    return made.map(({ account, token, code }) => ({
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
      expiresAt: activation.expiresAt.toISOString(),
    };
  }

  /** Sets the password and opens a session, once: of two clicks the second finds the activation used. */
  async activate(
    sent: { key: ActivationKey; password: string; sharedPhone: boolean },
    from: { address: string; userAgent: string },
  ): Promise<string> {
    const { account } = await this.#open(this.db.manager, sent.key, from.address);
    if (isTooEasy(sent.password, account)) throw identityProblem('password-too-easy');
    const passwordHash = await this.passwords.hash(sent.password); // before the transaction: it takes its time

    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const [used]: [unknown[], number] = await tx.query(
        `UPDATE identity_activation SET used_at = $2
         WHERE account_id = $1 AND used_at IS NULL AND expires_at >= $2 AND (token_hash = $3 OR code_hash = $3)
         RETURNING account_id`,
        [account.id, now, keyHash(sent.key)],
      );
      if (used.length === 0) throw identityProblem('activation-used');
      await tx.update(Account, { id: account.id }, { passwordHash, state: 'active', activatedAt: now });
      await tx.query(`DELETE FROM identity_session WHERE account_id = $1`, [account.id]);
      await tellSessionsOf(tx, [account.personId]);
      const { id: accountId, personId } = account;
      await this.outbox.add(tx, accountActivated, { accountId, personId, activatedAt: now.toISOString() });
      return this.sessions.open(tx, account.id, { sharedPhone: sent.sharedPhone, userAgent: from.userAgent });
    });
  }

  async #open(tx: EntityManager, key: ActivationKey, address: string) {
    await this.throttle.check(WRONG_KEYS, address);
    const hash = keyHash(key);
    const activation =
      hash &&
      (await tx.findOne(Activation, {
        where: key.kind === 'link' ? { tokenHash: hash } : { codeHash: hash },
      }));
    const refusal = refusesActivation(activation || null, this.clock.now());
    if (refusal === 'activation-unknown') await this.throttle.spend(WRONG_KEYS, address);
    if (refusal) throw identityProblem(refusal);
    if (!activation) throw identityProblem('activation-unknown');
    const account = await tx.findOneByOrFail(Account, { id: activation.accountId });
    return { account, activation };
  }
}

function keyHash(key: ActivationKey): string | null {
  if (key.kind === 'link') return hashOf(key.token);
  const secret = codeSecret(key.participantCode, key.code);
  return secret === null ? null : hashOf(secret);
}
