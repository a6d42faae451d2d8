import {
  type BulkResult,
  type checkEnrollments,
  type ClassGroupState,
  dayIn,
  deliveryProblem,
  type endEnrollments,
  type exitStates,
  type RefusalCode,
  type Selection,
  type verifyEnrollments,
} from '@bimtek/delivery-contracts';
import type { Actor, BodyOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { deciderOf, isOwnWork } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EnrollmentMoves, type LockedPerson, sortOut } from './enrollment-moves.ts';
import { refusesExit, refusesMove } from './enrollment.rules.ts';

/** Verifying, sending back, ending and restoring: each person of a selection by the rules, one answer for all. */
@Injectable()
export class BulkActs {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly moves: EnrollmentMoves,
    private readonly audit: AuditLog,
  ) {}

  /** What the regency finds of people who wait for the province; it moves nobody. */
  async check(me: Actor, sent: BodyOf<typeof checkEnrollments>): Promise<BulkResult> {
    const note = sent.outcome === 'doubtful' ? sent.reason : null;
    return this.db.transaction(async (tx) => {
      const { people } = await this.moves.lock(tx, me, sent.people);
      const checker = await deciderOf(tx, me.userId);
      const same = await this.#checkedAs(tx, people, sent.outcome, note);
      const { moving, result } = sortOut(people, (person) => {
        if (isOwnWork(person, checker)) return 'own-library';
        if (person.state !== 'registered' && person.state !== 'needsCorrection') return 'move-not-possible';
        return same.has(person.id) ? 'already' : null;
      });
      const ids = moving.map(({ id }) => id);
      await tx.query(
        `INSERT INTO delivery_first_check (enrollment_id, outcome, note, checked_by, checked_at)
         SELECT id, $2, $3, $4, $5 FROM unnest($1::uuid[]) AS id
         ON CONFLICT (enrollment_id) DO UPDATE SET outcome = excluded.outcome, note = excluded.note,
           checked_by = excluded.checked_by, checked_at = excluded.checked_at`,
        [ids, sent.outcome, note, me.userId, this.clock.now()],
      );
      await this.audit.recordAll(
        tx,
        me,
        ids.map((id) => ({
          action: 'delivery.enrollment-checked',
          subject: { type: 'enrollment', id },
          after: { outcome: sent.outcome },
          ...(note ? { reason: note } : {}),
        })),
      );
      return result;
    });
  }

  async #checkedAs(tx: EntityManager, people: LockedPerson[], outcome: string, note: string | null) {
    const rows: { id: string }[] = await tx.query(
      `SELECT enrollment_id AS id FROM delivery_first_check
       WHERE enrollment_id = ANY($1::uuid[]) AND outcome = $2 AND note IS NOT DISTINCT FROM $3`,
      [people.map(({ id }) => id), outcome, note],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async verify(me: Actor, sent: BodyOf<typeof verifyEnrollments>): Promise<BulkResult> {
    const to = sent.outcome;
    const reason = sent.outcome === 'needsCorrection' ? sent.reason : undefined;
    return this.db.transaction(async (tx) => {
      const { people } = await this.moves.lock(tx, me, sent.people);
      const verifier = await deciderOf(tx, me.userId);
      const { moving, result } = sortOut(people, (person) => {
        if (person.state === to) return 'already';
        if (isOwnWork(person, verifier)) return 'own-library';
        return refusalOf(person, to, me, reason);
      });
      await this.moves.write(tx, me, moving, { to, ...(reason ? { reason } : {}) });
      return result;
    });
  }

  /** Takes people out of classes that have not begun. */
  async unplace(me: Actor, selection: Selection): Promise<BulkResult> {
    return this.db.transaction(async (tx) => {
      const { people, classStates } = await this.moves.lock(tx, me, selection);
      const { moving, result } = sortOut(people, (person) => {
        if (person.state === 'verified') return 'already';
        if (isClosed(person, classStates)) return 'class-closed';
        return refusalOf(person, 'verified', me);
      });
      await this.moves.write(tx, me, moving, { to: 'verified', classGroupId: null });
      return result;
    });
  }

  async end(me: Actor, sent: BodyOf<typeof endEnrollments>): Promise<BulkResult> {
    return this.db.transaction(async (tx) => {
      const { people, classStates } = await this.moves.lock(tx, me, sent.people);
      const firstDays = await this.#firstDays(tx, people);
      const { moving, result } = sortOut(people, (person) => {
        if (person.state === sent.to) return 'already';
        if (isClosed(person, classStates)) return 'class-closed';
        return refusalOf(person, sent.to, me, sent.reason) ?? this.#refusesDay(person, sent.to, firstDays);
      });
      await this.moves.write(tx, me, moving, { to: sent.to, reason: sent.reason });
      return result;
    });
  }

  /** Takes back an ending: who withdrew is registered again, who came late after all is active. */
  async restore(me: Actor, selection: Selection, reason: string): Promise<BulkResult> {
    return this.db.transaction(async (tx) => {
      const { people, classStates } = await this.moves.lock(tx, me, selection);
      const decider = await deciderOf(tx, me.userId);
      const back = (person: LockedPerson) => (person.state === 'noShow' ? 'active' : 'registered');
      const { moving, result } = sortOut(people, (person) => {
        if (person.state === 'active' || person.state === 'registered') return 'already';
        if (isOwnWork(person, decider)) return 'own-library';
        if (isClosed(person, classStates)) return 'class-closed';
        return refusalOf(person, back(person), me, reason);
      });
      const cameLate = moving.filter((person) => person.state === 'noShow');
      const withdrawn = moving.filter((person) => person.state !== 'noShow');
      await this.moves.write(tx, me, cameLate, { to: 'active', reason });
      await this.moves.write(tx, me, withdrawn, { to: 'registered', reason, classGroupId: null });
      return result;
    });
  }

  #refusesDay(
    person: LockedPerson,
    to: (typeof exitStates)[number],
    firstDays: Map<string, { startsOn: string; timeZone: string }>,
  ): RefusalCode | null {
    const first = firstDays.get(person.id);
    return first ? refusesExit(to, dayIn(first.timeZone, this.clock.now()), first.startsOn) : null;
  }

  async #firstDays(tx: EntityManager, people: LockedPerson[]) {
    const rows: { id: string; startsOn: string; timeZone: string }[] = await tx.query(
      `SELECT e.id, coalesce(w.starts_on, r.starts_on)::text AS "startsOn",
         coalesce(g.time_zone, pr.time_zone, 'Asia/Jakarta') AS "timeZone"
       FROM delivery_enrollment e
       JOIN delivery_run r ON r.id = e.run_id
       LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
       LEFT JOIN delivery_wave w ON w.id = g.wave_id
       LEFT JOIN registry_region pr ON pr.code = e.province_code
       WHERE e.id = ANY($1::uuid[])`,
      [people.map((person) => person.id)],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** What the table of moves says, as a code for one row; a missing reason is the whole act's fault. */
export function refusalOf(
  person: LockedPerson,
  to: LockedPerson['state'],
  me: Actor,
  reason?: string,
): 'move-not-possible' | 'not-allowed' | null {
  const refusal = refusesMove(person.state, to, me, reason);
  if (refusal === 'reason-missing') throw deliveryProblem('reason-missing');
  return refusal;
}

function isClosed(person: LockedPerson, classStates: Map<string, ClassGroupState>): boolean {
  return person.classGroupId !== null && classStates.get(person.classGroupId) === 'closed';
}
