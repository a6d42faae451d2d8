import {
  type AccountState,
  type endGrant,
  type findRoleScopes,
  type GrantId,
  type grantRole,
  type HeldGrant,
  type listRoleHolders,
  type proposeRole,
  type Role,
  type RoleHolder,
  roleProblem,
  type RoleScope,
  rolesGivenBy,
  scopeLevelOf,
} from '@bimtek/identity-contracts';
import {
  type Actor,
  type BodyOf,
  commonProblem,
  found,
  type Page,
  type QueryOf,
  type ScopeLevel,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, fewOf, Ids, type Limit, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { normalParticipantCode } from '../accounts/account.rules.ts';
import { accountKey, accountsNamed, readAccountKey } from '../accounts/account-search.ts';
import { PeopleReach } from '../care/people-reach.ts';
import { tellSessionsOf } from '../sessions/session-changes.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { boundWithin } from './bound-within.ts';
import { isGrantWithin, periodOf, refusesPeriod, refusesProposedRole, refusesRole } from './grant.rules.ts';
import { refuseEnded } from './held-role.ts';
import { ScopeNames } from './scope-names.ts';

/** Participant codes of people outside the own scope that one may try. */
const CODES: Limit = { name: 'identity.role-codes', points: 30, seconds: 900 };

interface HolderRow {
  id: string;
  person_id: string;
  display_name: string;
  participant_code: string;
  state: AccountState;
}
interface GrantRow {
  id: GrantId;
  person_id: string;
  role: Role;
  level: ScopeLevel;
  scope_id: string;
  valid_from: Date;
  valid_to: Date | null;
}

interface GivenRole extends Omit<BodyOf<typeof grantRole>, 'participantCode'> {
  /** The whole participant code, when it was told. */
  code: string | null;
  onlyNew?: boolean;
}
type ProposedRole = Pick<BodyOf<typeof proposeRole>, 'personId' | 'role' | 'scopeId' | 'participantCode'>;

/** Who holds which role, where and for how long; giving roles and ending them. */
@Injectable()
export class RoleHolders {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly people: PeopleReach,
    private readonly names: ScopeNames,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
    private readonly throttle: Throttle,
  ) {}

  async list(
    me: Actor,
    { q, role, after, limit }: QueryOf<typeof listRoleHolders>,
  ): Promise<Page<RoleHolder>> {
    const parameters: unknown[] = [];
    const given = (value: unknown) => `$${parameters.push(value)}`;
    const visible = visibleGrants(me, given);
    const conditions: string[] = [];
    const holds = (condition: string) =>
      `a.person_id IN (SELECT g.person_id FROM identity_role_grant g WHERE ${visible} AND ${condition})`;
    const rolesAt = (place: () => string) =>
      role ? `g.role = ${place()}` : `g.role NOT IN ('trainee', 'classLeader')`;
    if (role || !q) {
      const few = await fewOf(
        this.db,
        `SELECT g.person_id AS id FROM identity_role_grant g
         WHERE ${visible} AND ${rolesAt(() => `$${parameters.length + 1}`)}`,
        role ? [...parameters, role] : [...parameters],
      );
      conditions.push(few ? `a.person_id = ANY(${given(few)}::uuid[])` : holds(rolesAt(() => given(role))));
    }
    if (me.scope.level !== 'national') {
      const reach = this.people.of(me, 'o.person_id', parameters.length + 1);
      parameters.push(...reach.parameters);
      const code = q ? normalParticipantCode(q) : null;
      if (code) await this.throttle.spend(CODES, me.userId);
      // Each kind by its own index: a condition with OR would be asked of every account there is.
      conditions.push(`a.person_id IN (
        SELECT o.person_id FROM identity_account o WHERE ${reach.sql}
        UNION ALL SELECT g.person_id FROM identity_role_grant g WHERE ${visible}
        UNION ALL SELECT o.person_id FROM identity_account o WHERE o.participant_code = ${given(code)})`);
    }
    if (q) conditions.push(`(${accountsNamed(q, given)})`);
    const where = conditions.join(' AND ');
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM identity_account a WHERE ${where}`,
      parameters,
    );
    const place = after ? readAccountKey(after) : null;
    const rows: HolderRow[] = await this.db.query(
      `SELECT a.id, a.person_id, a.display_name, a.participant_code, a.state FROM identity_account a
       WHERE ${where} ${place ? `AND (a.display_name, a.id) > (${given(place[0])}, ${given(place[1])}::uuid)` : ''}
       ORDER BY a.display_name, a.id LIMIT ${given(limit + 1)}`,
      parameters,
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const items = await this.#views(this.db.manager, me, rows.slice(0, limit));
    return { items, next: last ? accountKey(last) : null, total };
  }

  async findScopes(me: Actor, { level, q }: QueryOf<typeof findRoleScopes>): Promise<{ items: RoleScope[] }> {
    if (me.scope.level !== 'national' && level === 'class') return { items: [] };
    if (me.scope.level === 'regency') {
      const own = level === 'regency' ? await this.names.named(this.db.manager, level, me.scope.ids) : [];
      return { items: own.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase())) };
    }
    const provinces = me.scope.level === 'national' ? null : me.scope.ids;
    return { items: await this.names.find(this.db.manager, level, q, provinces) };
  }

  /** Gives a role, or sets the period of one that is held. The same again changes nothing and is not told again. */
  async grant(me: Actor, personId: string, sent: BodyOf<typeof grantRole>): Promise<RoleHolder> {
    const code = await this.#codeFor(me, personId, sent.participantCode);
    const view = await this.db.transaction((tx) => this.grantIn(tx, me, personId, { ...sent, code }));
    this.sessions.forget(personId);
    return view;
  }

  /**
   * Gives a role in the caller's transaction, after which the caller lets go of the person's sessions (`forget`). With
   * `onlyNew` it is refused to somebody who holds the role, whose period would change otherwise.
   */
  async grantIn(
    tx: EntityManager,
    me: Actor,
    personId: string,
    { code, onlyNew = false, ...sent }: GivenRole,
  ): Promise<RoleHolder> {
    const now = this.clock.now();
    const holder = await this.#reachable(tx, me, personId, code);
    const { role } = sent;
    const refusal = refusesRole({ role: me.role as Role, personId: me.userId }, { role, personId });
    if (refusal) throw roleProblem(refusal);
    const level = scopeLevelOf[role];
    const scopeId = await this.#scopeOf(tx, me, role, sent.scopeId);

    const locked = await lockGrants(tx, me, `person_id = $2 AND role = $3 AND scope_id = $4`, [
      personId,
      role,
      scopeId,
    ]);
    if (me.grantIds) refuseEnded(me.grantIds, locked, now);
    const before = locked.find(
      (row) => row.person_id === personId && row.role === role && row.scope_id === scopeId,
    );
    const stands = before && (!before.valid_to || before.valid_to > now) ? before : undefined;
    const from = sent.from ? new Date(sent.from) : (stands?.valid_from ?? now);
    const until = sent.until ? new Date(sent.until) : null;
    const wrong = refusesPeriod({ from, until }, now);
    if (wrong) throw roleProblem(wrong);
    if (holder.state === 'locked') throw roleProblem('account-locked');
    if (stands && onlyNew) throw roleProblem('role-held');
    if (stands && isSame(stands.valid_from, from) && isSame(stands.valid_to, until)) {
      return this.#view(tx, me, holder);
    }
    if (stands && role === 'nationalAdmin' && (until || from > now)) await refuseLast(tx, stands.id, now);

    await tx.query(
      `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from, valid_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (person_id, role, level, scope_id)
         DO UPDATE SET valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
      [this.ids.next(), personId, role, level, scopeId, from, until],
    );
    await tellSessionsOf(tx, [personId]);
    await this.audit.record(tx, me, {
      action: stands ? 'identity.role-period-changed' : 'identity.role-granted',
      subject: { type: 'account', id: holder.id },
      ...(stands ? { before: { from: stands.valid_from, until: stands.valid_to } } : {}),
      after: { role, level, scopeId, from, until },
      ...(sent.reason ? { reason: sent.reason } : {}),
    });
    return this.#view(tx, me, holder);
  }

  /**
   * Whom a role may be proposed for, and the place it is bound to; refuses what could not be given now either. Asked
   * with the throttle of participant codes, outside of any transaction.
   */
  async refuseUnfit(me: Actor, sent: ProposedRole): Promise<void> {
    const { personId, role } = sent;
    const code = await this.#codeFor(me, personId, sent.participantCode);
    const tx = this.db.manager;
    const holder = await this.#reachable(tx, me, personId, code);
    const refusal = refusesProposedRole({ role: me.role as Role, personId: me.userId }, { role, personId });
    if (refusal) throw roleProblem(refusal);
    const scopeId = await this.#scopeOf(tx, me, role, sent.scopeId);
    if (holder.state === 'locked') throw roleProblem('account-locked');
    const [held]: unknown[] = await tx.query(
      `SELECT 1 FROM identity_role_grant
       WHERE person_id = $1 AND role = $2 AND scope_id = $3 AND (valid_to IS NULL OR valid_to > $4)`,
      [personId, role, scopeId, this.clock.now()],
    );
    if (held) throw roleProblem('role-held');
  }

  /** The code that was told, in its one form; trying those of people outside the own scope is counted. */
  async #codeFor(me: Actor, personId: string, told: string | undefined): Promise<string | null> {
    const code = told ? normalParticipantCode(told) : null;
    const isNear = await this.#near(this.db.manager, me, personId, null);
    if (!isNear && code) await this.throttle.spend(CODES, me.userId);
    return code;
  }

  /** Ends a role now. One that has ended already stays as it is. */
  async end(me: Actor, grantId: GrantId, { reason }: BodyOf<typeof endGrant>): Promise<RoleHolder> {
    const view = await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const locked = await lockGrants(tx, me, `id = $2`, [grantId]);
      const grant = found(locked.find((row) => row.id === grantId));
      const [holder]: HolderRow[] = await tx.query(
        `SELECT id, person_id, display_name, participant_code, state FROM identity_account WHERE person_id = $1`,
        [grant.person_id],
      );
      const { role, scope_id: scopeId, person_id: personId } = grant;
      if (!isGrantWithin(me.scope, { role, scopeId })) throw commonProblem('not-found');
      if (me.grantIds) refuseEnded(me.grantIds, locked, now);
      const refusal = refusesRole({ role: me.role as Role, personId: me.userId }, { role, personId });
      if (refusal) throw roleProblem(refusal);
      const period = { from: grant.valid_from, until: grant.valid_to };
      if (periodOf(period, now) === 'ended') return this.#view(tx, me, found(holder));
      if (role === 'nationalAdmin') await refuseLast(tx, grant.id, now);

      await tx.query(`UPDATE identity_role_grant SET valid_to = $2 WHERE id = $1`, [grantId, now]);
      await tellSessionsOf(tx, [personId]);
      await this.audit.record(tx, me, {
        action: 'identity.role-ended',
        subject: { type: 'account', id: found(holder).id },
        before: { role, level: grant.level, scopeId, ...period },
        reason,
      });
      return this.#view(tx, me, found(holder));
    });
    this.sessions.forget(view.personId);
    return view;
  }

  /** The id that a role is bound to: one that there is, within the own scope, or none where the role has none. */
  async #scopeOf(tx: EntityManager, me: Actor, role: Role, scopeId: string | undefined): Promise<string> {
    const level = scopeLevelOf[role];
    if (level === 'own' || level === 'national') {
      if (scopeId) throw notAScope();
      return '';
    }
    if (!scopeId) throw notAScope();
    if (!isGrantWithin(me.scope, { role, scopeId })) throw commonProblem('not-found');
    const [named] = await this.names.named(tx, level, [scopeId]);
    return found(named).id;
  }

  /** Whom one may give a role: people of the own scope, who hold one in it, or whose participant code one was told. */
  async #reachable(tx: EntityManager, me: Actor, personId: string, code: string | null): Promise<HolderRow> {
    return found(await this.#near(tx, me, personId, code));
  }

  async #near(
    tx: EntityManager,
    me: Actor,
    personId: string,
    code: string | null,
  ): Promise<HolderRow | undefined> {
    const parameters: unknown[] = [personId, code];
    const given = (value: unknown) => `$${parameters.push(value)}`;
    const visible = visibleGrants(me, given);
    const reach = this.people.of(me, 'a.person_id', parameters.length + 1);
    const [row]: HolderRow[] = await tx.query(
      `SELECT a.id, a.person_id, a.display_name, a.participant_code, a.state FROM identity_account a
       WHERE a.person_id = $1 AND (a.participant_code = $2 OR (${reach.sql}) OR EXISTS (
         SELECT 1 FROM identity_role_grant g WHERE g.person_id = a.person_id AND ${visible}))`,
      [...parameters, ...reach.parameters],
    );
    return row;
  }

  async #view(tx: EntityManager, me: Actor, holder: HolderRow): Promise<RoleHolder> {
    const [view] = await this.#views(tx, me, [holder]);
    return found(view);
  }

  async #views(tx: EntityManager, me: Actor, holders: HolderRow[]): Promise<RoleHolder[]> {
    const parameters: unknown[] = [holders.map((holder) => holder.person_id)];
    const visible = visibleGrants(me, (value) => `$${parameters.push(value)}`);
    const rows: GrantRow[] = await tx.query(
      `SELECT g.id, g.person_id, g.role, g.level, g.scope_id, g.valid_from, g.valid_to
       FROM identity_role_grant g WHERE g.person_id = ANY($1::uuid[]) AND ${visible} ORDER BY g.valid_from, g.id`,
      parameters,
    );
    const nameOf = await this.#namesOf(tx, rows);
    const grantsOf = Map.groupBy(rows, (row) => row.person_id);
    return holders.map((holder) => ({
      personId: holder.person_id,
      name: holder.display_name,
      participantCode: holder.participant_code,
      state: holder.state,
      isMe: holder.person_id === me.userId,
      grants: (grantsOf.get(holder.person_id) ?? []).map((row) => this.#grantView(me, row, nameOf)),
    }));
  }

  #grantView(me: Actor, row: GrantRow, nameOf: Map<string, string>): HeldGrant {
    const period = periodOf({ from: row.valid_from, until: row.valid_to }, this.clock.now());
    return {
      id: row.id,
      role: row.role,
      level: row.level,
      scopeId: row.scope_id,
      scopeName: nameOf.get(`${row.level} ${row.scope_id}`) ?? null,
      from: row.valid_from.toISOString(),
      until: row.valid_to?.toISOString() ?? null,
      period,
      isMineToChange:
        me.permissions.has('role.grant') &&
        period !== 'ended' &&
        row.person_id !== me.userId &&
        rolesGivenBy(me.role as Role).includes(row.role),
    };
  }

  async #namesOf(tx: EntityManager, rows: GrantRow[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const [level, grants] of Map.groupBy(rows, (row) => row.level)) {
      const scopes = await this.names.named(
        tx,
        level,
        grants.map((grant) => grant.scope_id),
      );
      for (const scope of scopes) names.set(`${level} ${scope.id}`, scope.name);
    }
    return names;
  }
}

