import type { TimeZone } from '@bimtek/delivery-contracts';
import type { SeriesId, SessionId, SessionKind, SessionState } from '@bimtek/live-contracts';
import type { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import type { Stage } from '../stage/stage.ts';
import type { LiveSession } from './live-session.entity.ts';
import type { Span } from './session.rules.ts';

export interface SessionRow {
  id: SessionId;
  runId: string;
  curriculumVersionId: string;
  classGroupId: string | null;
  classCode: string | null;
  className: string | null;
  timeZone: TimeZone | null;
  kind: SessionKind;
  moduleCode: string | null;
  title: string;
  lessonHours: number;
  startsAt: Date;
  endsAt: Date;
  state: SessionState;
  version: number;
  movedFrom: Date | null;
  changeReason: string | null;
  seriesId: SeriesId | null;
  stage: Stage;
  slides: number;
  recordingUrl: string | null;
  summary: string | null;
}

const COLUMNS = `s.id, s.run_id AS "runId", r.curriculum_version_id AS "curriculumVersionId",
  s.class_group_id AS "classGroupId", g.code AS "classCode", g.name AS "className", g.time_zone AS "timeZone",
  s.kind, s.module_code AS "moduleCode", s.title, s.lesson_hours::float AS "lessonHours", s.starts_at AS "startsAt",
  s.ends_at AS "endsAt", s.state, s.version, s.moved_from AS "movedFrom", s.change_reason AS "changeReason",
  s.series_id AS "seriesId", s.stage, s.recording_url AS "recordingUrl", s.summary,
  coalesce((SELECT jsonb_array_length(d.pages) FROM live_slide_deck d WHERE d.session_id = s.id AND d.state = 'ready'), 0)
    AS slides`;

export async function readSessions(
  tx: EntityManager,
  where: Conditions,
  page: { order: string; limit: number },
): Promise<SessionRow[]> {
  // The page is found first; what belongs to each of its rows is looked up for these alone.
  return tx.query(
    `WITH page AS MATERIALIZED (
       SELECT s.* FROM live_session s WHERE ${where.sql} ORDER BY ${page.order} LIMIT ${page.limit})
     SELECT ${COLUMNS} FROM page s JOIN delivery_run r ON r.id = s.run_id
     LEFT JOIN delivery_class_group g ON g.id = s.class_group_id ORDER BY ${page.order}`,
    where.parameters,
  );
}

/** Writes everything about these sessions that can change, in one statement. */
export async function writeSessions(tx: EntityManager, sessions: readonly LiveSession[]): Promise<void> {
  if (sessions.length === 0) return;
  await tx.query(
    `UPDATE live_session s SET module_code = n."moduleCode", title = n.title, lesson_hours = n."lessonHours",
       starts_at = n."startsAt", ends_at = n."endsAt", state = n.state, stage = n.stage, recording_url = n."recordingUrl",
       summary = n.summary, version = n.version, moved_from = n."movedFrom", change_reason = n."changeReason",
       changed_at = n."changedAt"
     FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, "moduleCode" text, title text, "lessonHours" numeric,
       "startsAt" timestamptz, "endsAt" timestamptz, state text, stage jsonb, "recordingUrl" text, summary text,
       version int, "movedFrom" timestamptz, "changeReason" text, "changedAt" timestamptz)
     WHERE s.id = n.id`,
    [JSON.stringify(sessions)],
  );
}

export interface RunFacts {
  id: string;
  name: string;
  state: string;
  curriculumVersionId: string;
}

/** The run, held so that nothing for all of it is planned meanwhile; or held alone by whoever plans that. */
export async function holdRun(
  tx: EntityManager,
  runId: string,
  lock: 'SHARE' | 'UPDATE',
): Promise<RunFacts | undefined> {
  const [run]: RunFacts[] = await tx.query(
    `SELECT id, name, state, curriculum_version_id AS "curriculumVersionId" FROM delivery_run WHERE id = $1 FOR ${lock}`,
    [runId],
  );
  return run;
}

export interface Taken extends Span {
  id: SessionId;
  title: string;
  /** Null: of the whole run. */
  className: string | null;
}

/** Sessions that take place between two instants for the class (and for all of its run), or for all of the run alone. */
export async function takenTimes(
  tx: EntityManager,
  of: { runId: string; classGroupId: string | null },
  { startsAt, endsAt }: Span,
  except: readonly string[],
): Promise<Taken[]> {
  return tx.query(
    `SELECT s.id, s.title, g.name AS "className", s.starts_at AS "startsAt", s.ends_at AS "endsAt"
     FROM live_session s LEFT JOIN delivery_class_group g ON g.id = s.class_group_id
     WHERE (s.class_group_id = $2 OR (s.class_group_id IS NULL AND s.run_id = $1))
       AND s.state <> 'cancelled' AND s.starts_at < $4 AND s.ends_at > $3 AND s.id <> ALL($5::uuid[])
     ORDER BY s.starts_at, s.id`,
    [of.runId, of.classGroupId, startsAt, endsAt, except],
  );
}

export interface Elsewhere extends Taken {
  /** The trainer; null when it is the class that is elsewhere. */
  person: string | null;
}

/** Other classes' sessions of the people who lead this class, between two instants. */
export async function trainersElsewhere(
  tx: EntityManager,
  classGroupId: string,
  { startsAt, endsAt }: Span,
): Promise<Elsewhere[]> {
  return tx.query(
    `SELECT s.id, s.title, g.name AS "className", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
       coalesce(a.display_name, '–') AS person
     FROM delivery_class_trainer mine
     JOIN delivery_class_trainer also ON also.person_id = mine.person_id AND also.class_group_id <> mine.class_group_id
     JOIN live_session s ON s.class_group_id = also.class_group_id
     JOIN delivery_class_group g ON g.id = s.class_group_id
     LEFT JOIN identity_account a ON a.person_id = mine.person_id
     WHERE mine.class_group_id = $1 AND s.state <> 'cancelled' AND s.starts_at < $3 AND s.ends_at > $2
     ORDER BY s.starts_at, s.id, mine.position`,
    [classGroupId, startsAt, endsAt],
  );
}

/** Sessions of single classes of a run between two instants; a few tell enough. */
export async function classesElsewhere(
  tx: EntityManager,
  runId: string,
  { startsAt, endsAt }: Span,
): Promise<Elsewhere[]> {
  return tx.query(
    `SELECT s.id, s.title, g.name AS "className", s.starts_at AS "startsAt", s.ends_at AS "endsAt", NULL AS person
     FROM delivery_class_group g JOIN live_session s ON s.class_group_id = g.id
     WHERE g.run_id = $1 AND s.state <> 'cancelled' AND s.starts_at < $3 AND s.ends_at > $2
     ORDER BY s.starts_at, s.id LIMIT 200`,
    [runId, startsAt, endsAt],
  );
}
