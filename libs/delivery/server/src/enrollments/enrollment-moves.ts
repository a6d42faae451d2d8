import {
  type BulkResult,
  type ClassGroupId,
  type ClassGroupState,
  deliveryProblem,
  type EnrollmentId,
  type EnrollmentState,
  type RefusalCode,
  type RunId,
  type Selection,
  SELECTION_MAX,
} from '@bimtek/delivery-contracts';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, commonProblem } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FROM_PEOPLE, selectionWhere } from './people.queries.ts';

/** A person of a selection, locked for this transaction. */
export interface LockedPerson {
  id: EnrollmentId;
  runId: RunId;
  personId: string;
  libraryId: string | null;
  provinceCode: string;
  /** Zone of the person's own province. */
  timeZone: string | null;
  classGroupId: ClassGroupId | null;
  state: EnrollmentState;
  name: string;
}

export interface LockedPeople {
  people: LockedPerson[];
  /** State of every class that a person of the selection, or the act itself, is about. */
  classStates: Map<ClassGroupId, ClassGroupState>;
}

/** The one place where people are locked and their state is written, each time with its line in the audit log. */
@Injectable()
export class EnrollmentMoves {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Locks first the classes, then the people, each in the order of their ids, so that two bulk acts wait for each other
   * instead of blocking one another; then the role of whoever acts, until the act is done. 404 when somebody named is not there or not within scope.
   */
  async lock(
    tx: EntityManager,
    me: Actor | 'system',
    selection: Selection,
    alsoClass?: ClassGroupId,
  ): Promise<LockedPeople> {
    const where =
      me === 'system'
        ? new Conditions().and('e.id = ANY(?::uuid[])', 'ids' in selection ? selection.ids : [])
        : selectionWhere(me, selection);
    const condition = where.sql;
    const parameters = [...where.parameters];
    const classes: { id: ClassGroupId; state: ClassGroupState }[] = await tx.query(
      `SELECT c.id, c.state FROM delivery_class_group c
       WHERE c.id IN (SELECT e.class_group_id ${FROM_PEOPLE} WHERE ${condition})
          OR c.id = $${parameters.length + 1}::uuid
       ORDER BY c.id FOR UPDATE`,
      [...parameters, alsoClass ?? null],
    );
    const people: LockedPerson[] = await tx.query(
      `SELECT e.id, e.run_id AS "runId", e.person_id AS "personId", e.library_id AS "libraryId",
         e.province_code AS "provinceCode", pr.time_zone AS "timeZone", e.class_group_id AS "classGroupId", e.state,
         coalesce(p.full_name, e.sort_name) AS name
       ${FROM_PEOPLE} WHERE ${condition} ORDER BY e.id LIMIT ${SELECTION_MAX + 1} FOR UPDATE OF e`,
      parameters,
    );
    if ('ids' in selection && people.length < new Set(selection.ids).size) throw commonProblem('not-found');
    if (people.length > SELECTION_MAX) throw deliveryProblem('too-many', { most: SELECTION_MAX });
    await holdRole(tx, me, this.clock.now());
    return { people, classStates: new Map(classes.map((group) => [group.id, group.state])) };
  }

  /** Writes one state for all of them; `classGroupId` only when the class changes too (null: out of the class). */
  async write(
    tx: EntityManager,
    me: Actor | 'system',
    people: readonly LockedPerson[],
    change: { to: EnrollmentState; reason?: string; classGroupId?: ClassGroupId | null },
  ): Promise<void> {
    if (people.length === 0) return;
    const { to, reason, classGroupId } = change;
    const keepsClass = classGroupId === undefined;
    await tx.query(
      `UPDATE delivery_enrollment
       SET state = $2, state_reason = $3, state_changed_at = $4,
         class_group_id = CASE WHEN $5 THEN class_group_id ELSE $6::uuid END
       WHERE id = ANY($1::uuid[])`,
      [
        people.map((person) => person.id),
        to,
        reason ?? null,
        this.clock.now(),
        keepsClass,
        classGroupId ?? null,
      ],
    );
    await this.audit.recordAll(
      tx,
      me,
      people.map((person) => ({
        action: `delivery.enrollment-${kebab(to)}`,
        subject: { type: 'enrollment', id: person.id },
        before: { state: person.state, classGroupId: person.classGroupId },
        after: { state: to, classGroupId: keepsClass ? person.classGroupId : classGroupId },
        ...(reason ? { reason } : {}),
      })),
    );
  }
}

type Verdict = RefusalCode | 'already' | null;

/** Sorts a selection by what a rule says of each person, and makes the answer of a bulk act. */
export function sortOut(
  people: readonly LockedPerson[],
  judge: (person: LockedPerson) => Verdict,
): { moving: LockedPerson[]; result: BulkResult } {
  const moving: LockedPerson[] = [];
  const result: BulkResult = { moved: 0, already: 0, refused: [] };
  for (const person of people) {
    const verdict = judge(person);
    if (verdict === null) moving.push(person);
    else if (verdict === 'already') result.already++;
    else result.refused.push({ enrollmentId: person.id, name: person.name, code: verdict });
  }
  result.moved = moving.length;
  return { moving, result };
}

function kebab(state: EnrollmentState): string {
  return state.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
