import {
  type declineRoleProposal,
  type listRoleProposals,
  type ProposalState,
  type proposeRole,
  type Role,
  roleProblem,
  type RoleProposal,
  type RoleProposalId,
  rolesGivenBy,
  scopeLevelOf,
} from '@bimtek/identity-contracts';
import {
  type Actor,
  type BodyOf,
  found,
  type Page,
  type QueryOf,
  type ScopeLevel,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, cursorOf, readCursor } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { boundWithin } from '../roles/bound-within.ts';
import { holdRole } from '../roles/held-role.ts';
import { RoleHolders } from '../roles/role-holders.service.ts';
import { ScopeNames } from '../roles/scope-names.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { refusesAnswer } from './proposal.rules.ts';

interface ProposalRow {
  id: RoleProposalId;
  personId: string;
  name: string;
  participantCode: string;
  role: Role;
  level: ScopeLevel;
  scopeId: string;
  reason: string;
  state: ProposalState;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  answer: string | null;
}

const COLUMNS = `
  p.id, p.person_id AS "personId", a.display_name AS name, a.participant_code AS "participantCode", p.role, p.level,
  p.scope_id AS "scopeId", p.reason, p.state, p.proposed_by AS "proposedBy",
  coalesce(b.display_name, '') AS "proposedByName", p.proposed_at AS "proposedAt", p.decided_by AS "decidedBy",
  coalesce(d.display_name, '') AS "decidedByName", p.decided_at AS "decidedAt", p.answer
  FROM identity_role_proposal p
  JOIN identity_account a ON a.person_id = p.person_id
  LEFT JOIN identity_account b ON b.person_id = p.proposed_by
  LEFT JOIN identity_account d ON d.person_id = p.decided_by`;

