import type { AssignmentCode, MarkContent, SampleId, SubmissionId } from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import type { RunId } from '@bimtek/delivery-contracts';
import { runsWithinScope } from '@bimtek/delivery-server';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Conditions } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';
import { newestCorrection } from '../rubrics/rubric.queries.ts';

export interface SampleFacts {
  id: SampleId;
  assignmentCode: AssignmentCode;
  number: number;
  text: string;
  isFromWork: boolean;
  begun: number;
  points: number[];
}

/** The samples of a run that are marked, or were and counted. */
export function samplesOfRun(tx: EntityManager, runId: string): Promise<SampleFacts[]> {
  return tx.query(
    `SELECT s.id, s.assignment_code AS "assignmentCode", s.number, s.text, s.source_id IS NOT NULL AS "isFromWork",
       (SELECT count(*)::int FROM assignments_sample_mark m WHERE m.sample_id = s.id AND m.finished_at IS NULL) AS begun,
       ARRAY(SELECT m.points FROM assignments_sample_mark m
             WHERE m.sample_id = s.id AND m.finished_at IS NOT NULL) AS points
     FROM assignments_sample s WHERE s.run_id = $1 AND s.retired_at IS NULL
     ORDER BY s.assignment_code, s.number`,
    [runId],
  );
}

export interface PanelRow {
  sampleId: string;
  markerId: string;
  name: string;
  points: number;
}

/** All finished marks on samples of a run, with their makers: some hundred trainers times at most twenty samples. */
export function panelOfRun(tx: EntityManager, runId: string): Promise<PanelRow[]> {
  return tx.query(
    `SELECT m.sample_id AS "sampleId", m.marker_id AS "markerId", coalesce(i.display_name, '–') AS name, m.points
     FROM assignments_sample s JOIN assignments_sample_mark m ON m.sample_id = s.id
     LEFT JOIN identity_account i ON i.person_id = m.marker_id
     WHERE s.run_id = $1 AND m.finished_at IS NOT NULL`,
    [runId],
  );
}

/** Classes of earlier runs whose texts are offered, and texts in all. */
const SOURCE_CLASSES = 5;
const SOURCES = 40;

/** Released texts of earlier runs. A few classes by lot, the same each time, so that no year is read as a whole. */
export function sampleSources(
  tx: EntityManager,
  runId: string,
  assignmentCode: string,
): Promise<{ submissionId: SubmissionId; runName: string; text: string; score: number }[]> {
  return tx.query(
    `WITH classes AS (
       SELECT g.id, r.name FROM delivery_run mine
       JOIN delivery_run r ON r.starts_on < mine.starts_on AND r.id <> mine.id
       JOIN delivery_class_group g ON g.run_id = r.id
       WHERE mine.id = $1 ORDER BY md5(g.id::text || mine.id::text) LIMIT ${SOURCE_CLASSES}
     )
     SELECT s.id AS "submissionId", classes.name AS "runName", v.content->>'text' AS text,
       coalesce(s.agreed_score, m.score)::float8 AS score
     FROM classes JOIN delivery_enrollment e ON e.class_group_id = classes.id AND ${TAKING_PART}
     JOIN assignments_submission s ON s.enrollment_id = e.id AND s.assignment_code = $2 AND s.state = 'released'
     JOIN assignments_version v ON v.submission_id = s.id AND v.number = s.versions
     JOIN assignments_mark m ON m.id = s.mark_id
     WHERE length(v.content->>'text') >= 50
     ORDER BY score, s.id LIMIT ${SOURCES}`,
    [runId, assignmentCode],
  );
}

