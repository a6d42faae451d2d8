import {
  type ClassGroupId,
  type ClassProposal,
  type ClassProposalId,
  type ClassProposalKind,
  type declineClassProposal,
  deliveryProblem,
  type EnrollmentId,
  type listClassProposals,
  type proposePlacement,
  type proposeTrainers,
} from '@bimtek/delivery-contracts';
import type { ProposalState } from '@bimtek/identity-contracts';
import { holdRole, refusesAnswer } from '@bimtek/identity-server';
import {
  type Actor,
  type BodyOf,
  commonProblem,
  found,
  type Page,
  ProblemError,
  type QueryOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, cursorOf, readCursor, withinScope } from '@bimtek/platform-server';
import { deciderOf, isOwnWork } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ClassGroups } from '../class-groups/class-groups.service.ts';
import { ClassTeams, teamOf } from '../class-groups/class-teams.service.ts';
import { Placements } from '../enrollments/placements.service.ts';
import { kindsFor, permissionsOfKind, refusesTrainers } from './class-proposal.rules.ts';
import { peopleOfProposals, PROPOSAL_COLUMNS, type ProposalRow } from './class-proposals.queries.ts';

interface NewProposal {
  id: ClassProposalId;
  kind: ClassProposalKind;
  classGroupId: ClassGroupId;
  memberIds: readonly string[];
  trainersBefore: readonly string[] | null;
  reason: string;
}

/**
 * Seats and trainers that somebody proposes who may not give them. Accepting does what the decider could do directly,
 * through the same services, so that every rule of that moment holds; when one refuses, the proposal stays open.
 */