/** Roles that a regency's office wants somebody to have, and what those who may give them say. */
@Injectable()
export class RoleProposals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly holders: RoleHolders,
    private readonly names: ScopeNames,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async list(
    me: Actor,
    { state, after, limit }: QueryOf<typeof listRoleProposals>,
  ): Promise<Page<RoleProposal>> {
    const parameters: unknown[] = [state];
    const given = (value: unknown) => `$${parameters.push(value)}`;
    const where = `p.state = $1 AND ${boundWithin(me, 'p', given)}`;
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM identity_role_proposal p WHERE ${where}`,
      parameters,
    );
    const cursor = readCursor(after, 2);
    const older = cursor
      ? `AND (p.proposed_at, p.id) < (${given(cursor[0])}::timestamptz, ${given(cursor[1])}::uuid)`
      : '';
    const rows: ProposalRow[] = await this.db.query(
      `SELECT ${COLUMNS} WHERE ${where} ${older} ORDER BY p.proposed_at DESC, p.id DESC LIMIT ${given(limit + 1)}`,
      parameters,
    );
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const items = await this.#views(this.db.manager, me, shown);
    return { items, next: last ? cursorOf([last.proposedAt.toISOString(), last.id]) : null, total };
  }

  /** One open proposal for a person, a role and a place: whoever proposes the same is given the one there is. */
  async propose(me: Actor, sent: BodyOf<typeof proposeRole>): Promise<RoleProposal> {
    const { id, personId, role, scopeId, reason } = sent;
    await this.holders.refuseUnfit(me, sent);
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const level = scopeLevelOf[role];
      const added: unknown[] = await tx.query(
        `INSERT INTO identity_role_proposal (id, person_id, role, level, scope_id, reason, state, proposed_by, proposed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
        [id, personId, role, level, scopeId, reason, me.userId, now],
      );
      await holdRole(tx, me, now);
      if (added.length > 0)
        await this.#record(tx, me, 'proposed', id, { personId, role, level, scopeId }, reason);
      const parameters: unknown[] = [id, personId, role, scopeId];
      const within = boundWithin(me, 'p', (value) => `$${parameters.push(value)}`);
      // The one of this id, whatever has become of it; else the one that is open.
      const [row]: ProposalRow[] = await tx.query(
        `SELECT ${COLUMNS}
         WHERE (p.id = $1 OR p.state = 'open') AND p.person_id = $2 AND p.role = $3 AND p.scope_id = $4 AND ${within}
         ORDER BY (p.id = $1) DESC LIMIT 1`,
        parameters,
      );
      return this.#view(tx, me, found(row));
    });
  }

  /** Gives the role by the rules that hold now; when it can no longer be given, the proposal stays open. */
  async accept(me: Actor, id: RoleProposalId): Promise<RoleProposal> {
    const view = await this.#answer(me, id, 'accepted', null, async (tx, row) => {
      const { personId, role, scopeId, reason, participantCode: code } = row;
      await this.holders.grantIn(tx, me, personId, { role, scopeId, reason, code, onlyNew: true });
    });
    this.sessions.forget(view.person.personId);
    return view;
  }

  decline(
    me: Actor,
    id: RoleProposalId,
    { reason }: BodyOf<typeof declineRoleProposal>,
  ): Promise<RoleProposal> {
    return this.#answer(me, id, 'declined', reason);
  }

  withdraw(me: Actor, id: RoleProposalId): Promise<RoleProposal> {
    return this.#answer(me, id, 'withdrawn', null);
  }

  async #answer(
    me: Actor,
    id: RoleProposalId,
    state: Exclude<ProposalState, 'open'>,
    answer: string | null,
    act?: (tx: EntityManager, row: ProposalRow) => Promise<void>,
  ): Promise<RoleProposal> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const row = await this.#lock(tx, me, id, state === 'withdrawn');
      const isOwn = [row.proposedBy, row.personId].includes(me.userId);
      const refusal = refusesAnswer({ state: row.state, isOwn }, state);
      if (refusal === 'already') return this.#view(tx, me, row);
      if (refusal) throw roleProblem(refusal);
      const { personId, role, level, scopeId } = row;
      if (state !== 'withdrawn' && !rolesGivenBy(me.role as Role).includes(role))
        throw roleProblem('role-not-yours-to-give');
      await act?.(tx, row);
      await holdRole(tx, me, now);
      await tx.query(
        `UPDATE identity_role_proposal SET state = $2, decided_by = $3, decided_at = $4, answer = $5 WHERE id = $1`,
        [id, state, me.userId, now, answer],
      );
      const facts = { personId, role, level, scopeId };
      await this.#record(tx, me, `proposal-${state}`, id, facts, answer ?? undefined);
      const decided = { decidedBy: me.userId, decidedByName: me.displayName, decidedAt: now };
      return this.#view(tx, me, { ...row, ...decided, state, answer });
    });
  }

  /** Locked, so that of two who answer at once the second finds it answered. Only one's own can be taken back. */
  async #lock(tx: EntityManager, me: Actor, id: RoleProposalId, onlyOwn: boolean): Promise<ProposalRow> {
    const parameters: unknown[] = [id];
    const given = (value: unknown) => `$${parameters.push(value)}`;
    const mine = onlyOwn ? `AND p.proposed_by = ${given(me.userId)}` : '';
    const [row]: ProposalRow[] = await tx.query(
      `SELECT ${COLUMNS} WHERE p.id = $1 AND ${boundWithin(me, 'p', given)} ${mine} FOR UPDATE OF p`,
      parameters,
    );
    return found(row);
  }

  async #record(
    tx: EntityManager,
    me: Actor,
    what: string,
    id: string,
    after: Record<string, unknown>,
    reason?: string,
  ): Promise<void> {
    await this.audit.record(tx, me, {
      action: `identity.role-${what}`,
      subject: { type: 'role-proposal', id },
      after,
      ...(reason ? { reason } : {}),
    });
  }

  async #view(tx: EntityManager, me: Actor, row: ProposalRow): Promise<RoleProposal> {
    const [view] = await this.#views(tx, me, [row]);
    return found(view);
  }

  async #views(tx: EntityManager, me: Actor, rows: ProposalRow[]): Promise<RoleProposal[]> {
    const nameOf = new Map<string, string>();
    for (const [level, some] of Map.groupBy(rows, (row) => row.level)) {
      const ids = some.map(({ scopeId }) => scopeId);
      for (const { id, name } of await this.names.named(tx, level, ids)) nameOf.set(`${level} ${id}`, name);
    }
    const gives = rolesGivenBy(me.role as Role);
    return rows.map((row) => {
      const { id, personId, name, participantCode, role, level, scopeId, reason, state, answer } = row;
      const isOpen = state === 'open';
      return {
        id,
        person: { personId, name, participantCode },
        role,
        level,
        scopeId,
        scopeName: nameOf.get(`${level} ${scopeId}`) ?? null,
        state,
        reason,
        proposedBy: { personId: row.proposedBy, name: row.proposedByName },
        proposedAt: row.proposedAt.toISOString(),
        decidedBy: row.decidedBy ? { personId: row.decidedBy, name: row.decidedByName ?? '' } : null,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        answer,
        isMineToWithdraw: isOpen && row.proposedBy === me.userId && me.permissions.has('role.propose'),
        isMineToDecide:
          isOpen &&
          me.permissions.has('role.grant') &&
          gives.includes(role) &&
          ![row.proposedBy, personId].includes(me.userId),
      };
    });
  }
}
