import { seatedStates } from '@bimtek/delivery-contracts';
import type {
  Choice,
  GroupId,
  PollId,
  QuestionId,
  SessionId,
  SessionKind,
  SessionState,
} from '@bimtek/live-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { namedStatement, uuidsIn } from '@bimtek/platform-server';
import type { DataSource } from 'typeorm';
import { sessionsWithinScope } from '../sessions/session-scope.ts';

/** A session, and what it is to somebody at its door. */
export interface EntryRow {
  id: SessionId;
  runId: string;
  classGroupId: string | null;
  title: string;
  kind: SessionKind;
  startsAt: Date;
  endsAt: Date;
  state: SessionState;
  version: number;
  seatClassId: string | null;
  place: string | null;
  trainerPosition: number | null;
  trainedClassIds: string[] | null;
  scopeClassIds: string[] | null;
  muted: boolean;
  removed: boolean;
  handRaised: boolean;
  groupId: GroupId | null;
  votes: { pollId: PollId; choice: Choice; revision: number }[] | null;
  questions: QuestionId[] | null;
}

const SEATED = `'${seatedStates.join(`', '`)}'`;

/** $1 session, $2 person, $3 classes of the scope, then those of the scope's own condition. */
const entering = (scope: string) => `
  SELECT s.id, s.run_id AS "runId", s.class_group_id AS "classGroupId", s.title, s.kind, s.starts_at AS "startsAt",
    s.ends_at AS "endsAt", s.state, s.version, seat.class_group_id AS "seatClassId", seat.place,
    team.position AS "trainerPosition", team.class_ids AS "trainedClassIds",
    (SELECT array_agg(g.id) FROM delivery_class_group g WHERE g.id = ANY($3::uuid[]) AND g.run_id = s.run_id)
      AS "scopeClassIds",
    coalesce(x.muted, false) AS muted, coalesce(x.removed, false) AS removed,
    EXISTS (SELECT 1 FROM live_hand h WHERE h.session_id = s.id AND h.person_id = $2) AS "handRaised",
    (SELECT m.group_id FROM live_room r JOIN live_group_member m ON m.work_id = r.group_work_id
     WHERE r.session_id = s.id AND m.person_id = $2) AS "groupId",
    (SELECT jsonb_agg(jsonb_build_object('pollId', p.id, 'choice', v.choice, 'revision', v.revision))
     FROM live_poll p JOIN live_vote v ON v.poll_id = p.id AND v.person_id = $2
     WHERE p.session_id = s.id AND p.state <> 'draft') AS votes,
    (SELECT array_agg(q.id) FROM live_question q JOIN live_question_vote w ON w.question_id = q.id AND w.person_id = $2
     WHERE q.session_id = s.id) AS questions
  FROM live_session s
  LEFT JOIN LATERAL (
    SELECT e.class_group_id, v.name AS place FROM delivery_enrollment e
    LEFT JOIN registry_library l ON l.id = e.library_id
    LEFT JOIN registry_region v ON v.code = l.village_code
    WHERE e.person_id = $2 AND e.run_id = s.run_id AND e.state IN (${SEATED})
      AND (s.class_group_id IS NULL OR e.class_group_id = s.class_group_id)
    LIMIT 1) seat ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(t.class_group_id) AS class_ids,
      min(CASE WHEN s.class_group_id IS NULL THEN 1 ELSE (
        SELECT count(*)::int FROM delivery_class_trainer o
        WHERE o.class_group_id = t.class_group_id AND (o.position, o.person_id) < (t.position, t.person_id)) END) AS position
    FROM delivery_class_trainer t JOIN delivery_class_group g ON g.id = t.class_group_id
    WHERE t.person_id = $2 AND g.run_id = s.run_id AND (s.class_group_id IS NULL OR g.id = s.class_group_id)) team ON true
  LEFT JOIN live_restriction x ON x.session_id = s.id AND x.person_id = $2
  WHERE s.id = $1 AND (${scope})`;

const byLevel = new Map<string, ReturnType<typeof namedStatement<EntryRow>>>();

/** What a session is to the person who asks; nothing when their role does not reach it. Planned once a kind of scope. */
export async function readEntry(
  db: DataSource,
  me: Actor,
  sessionId: SessionId,
): Promise<EntryRow | undefined> {
  const { sql, parameters } = sessionsWithinScope(me, 4);
  const { level, ids } = me.scope;
  // One class and several are two conditions.
  const name = `live.enter-${level}${ids.length === 1 ? '-one' : ''}`;
  let statement = byLevel.get(name);
  if (!statement) byLevel.set(name, (statement = namedStatement<EntryRow>(name, entering(sql))));
  const classIds = level === 'class' ? uuidsIn(ids) : [];
  const [row] = await statement(db, [sessionId, me.userId, classIds, ...parameters]);
  return row;
}