/** The grants (alias `g`) one may see. */
function visibleGrants(me: Actor, given: (value: unknown) => string): string {
  return boundWithin(me, 'g', given);
}

/**
 * Locks, in the order of their ids so that two who change each other's roles wait instead of blocking one another, the
 * grants that are meant and those that the one who asks acts by; for the office of national admins, all of theirs.
 */
async function lockGrants(
  tx: EntityManager,
  me: Actor,
  condition: string,
  parameters: unknown[],
): Promise<GrantRow[]> {
  return tx.query(
    `SELECT id, person_id, role, level, scope_id, valid_from, valid_to FROM identity_role_grant
     WHERE id = ANY($1::uuid[]) OR (${condition}) ${me.scope.level === 'national' ? `OR role = 'nationalAdmin'` : ''}
     ORDER BY id FOR UPDATE`,
    [me.grantIds ?? [], ...parameters],
  );
}

/** Somebody else has to remain who can open every door: active, national admin now, and without an end. */
async function refuseLast(tx: EntityManager, grantId: string, now: Date): Promise<void> {
  const [row]: { others: number }[] = await tx.query(
    `SELECT count(*)::int AS others FROM identity_role_grant g
     JOIN identity_account a ON a.person_id = g.person_id AND a.state = 'active'
     WHERE g.role = 'nationalAdmin' AND g.level = 'national' AND g.id <> $1 AND g.valid_from <= $2 AND g.valid_to IS NULL`,
    [grantId, now],
  );
  if (!row?.others) throw roleProblem('last-national-admin');
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

function notAScope() {
  return commonProblem('invalid-request', {
    errors: [{ pointer: '#/scopeId', detail: 'Does not fit the role' }],
  });
}