@Injectable()
export class ClassProposals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly placements: Placements,
    private readonly classGroups: ClassGroups,
    private readonly teams: ClassTeams,
  ) {}

  async list(
    me: Actor,
    { state, classGroupId, after, limit }: QueryOf<typeof listClassProposals>,
  ): Promise<Page<ClassProposal>> {
    const where = this.#within(me, 'any').and('p.state = ?', state);
    if (classGroupId) where.and('p.class_group_id = ?', classGroupId);
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM delivery_class_proposal p WHERE ${where.sql}`,
      where.parameters,
    );
    const cursor = readCursor(after, 2);
    if (cursor) where.and('(p.proposed_at, p.id) < (?::timestamptz, ?::uuid)', ...cursor);
    const most = where.value(limit + 1);
    const rows: ProposalRow[] = await this.db.query(
      `SELECT ${PROPOSAL_COLUMNS} WHERE ${where.sql} ORDER BY p.proposed_at DESC, p.id DESC LIMIT ${most}`,
      where.parameters,
    );
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const items = await this.#views(this.db.manager, me, shown);
    return { items, next: last ? cursorOf([last.proposedAt.toISOString(), last.id]) : null, total };
  }

  /** People who could get their seats if it were decided now. */
  async proposePlacement(
    me: Actor,
    classGroupId: ClassGroupId,
    { id, enrollmentIds, reason }: BodyOf<typeof proposePlacement>,
  ): Promise<ClassProposal> {
    return this.db.transaction(async (tx) => {
      const standing = await this.#standing(tx, me, id, 'placement', classGroupId);
      if (standing) return standing;
      // In one order, so that the same people are the same proposal.
      const ids = [...new Set(enrollmentIds)].sort();
      const { moved, refused } = await this.placements.foresee(tx, me, classGroupId, { ids });
      if (refused.length > 0) throw deliveryProblem('people-do-not-fit', { refused });
      if (moved === 0) throw deliveryProblem('nothing-to-propose');
      return this.#add(tx, me, {
        id,
        kind: 'placement',
        classGroupId,
        memberIds: ids,
        trainersBefore: null,
        reason,
      });
    });
  }

  /** The trainers a class should have, with those it had then: a team that changes meanwhile makes it stale. */
  async proposeTrainers(
    me: Actor,
    classGroupId: ClassGroupId,
    { id, trainerIds, reason }: BodyOf<typeof proposeTrainers>,
  ): Promise<ClassProposal> {
    return this.db.transaction(async (tx) => {
      const standing = await this.#standing(tx, me, id, 'trainers', classGroupId);
      if (standing) return standing;
      const group = await this.classGroups.lock(tx, me, classGroupId);
      const { trainerIds: before, organizerId } = await teamOf(tx, group);
      if (before.join() === trainerIds.join()) throw deliveryProblem('nothing-to-propose');
      await this.teams.refuseTeam(tx, group, { trainerIds, organizerId });
      return this.#add(tx, me, {
        id,
        kind: 'trainers',
        classGroupId,
        memberIds: trainerIds,
        trainersBefore: before,
        reason,
      });
    });
  }

  accept(me: Actor, id: ClassProposalId): Promise<ClassProposal> {
    return this.#answer(me, id, 'accepted', null);
  }

  decline(
    me: Actor,
    id: ClassProposalId,
    { reason }: BodyOf<typeof declineClassProposal>,
  ): Promise<ClassProposal> {
    return this.#answer(me, id, 'declined', reason);
  }

  withdraw(me: Actor, id: ClassProposalId): Promise<ClassProposal> {
    return this.#answer(me, id, 'withdrawn', null);
  }

  async #answer(
    me: Actor,
    id: ClassProposalId,
    state: Exclude<ProposalState, 'open'>,
    answer: string | null,
  ): Promise<ClassProposal> {
    return this.db.transaction(async (tx) => {
      const row = await this.#lock(tx, me, id, state === 'withdrawn' ? 'proposes' : 'decides');
      const isOwn = state !== 'withdrawn' && (await isOwnProposal(tx, me, row));
      const refusal = refusesAnswer({ state: row.state, isOwn }, state);
      if (refusal === 'already') return this.#view(tx, me, row);
      if (refusal) throw deliveryProblem(refusal);
      if (state === 'accepted') await this.#fulfill(tx, me, row);
      const now = this.clock.now();
      await holdRole(tx, me, now);
      await tx.query(
        `UPDATE delivery_class_proposal SET state = $2, decided_by = $3, decided_at = $4, answer = $5 WHERE id = $1`,
        [id, state, me.userId, now, answer],
      );
      await this.audit.record(tx, me, {
        action: `delivery.${row.kind}-proposal-${state}`,
        subject: { type: 'class-group', id: row.classGroupId },
        after: { proposalId: id },
        ...(answer ? { reason: answer } : {}),
      });
      const decided = { decidedBy: me.userId, decidedByName: me.displayName, decidedAt: now };
      return this.#view(tx, me, { ...row, ...decided, state, answer });
    });
  }

  async #fulfill(tx: EntityManager, me: Actor, row: ProposalRow): Promise<void> {
    const { classGroupId, memberIds } = row;
    if (row.kind === 'placement') {
      const ids = memberIds as EnrollmentId[];
      const { refused } = await this.placements
        .placeIn(tx, me, classGroupId, { ids }, false)
        .catch(peopleOutOfReach);
      if (refused.length > 0) throw deliveryProblem('people-do-not-fit', { refused });
      return;
    }
    const group = await this.classGroups.lock(tx, me, classGroupId);
    const { trainerIds: now, organizerId } = await teamOf(tx, group);
    const refusal = refusesTrainers({ before: row.trainersBefore ?? [], now, proposed: memberIds });
    if (refusal) throw deliveryProblem(refusal);
    await this.teams.setIn(tx, me, group, { trainerIds: memberIds, organizerId });
  }

  /** The proposal that was made with this id before; another's, or one about something else, is none. */
  async #standing(
    tx: EntityManager,
    me: Actor,
    id: ClassProposalId,
    kind: ClassProposalKind,
    classGroupId: ClassGroupId,
  ): Promise<ClassProposal | null> {
    const [row]: ProposalRow[] = await tx.query(`SELECT ${PROPOSAL_COLUMNS} WHERE p.id = $1`, [id]);
    if (!row) return null;
    const isSame = row.kind === kind && row.classGroupId === classGroupId && row.proposedBy === me.userId;
    if (!isSame) throw deliveryProblem('id-taken');
    return this.#view(tx, me, row);
  }

  async #add(tx: EntityManager, me: Actor, proposal: NewProposal): Promise<ClassProposal> {
    const { id, kind, classGroupId, memberIds, trainersBefore, reason } = proposal;
    const added: unknown[] = await tx.query(
      `INSERT INTO delivery_class_proposal (id, kind, class_group_id, province_code, member_ids, trainers_before, reason,
         state, proposed_by, proposed_at)
       SELECT $1, $2, g.id, g.province_code, $4, $5, $6, 'open', $7, $8 FROM delivery_class_group g WHERE g.id = $3
       ON CONFLICT DO NOTHING RETURNING id`,
      [id, kind, classGroupId, memberIds, trainersBefore, reason, me.userId, this.clock.now()],
    );
    if (added.length > 0) {
      await this.audit.record(tx, me, {
        action: `delivery.${kind}-proposed`,
        subject: { type: 'class-group', id: classGroupId },
        after: { proposalId: id, memberIds },
        reason,
      });
    }
    // This one; or the same that waits already, whoever proposed it.
    const [row]: ProposalRow[] = await tx.query(
      `SELECT ${PROPOSAL_COLUMNS}
       WHERE p.class_group_id = $2 AND p.kind = $3 AND p.member_ids = $4::uuid[] AND (p.id = $1 OR p.state = 'open')
       ORDER BY (p.id = $1) DESC LIMIT 1`,
      [id, classGroupId, kind, memberIds],
    );
    return this.#view(tx, me, found(row));
  }

  /** Locked before classes and people: of two who answer at once the second finds it answered. */
  async #lock(
    tx: EntityManager,
    me: Actor,
    id: ClassProposalId,
    part: 'decides' | 'proposes',
  ): Promise<ProposalRow> {
    const where = this.#within(me, part).and('p.id = ?', id);
    if (part === 'proposes') where.and('p.proposed_by = ?', me.userId);
    const [row]: ProposalRow[] = await tx.query(
      `SELECT ${PROPOSAL_COLUMNS} WHERE ${where.sql} FOR UPDATE OF p`,
      where.parameters,
    );
    return found(row);
  }

  #within(me: Actor, part: 'any' | 'decides' | 'proposes'): Conditions {
    const kinds = kindsFor(me, part);
    const where = new Conditions();
    const columns = { class: 'p.class_group_id', province: 'p.province_code' };
    where.within((first) => withinScope(me, columns, first));
    const [only] = kinds;
    if (!only) throw commonProblem('not-found');
    // Of one kind by its index; both are all there are.
    if (kinds.length === 1) where.and('p.kind = ?', only);
    return where;
  }

  async #view(tx: EntityManager, me: Actor, row: ProposalRow): Promise<ClassProposal> {
    const [view] = await this.#views(tx, me, [row]);
    return found(view);
  }

  async #views(tx: EntityManager, me: Actor, rows: ProposalRow[]): Promise<ClassProposal[]> {
    const peopleOf = await peopleOfProposals(tx, rows);
    return rows.map((row) => {
      const { id, kind, classGroupId, classCode: code, className: name, state, reason, answer } = row;
      const { proposes, decides } = permissionsOfKind[kind];
      const isOpen = state === 'open';
      const isMine = row.proposedBy === me.userId;
      const isAboutMe = kind === 'trainers' && row.memberIds.includes(me.userId);
      return {
        id,
        kind,
        classGroup: { id: classGroupId, code, name },
        people: peopleOf.get(id) ?? [],
        state,
        reason,
        proposedBy: { personId: row.proposedBy, name: row.proposedByName },
        proposedAt: row.proposedAt.toISOString(),
        decidedBy: row.decidedBy ? { personId: row.decidedBy, name: row.decidedByName } : null,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        answer,
        isMineToWithdraw: isOpen && isMine && me.permissions.has(proposes),
        isMineToDecide: isOpen && !isMine && !isAboutMe && me.permissions.has(decides),
      };
    });
  }
}

/** The one rule of conflicts of interest, asked of whoever proposed it and of those whom a team is proposed with. */
async function isOwnProposal(tx: EntityManager, me: Actor, row: ProposalRow): Promise<boolean> {
  const decider = await deciderOf(tx, me.userId);
  const about = [row.proposedBy, ...(row.kind === 'trainers' ? row.memberIds : [])];
  const works: { personId: string; libraryId: string | null }[] = await tx.query(
    `SELECT w.id AS "personId", p.library_id AS "libraryId"
     FROM unnest($1::uuid[]) AS w(id) LEFT JOIN registry_person p ON p.id = w.id`,
    [about],
  );
  return works.some((work) => isOwnWork(work, decider));
}

/** Somebody is not there any more, or sits where the decider has no say: no more can be said of them. */
function peopleOutOfReach(error: unknown): never {
  if (error instanceof ProblemError && error.code === 'not-found')
    throw deliveryProblem('people-do-not-fit', { refused: [] });
  throw error;
}