/** Whether this is released work of an earlier run on the assignment. */
export async function isSource(
  tx: EntityManager,
  runId: string,
  assignmentCode: string,
  submissionId: string,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
     JOIN delivery_run r ON r.id = e.run_id JOIN delivery_run mine ON mine.id = $1
     WHERE s.id = $3 AND s.assignment_code = $2 AND s.state = 'released' AND r.starts_on < mine.starts_on`,
    [runId, assignmentCode, submissionId],
  );
  return rows.length > 0;
}

export interface MySampleFacts {
  id: SampleId;
  runId: RunId;
  runName: string;
  curriculumVersionId: string;
  assignmentCode: AssignmentCode;
  number: number;
  text: string;
  isRetired: boolean;
  correctedRubric: Rubric | null;
  content: MarkContent | null;
  revision: number | null;
  savedAt: Date | null;
  points: number | null;
  isFinished: boolean;
}

/** Samples of the runs whose classes the actor teaches, with the own mark; what is retired only when it is finished. */
export function mySamplesStatement(me: Actor, sampleId?: string): { sql: string; parameters: unknown[] } {
  const where = new Conditions().within((first) => runsWithinScope(me, first));
  if (sampleId) where.and('s.id = ?', sampleId);
  const conditions = where.sql;
  const me$ = where.value(me.userId);
  const sql = `
    SELECT s.id, r.id AS "runId", r.name AS "runName", r.curriculum_version_id AS "curriculumVersionId",
      s.assignment_code AS "assignmentCode", s.number, s.text, s.retired_at IS NOT NULL AS "isRetired",
      ${newestCorrection('r.id', 's.assignment_code')} AS "correctedRubric", m.content, m.revision,
      m.saved_at AS "savedAt", m.points, m.finished_at IS NOT NULL AS "isFinished"
    FROM assignments_sample s JOIN delivery_run r ON r.id = s.run_id
    LEFT JOIN assignments_sample_mark m ON m.sample_id = s.id AND m.marker_id = ${me$}
    WHERE ${conditions} AND (s.retired_at IS NULL OR m.finished_at IS NOT NULL)
    ORDER BY r.starts_on DESC, s.assignment_code, s.number LIMIT 200`;
  return { sql, parameters: where.parameters };
}

export async function mySample(tx: EntityManager, me: Actor, sampleId: string): Promise<MySampleFacts> {
  const { sql, parameters } = mySamplesStatement(me, sampleId);
  const [row]: MySampleFacts[] = await tx.query(sql, parameters);
  return found(row);
}

/** Finished marks of others on a sample. */
export function othersOn(
  tx: EntityManager,
  sampleId: string,
  markerId: string,
): Promise<{ points: number; levels: Record<string, number> }[]> {
  return tx.query(
    `SELECT points, content->'levels' AS levels FROM assignments_sample_mark
     WHERE sample_id = $1 AND marker_id <> $2 AND finished_at IS NOT NULL`,
    [sampleId, markerId],
  );
}

export interface ComparedFacts {
  sampleId: SampleId;
  assignmentCode: AssignmentCode;
  number: number;
  mine: number;
  others: number[];
}

/** Somebody's finished marks on samples with those of all others on the same. */
export const comparedStatement = `
  SELECT s.id AS "sampleId", s.assignment_code AS "assignmentCode", s.number, m.points AS mine,
    ARRAY(SELECT o.points FROM assignments_sample_mark o
          WHERE o.sample_id = s.id AND o.marker_id <> $1 AND o.finished_at IS NOT NULL) AS others
  FROM assignments_sample_mark m JOIN assignments_sample s ON s.id = m.sample_id
  WHERE m.marker_id = $1 AND m.finished_at >= $2
  ORDER BY m.finished_at, s.id`;

export interface SavedSampleMark {
  content: MarkContent;
  revision: number;
  savedAt: Date;
  points: number | null;
}

/** Writes a mark on top of the revision it is based on; nothing when that is not the newest, or it is finished. */
export async function putSampleMark(
  tx: EntityManager,
  at: { sampleId: string; markerId: string },
  mark: { content: MarkContent; basedOn: number; savedAt: Date; points: number | null },
): Promise<SavedSampleMark | null> {
  const rows: SavedSampleMark[] = await tx.query(
    `INSERT INTO assignments_sample_mark AS m (sample_id, marker_id, content, revision, saved_at, points, finished_at)
     SELECT $1, $2, $3, 1, $5::timestamptz, $6::float8, CASE WHEN $6::float8 IS NOT NULL THEN $5::timestamptz END
     WHERE $4::int = 0 OR EXISTS (SELECT FROM assignments_sample_mark o WHERE o.sample_id = $1 AND o.marker_id = $2)
     ON CONFLICT (sample_id, marker_id) DO UPDATE
       SET content = excluded.content, revision = m.revision + 1, saved_at = excluded.saved_at,
         points = excluded.points, finished_at = excluded.finished_at
       WHERE m.revision = $4 AND m.finished_at IS NULL
     RETURNING content, revision, saved_at AS "savedAt", points`,
    [at.sampleId, at.markerId, mark.content, mark.basedOn, mark.savedAt, mark.points],
  );
  return rows[0] ?? null;
}
