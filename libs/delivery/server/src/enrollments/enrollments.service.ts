import {
  type ClassGroupId,
  type ClassGroupState,
  deliveryProblem,
  type EnrollmentId,
  type EnrollmentState,
  exitStates,
  type RunId,
  type TimeZone,
} from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { namedStatement } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EnrollmentMoves } from './enrollment-moves.ts';
import { refusesMove } from './enrollment.rules.ts';

/** Where a person learns now. Days are calendar days of the time zone: of the class, before that of the run. */
export interface CurrentEnrollment {
  enrollmentId: EnrollmentId;
  runId: RunId;
  runName: string;
  curriculumVersionId: string;
  state: EnrollmentState;
  /** Why the data has to be corrected, or why somebody left, in the words of who decided it. */
  stateReason: string | null;
  classGroupId: ClassGroupId | null;
  classCode: string | null;
  className: string | null;
  classState: ClassGroupState | null;
  timeZone: TimeZone;
  startsOn: string;
  endsOn: string;
}

/**
 * The current enrollment of the person `$1`, with `exitStates` as `$2`: one row or none, columns as `CurrentEnrollment`.
 * Contexts to the right put it into statements of their own, so that what is current is said only here.
 */
export const CURRENT_ENROLLMENT = `
   SELECT e.id AS "enrollmentId", e.run_id AS "runId", r.name AS "runName",
     r.curriculum_version_id AS "curriculumVersionId", e.state, e.state_reason AS "stateReason",
     e.class_group_id AS "classGroupId",
     g.code AS "classCode", g.name AS "className", g.state AS "classState",
     coalesce(g.time_zone, pr.time_zone, 'Asia/Jakarta') AS "timeZone",
     coalesce(w.starts_on, r.starts_on)::text AS "startsOn", coalesce(w.ends_on, r.ends_on)::text AS "endsOn"
   FROM delivery_enrollment e
   JOIN delivery_run r ON r.id = e.run_id
   LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
   LEFT JOIN delivery_wave w ON w.id = g.wave_id
   LEFT JOIN registry_region pr ON pr.code = e.province_code
   WHERE e.person_id = $1 AND e.state <> 'proposed'
   ORDER BY (e.state = 'active') DESC, (e.state = ANY($2::text[])), e.created_at DESC, e.id DESC
   LIMIT 1`;

const currentEnrollment = namedStatement<CurrentEnrollment>(
  'delivery.current-enrollment',
  CURRENT_ENROLLMENT,
);

/** For contexts to the right: where a person stands, and moving people along. */
@Injectable()
export class Enrollments {
  constructor(
    private readonly db: DataSource,
    private readonly moves: EnrollmentMoves,
  ) {}

  /** Of several enrollments the active one, then the newest; null for somebody who takes part in nothing. */
  async currentOf(personId: string): Promise<CurrentEnrollment | null> {
    const [current] = await currentEnrollment(this.db, [personId, [...exitStates]]);
    return current ?? null;
  }

  /**
   * Moves people to a state in the caller's transaction and gives back who was moved. Who is there already is left
   * alone, so a repeated call moves nobody; if anybody may not be moved, nobody is. People outside the actor's scope
   * are not found, and those of a closed class stay as they are. Locks the people's classes first: whoever also closes the class keeps that order by themselves.
   */
  async move(
    tx: EntityManager,
    me: Actor | 'system',
    enrollmentIds: readonly string[],
    to: EnrollmentState,
    reason?: string,
  ): Promise<EnrollmentId[]> {
    if (enrollmentIds.length === 0) return [];
    const { people, classStates } = await this.moves.lock(tx, me, {
      ids: [...enrollmentIds] as EnrollmentId[],
    });
    const moving = people.filter((person) => person.state !== to);
    for (const person of moving) {
      if (person.classGroupId && classStates.get(person.classGroupId) === 'closed')
        throw deliveryProblem('class-closed');
      const refusal = refusesMove(person.state, to, me, reason);
      if (refusal === 'reason-missing') throw deliveryProblem('reason-missing');
      if (refusal)
        throw deliveryProblem('move-not-possible', { enrollmentId: person.id, from: person.state, to });
    }
    await this.moves.write(tx, me, moving, { to, ...(reason ? { reason } : {}) });
    return moving.map((person) => person.id);
  }
}
