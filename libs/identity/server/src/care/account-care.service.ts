import {
  type AccountListItem,
  accountProblem,
  type AccountState,
  type changeContactOf,
  type issueNewCode,
  learningRoles,
  type listAccounts,
  type Role,
} from '@bimtek/identity-contracts';
import {
  type Actor,
  type BodyOf,
  found,
  type Page,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity.ts';
import { accountKey, accountsNamed, readAccountKey } from '../accounts/account-search.ts';
import { Contacts } from '../accounts/contacts.service.ts';
import { Activations } from '../activations/activations.service.ts';
import { endWaysIn } from '../sessions/session-changes.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { PeopleReach } from './people-reach.ts';

/** What an office does for the accounts of its people. */
@Injectable()
export class AccountCare {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly people: PeopleReach,
    private readonly activations: Activations,
    private readonly contacts: Contacts,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async list(
    me: Actor,
    { q, state, after, limit }: QueryOf<typeof listAccounts>,
  ): Promise<Page<AccountListItem>> {
    const reach = this.#reach(me, 1);
    const parameters = [...reach.parameters];
    const given = (value: unknown) => `$${parameters.push(value)}`;
    const conditions = [`(${reach.sql})`];
    if (state) conditions.push(`a.state = ${given(state)}`);
    if (q) conditions.push(`(${accountsNamed(q, given)})`);
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM identity_account a WHERE ${conditions.join(' AND ')}`,
      parameters,
    );
    if (after) {
      const [name, id] = readAccountKey(after);
      conditions.push(`(a.display_name, a.id) > (${given(name)}, ${given(id)}::uuid)`);
    }
    const rows: AccountRow[] = await this.db.query(
      `${ACCOUNT_ROW(given(this.clock.now()))} WHERE ${conditions.join(' AND ')}
       ORDER BY a.display_name, a.id LIMIT ${given(limit + 1)}`,
      parameters,
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: rows.slice(0, limit).map(viewOf), next: last ? accountKey(last) : null, total };
  }

  async get(me: Actor, personId: string): Promise<AccountListItem> {
    return this.#view(this.db.manager, (await this.#reachable(this.db.manager, me, personId)).id);
  }

  /** A code for whoever forgot the password (or never activated); the sessions end when it is used. */
  async issueCode(me: Actor, personId: string): Promise<ResultOf<typeof issueNewCode>> {
    return this.db.transaction(async (tx) => {
      const account = await this.#reachable(tx, me, personId);
      if (account.state === 'locked') throw accountProblem('account-locked');
      const anyRole = me.scope.level === 'national';
      const [issued] = await this.activations.issue(tx, me, [personId], { renew: true, anyRole });
      const { displayName: name, participantCode, code, expiresAt } = found(issued);
      return { name, participantCode, code, expiresAt };
    });
  }

  /** Corrects phone and e-mail. The account is reached as it is; a renewal by the new number needs a code all the same. */
  async changeContact(
    me: Actor,
    personId: string,
    sent: BodyOf<typeof changeContactOf>,
  ): Promise<AccountListItem> {
    return this.db.transaction(async (tx) => {
      const account = await this.#reachable(tx, me, personId);
      await this.contacts.change(tx, me, account.id, sent);
      return this.#view(tx, account.id);
    });
  }

  /** A second call changes nothing. */
  async lock(me: Actor, personId: string, reason: string): Promise<AccountListItem> {
    if (personId === me.userId) throw accountProblem('own-account');
    const item = await this.#change(me, personId, async (tx, account) => {
      if (account.state === 'locked') return;
      await tx.update(Account, { id: account.id }, { state: 'locked' });
      await endWaysIn(tx, account, { keys: true });
      await this.#record(tx, me, 'identity.account-locked', account, reason);
    });
    this.sessions.forget(personId);
    return item;
  }

  /** Back to what it was: active with its password, or still waiting for an activation (a new one, the old ones ended). */
  async unlock(me: Actor, personId: string, reason: string): Promise<AccountListItem> {
    return this.#change(me, personId, async (tx, account) => {
      if (account.state !== 'locked') return;
      await tx.update(Account, { id: account.id }, { state: account.passwordHash ? 'active' : 'invited' });
      await this.#record(tx, me, 'identity.account-unlocked', account, reason);
    });
  }

  /** All factors and recovery codes go and every session ends; the next sign-in asks to add a new one where it is required. */
  async resetSecondFactor(me: Actor, personId: string, reason: string): Promise<AccountListItem> {
    if (personId === me.userId) throw accountProblem('own-account');
    const item = await this.#change(me, personId, async (tx, account) => {
      const [, totp]: [unknown, number] = await tx.query(`DELETE FROM identity_totp WHERE account_id = $1`, [
        account.id,
      ]);
      const [, passkeys]: [unknown, number] = await tx.query(
        `DELETE FROM identity_passkey WHERE account_id = $1`,
        [account.id],
      );
      if (totp + passkeys === 0) throw accountProblem('no-second-factor');
      await tx.query(`DELETE FROM identity_recovery_code WHERE account_id = $1`, [account.id]);
      await endWaysIn(tx, account);
      await this.#record(tx, me, 'identity.second-factor-reset', account, reason);
    });
    this.sessions.forget(personId);
    return item;
  }

  async #change(
    me: Actor,
    personId: string,
    change: (tx: EntityManager, account: Account) => Promise<void>,
  ): Promise<AccountListItem> {
    return this.db.transaction(async (tx) => {
      const { id } = await this.#reachable(tx, me, personId);
      const lock = { mode: 'pessimistic_write' } as const;
      await change(tx, await tx.findOneOrFail(Account, { where: { id }, lock }));
      return this.#view(tx, id);
    });
  }

  async #record(tx: EntityManager, me: Actor, action: `identity.${string}`, { id }: Account, reason: string) {
    await this.audit.record(tx, me, { action, subject: { type: 'account', id }, reason });
  }

  async #reachable(tx: EntityManager, me: Actor, personId: string): Promise<Account> {
    const reach = this.#reach(me, 2);
    const [row]: { id: string }[] = await tx.query(
      `SELECT a.id FROM identity_account a WHERE a.person_id = $1 AND (${reach.sql})`,
      [personId, ...reach.parameters],
    );
    return tx.findOneByOrFail(Account, { id: found(row).id });
  }

  /** Offices below the national one care for learners only: none of them can open the account of an administrator. */
  #reach(me: Actor, first: number): { sql: string; parameters: unknown[] } {
    const reach = this.people.of(me, 'a.person_id', first);
    if (me.scope.level === 'national') return reach;
    const next = first + reach.parameters.length;
    return {
      sql: `(${reach.sql}) AND NOT EXISTS (SELECT 1 FROM identity_role_grant g
        WHERE g.person_id = a.person_id AND g.role <> ALL($${next}) AND (g.valid_to IS NULL OR g.valid_to > $${next + 1}))`,
      parameters: [...reach.parameters, learningRoles, this.clock.now()],
    };
  }

  async #view(tx: EntityManager, id: string): Promise<AccountListItem> {
    const [row]: AccountRow[] = await tx.query(`${ACCOUNT_ROW('$2')} WHERE a.id = $1`, [
      id,
      this.clock.now(),
    ]);
    return viewOf(found(row));
  }
}

interface AccountRow {
  id: string;
  person_id: string;
  display_name: string;
  participant_code: string;
  state: AccountState;
  phone_ending: string | null;
  has_email: boolean;
  has_second_factor: boolean;
  last_seen_at: Date | null;
  roles: Role[] | null;
}

const ACCOUNT_ROW = (now: string) => `
  SELECT a.id, a.person_id, a.display_name, a.participant_code, a.state, right(a.phone, 4) AS phone_ending,
    a.email IS NOT NULL AS has_email,
    (EXISTS (SELECT 1 FROM identity_totp t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL)
      OR EXISTS (SELECT 1 FROM identity_passkey k WHERE k.account_id = a.id)) AS has_second_factor,
    (SELECT max(s.last_seen_at) FROM identity_session s WHERE s.account_id = a.id) AS last_seen_at,
    (SELECT json_agg(DISTINCT g.role) FROM identity_role_grant g
     WHERE g.person_id = a.person_id AND g.valid_from <= ${now} AND (g.valid_to IS NULL OR g.valid_to > ${now})) AS roles
  FROM identity_account a`;

function viewOf(row: AccountRow): AccountListItem {
  return {
    personId: row.person_id,
    name: row.display_name,
    participantCode: row.participant_code,
    state: row.state,
    roles: row.roles ?? [],
    phoneEnding: row.phone_ending,
    hasEmail: row.has_email,
    hasSecondFactor: row.has_second_factor,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  };
}
