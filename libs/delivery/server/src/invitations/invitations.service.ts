import {
  deliveryProblem,
  type EnrollmentId,
  type getInvitable,
  type inviteCandidates,
  type RunId,
} from '@bimtek/delivery-contracts';
import { type Actor, type BodyOf, found, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, Ids, withinScope } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { runsWithinScope } from '../delivery-scope.ts';
import { sortName } from '../enrollments/enrollment.rules.ts';
import { Run } from '../runs/run.entity.ts';

interface Candidate {
  personId: string;
  libraryId: string;
  regencyCode: string;
  provinceCode: string;
  fullName: string;
  isActive: boolean;
}

@Injectable()
export class Invitations {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: AuditLog,
  ) {}

  async invitable(me: Actor, runId: RunId): Promise<ResultOf<typeof getInvitable>> {
    await this.#run(this.db.manager, me, runId);
    const where = candidatesWithin(me, runId);
    const items: ResultOf<typeof getInvitable>['items'] = await this.db.query(
      `SELECT d.id AS "decreeId", d.number AS "decreeNumber", l.province_code AS "provinceCode",
         coalesce(pr.name, l.province_code) AS "provinceName", count(*)::int AS candidates, count(e.id)::int AS enrolled
       FROM registry_candidate c
       JOIN registry_decree d ON d.id = c.decree_id
       JOIN registry_library l ON l.id = c.library_id
       LEFT JOIN registry_region pr ON pr.code = l.province_code
       LEFT JOIN delivery_enrollment e ON e.person_id = c.person_id AND e.run_id = ${where.value(runId)}
       WHERE ${where.sql}
       GROUP BY d.id, l.province_code, pr.name ORDER BY d.decided_on DESC, d.number, "provinceName"`,
      where.parameters,
    );
    return { items };
  }

  /**
   * Enrolls the candidates of a decree within scope. Who has an active account already is registered at once. A second
   * call, or two offices at once, find everybody there: a person is in a run once.
   */
  async invite(
    me: Actor,
    runId: RunId,
    sent: BodyOf<typeof inviteCandidates>,
  ): Promise<ResultOf<typeof inviteCandidates>> {
    return this.db.transaction(async (tx) => {
      const run = await this.#run(tx, me, runId);
      if (run.state === 'finished' || run.state === 'canceled') throw deliveryProblem('run-finished');
      const candidates = await this.#candidates(tx, me, runId, sent);
      if (candidates.length === 0) throw deliveryProblem('nobody-to-invite');
      const invited = await this.#enroll(tx, runId, candidates);
      if (invited > 0) {
        await tx.query(`UPDATE delivery_run SET state = 'registration' WHERE id = $1 AND state = 'planned'`, [
          runId,
        ]);
        await this.audit.record(tx, me, {
          action: 'delivery.candidates-invited',
          subject: { type: 'run', id: runId },
          after: { ...sent, invited },
        });
      }
      return { invited, already: candidates.length - invited };
    });
  }

  async #run(tx: EntityManager, me: Actor, runId: RunId): Promise<Run> {
    const where = new Conditions().and('r.id = ?', runId).within((first) => runsWithinScope(me, first));
    const [row]: { id: RunId }[] = await tx.query(
      `SELECT r.id FROM delivery_run r WHERE ${where.sql}`,
      where.parameters,
    );
    return found(await tx.findOneBy(Run, { id: found(row).id }));
  }

  /** Accounts are held while their state is read: an activation in the same moment waits, and then finds its enrollment. */
  async #candidates(
    tx: EntityManager,
    me: Actor,
    runId: RunId,
    sent: BodyOf<typeof inviteCandidates>,
  ): Promise<Candidate[]> {
    const where = candidatesWithin(me, runId).and('c.decree_id = ?', sent.decreeId);
    if (sent.province) where.and('l.province_code = ?', sent.province);
    return tx.query(
      `SELECT c.person_id AS "personId", c.library_id AS "libraryId", l.regency_code AS "regencyCode",
         l.province_code AS "provinceCode", p.full_name AS "fullName", a.state = 'active' AS "isActive"
       FROM registry_candidate c
       JOIN registry_library l ON l.id = c.library_id
       JOIN registry_person p ON p.id = c.person_id
       JOIN identity_account a ON a.person_id = c.person_id
       WHERE ${where.sql} ORDER BY a.id FOR SHARE OF a`,
      where.parameters,
    );
  }

  async #enroll(tx: EntityManager, runId: RunId, candidates: Candidate[]): Promise<number> {
    // Somebody named for two libraries is one person in the run.
    const people = [...new Map(candidates.map((candidate) => [candidate.personId, candidate])).values()];
    const now = this.clock.now();
    const rows = people.map((person) => ({
      id: this.ids.next<EnrollmentId>(),
      ...person,
      sortName: sortName(person.fullName),
      state: person.isActive ? 'registered' : 'invited',
    }));
    const inserted: { id: string }[] = await tx.query(
      `INSERT INTO delivery_enrollment
         (id, run_id, person_id, library_id, regency_code, province_code, state, state_changed_at, sort_name, created_at)
       SELECT r.id, $2, r."personId", r."libraryId", r."regencyCode", r."provinceCode", r.state, $3, r."sortName", $3
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "personId" uuid, "libraryId" uuid, "regencyCode" text,
         "provinceCode" text, state text, "sortName" text)
       ON CONFLICT ON CONSTRAINT delivery_enrollment_person DO NOTHING
       RETURNING id`,
      [JSON.stringify(rows), runId, now],
    );
    return inserted.length;
  }
}

/** Candidates (c, with library l) an actor may invite; an organizer those of the provinces of the own classes. */
function candidatesWithin(me: Actor, runId: RunId): Conditions {
  const where = new Conditions();
  if (me.scope.level === 'class') {
    return where.and(
      `l.province_code IN (SELECT province_code FROM delivery_class_group WHERE id::text = ANY(?::text[]) AND run_id = ?)`,
      me.scope.ids,
      runId,
    );
  }
  const columns = { regency: 'l.regency_code', province: 'l.province_code' };
  return where.within((first) => withinScope(me, columns, first));
}
