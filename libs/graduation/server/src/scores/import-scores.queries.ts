import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import type { Component } from '@bimtek/graduation-contracts';
import type { EntityManager } from 'typeorm';
import type { KnownScore } from './score-row.rules.ts';

export interface PersonByCode {
  code: string;
  personId: string;
  /** Of the enrollment. */
  libraryId: string | null;
  fullName: string;
  enrollmentId: string | null;
  classGroupId: string | null;
  className: string | null;
  state: EnrollmentState | null;
  scores: Partial<Record<Component, KnownScore>>;
}

/** People by participant code with their enrollment in a run and what is recorded for them, in one statement. */
export async function peopleByCode(
  tx: EntityManager,
  runId: string,
  codes: string[],
): Promise<Map<string, PersonByCode>> {
  const rows: PersonByCode[] = await tx.query(
    `SELECT a.participant_code AS code, a.person_id AS "personId", e.library_id AS "libraryId",
       coalesce(p.full_name, a.display_name) AS "fullName", e.id AS "enrollmentId",
       e.class_group_id AS "classGroupId", g.name AS "className", e.state,
       coalesce((SELECT jsonb_object_agg(s.component,
                   jsonb_build_object('value', s.value, 'outOf', s.out_of, 'source', s.source))
                 FROM graduation_component_score s WHERE s.enrollment_id = e.id), '{}') AS scores
     FROM identity_account a
     LEFT JOIN registry_person p ON p.id = a.person_id
     LEFT JOIN delivery_enrollment e ON e.person_id = a.person_id AND e.run_id = $2
     LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     WHERE a.participant_code = ANY($1::text[])`,
    [codes, runId],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

export interface ClassForImport {
  id: string;
  runId: string;
  state: ClassGroupState;
  curriculumVersionId: string;
  /** Role by which the person may record scores of the class now; null when that has ended. */
  role: string | null;
  displayName: string;
}

export async function classForImport(
  tx: EntityManager,
  classGroupId: string,
  personId: string,
  roles: readonly string[],
  now: Date,
): Promise<ClassForImport | null> {
  const rows: ClassForImport[] = await tx.query(
    `SELECT g.id, g.run_id AS "runId", g.state, r.curriculum_version_id AS "curriculumVersionId",
       coalesce((SELECT a.display_name FROM identity_account a WHERE a.person_id = $2), '–') AS "displayName",
       (SELECT i.role FROM identity_role_grant i
        WHERE i.person_id = $2 AND i.role = ANY($3::text[]) AND i.valid_from <= $4
          AND (i.valid_to IS NULL OR i.valid_to > $4)
          AND (i.level = 'national' OR (i.level = 'class' AND i.scope_id = g.id::text))
        ORDER BY (i.level = 'class') DESC LIMIT 1) AS role
     FROM delivery_class_group g JOIN delivery_run r ON r.id = g.run_id WHERE g.id = $1`,
    [classGroupId, personId, [...roles], now],
  );
  return rows[0] ?? null;
}
