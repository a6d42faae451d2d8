import type {
  Appeal as AppealView,
  AppealId,
  AppealState,
  AssignmentCode,
  SubmissionId,
  SubmissionState,
} from '@bimtek/assignments-contracts';
import type { ClassGroupId, ClassGroupState } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions, Keyset } from '@bimtek/platform-server';
import { ownWork, type WorkOf } from '@bimtek/registry-server';
import type { EntityManager } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';

const DECISION = `CASE WHEN a.outcome IS NOT NULL THEN json_build_object('outcome', a.outcome,
  'reason', a.decision_reason, 'by', coalesce(decider.display_name, '–'), 'at', a.decided_at,
  'score', a.score_after) END AS decision`;

interface DecisionRow {
  outcome: 'kept' | 'changed';
  reason: string;
  by: string;
  at: string;
  score: number;
}

export interface AppealFactsRow {
  id: AppealId;
  state: AppealState;
  reason: string;
  madeAt: Date;
  scoreBefore: number;
  decision: DecisionRow | null;
}

export function appealView({ madeAt, decision, ...row }: AppealFactsRow): AppealView {
  const { id, state, reason, scoreBefore } = row;
  return {
    id,
    state,
    reason,
    scoreBefore,
    madeAt: madeAt.toISOString(),
    decision: decision && { ...decision, at: new Date(decision.at).toISOString() },
  };
}

export interface MyWork {
  submissionId: SubmissionId;
  state: SubmissionState;
  releasedAt: Date | null;
  markId: string | null;
  markerId: string | null;
  score: number | null;
  timeZone: string | null;
}

/** The own work with the mark that counts and the newest appeal; nulls where there is none. */
export async function readMyWork(
  tx: EntityManager,
  { enrollmentId, assignmentCode }: { enrollmentId: string; assignmentCode: string },
): Promise<{ work: MyWork | null; appeal: AppealFactsRow | null }> {
  const [work]: MyWork[] = await tx.query(
    `SELECT s.id AS "submissionId", s.state, s.released_at AS "releasedAt", s.mark_id AS "markId",
       m.marker_id AS "markerId", coalesce(s.agreed_score, m.score)::float8 AS score, g.time_zone AS "timeZone"
     FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
     LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     LEFT JOIN assignments_mark m ON m.id = s.mark_id
     WHERE s.enrollment_id = $1 AND s.assignment_code = $2`,
    [enrollmentId, assignmentCode],
  );
  if (!work) return { work: null, appeal: null };
  const [appeal]: AppealFactsRow[] = await tx.query(
    `SELECT a.id, a.state, a.reason, a.made_at AS "madeAt", a.score_before::float8 AS "scoreBefore", ${DECISION}
     FROM assignments_appeal a LEFT JOIN identity_account decider ON decider.person_id = a.decided_by
     WHERE a.submission_id = $1 ORDER BY a.made_at DESC LIMIT 1`,
    [work.submissionId],
  );
  return { work, appeal: appeal ?? null };
}

export interface AppealItem extends AppealFactsRow {
  submissionId: SubmissionId;
  markId: string;
  assignmentCode: AssignmentCode;
  classGroupId: ClassGroupId;
  classCode: string;
  className: string;
  classState: ClassGroupState;
  name: string;
  place: string | null;
  markerName: string | null;
  isOwnWork: boolean;
  hasMarked: boolean;
}

/** Appeals about work within scope, what waits longest first: the statement and its place in the list. */
export function appealsStatement(
  me: Actor,
  decider: WorkOf,
  filter: { appealId: string } | { state: AppealState },
  asked: { after?: string | undefined; before?: string | undefined; limit: number },
) {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  where.and(TAKING_PART);
  if ('appealId' in filter) where.and('a.id = ?', filter.appealId);
  else where.and('a.state = ?', filter.state);
  const keyset = new Keyset(
    [
      { sql: 'a.made_at', type: 'timestamptz' },
      { sql: 'a.id', type: 'uuid' },
    ],
    asked,
  );
  keyset.narrow(where);
  const conditions = where.sql;
  const me$ = where.value(me.userId);
  const own = ownWork(
    { person: 'e.person_id', library: 'e.library_id' },
    decider,
    where.parameters.length + 1,
  );
  where.parameters.push(...own.parameters);
  const sql = `
    SELECT a.id, a.state, a.reason, a.made_at AS "madeAt", a.score_before::float8 AS "scoreBefore", ${DECISION},
      s.id AS "submissionId", a.mark_id AS "markId", s.assignment_code AS "assignmentCode", g.id AS "classGroupId",
      g.code AS "classCode", g.name AS "className", g.state AS "classState",
      coalesce(p.full_name, e.sort_name) AS name, place.name AS place, marker.display_name AS "markerName",
      ${own.sql} AS "isOwnWork",
      EXISTS (SELECT FROM assignments_mark other JOIN assignments_mark m ON m.version_id = other.version_id
              WHERE m.id = a.mark_id AND other.marker_id = ${me$} AND other.state <> 'draft') AS "hasMarked"
    FROM assignments_appeal a
    JOIN assignments_submission s ON s.id = a.submission_id
    JOIN delivery_enrollment e ON e.id = s.enrollment_id
    JOIN delivery_class_group g ON g.id = e.class_group_id
    JOIN assignments_mark about ON about.id = a.mark_id
    LEFT JOIN identity_account marker ON marker.person_id = about.marker_id
    LEFT JOIN identity_account decider ON decider.person_id = a.decided_by
    LEFT JOIN registry_person p ON p.id = e.person_id
    LEFT JOIN registry_library l ON l.id = e.library_id
    LEFT JOIN registry_region place ON place.code = l.village_code
    WHERE ${conditions}
    ORDER BY ${keyset.order} LIMIT ${keyset.limit}`;
  return { sql, parameters: where.parameters, keyset };
}

export async function countOpenAppeals(tx: EntityManager, me: Actor): Promise<number> {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  const [row] = await tx.query<[{ open: number }]>(
    `SELECT count(*)::int AS open FROM assignments_appeal a JOIN assignments_submission s ON s.id = a.submission_id
     JOIN delivery_enrollment e ON e.id = s.enrollment_id
     WHERE a.state = 'open' AND ${TAKING_PART} AND ${where.sql}`,
    where.parameters,
  );
  return row.open;
}
