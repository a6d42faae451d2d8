import {
  type ClassGroupId,
  type ClassGroupState,
  type EnrollmentId,
  type EnrollmentState,
  type RunId,
  seatedStates,
  type TimeZone,
} from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, peopleWithinScope } from '@bimtek/delivery-server';
import type { getClassProgress, ProgressStanding } from '@bimtek/insight-contracts';
import type { Actor, QueryOf } from '@bimtek/platform-contracts';
import { Conditions, containing, Keyset } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { standingSql } from './progress-standing.rules.ts';

export interface ClassRow {
  id: ClassGroupId;
  code: string;
  name: string;
  state: ClassGroupState;
  runId: RunId;
  timeZone: TimeZone;
  startsOn: string;
  endsOn: string;
  curriculumVersionId: string;
}

const CLASS_COLUMNS = `g.id, g.code, g.name, g.state, g.run_id AS "runId", g.time_zone AS "timeZone",
  w.starts_on::text AS "startsOn", w.ends_on::text AS "endsOn"`;

/** A class within the scope, or none. */
export async function readClass(
  db: EntityManager,
  me: Actor,
  classGroupId: ClassGroupId,
): Promise<ClassRow | null> {
  const within = classGroupsWithinScope(me, 2);
  const rows: ClassRow[] = await db.query(
    `SELECT ${CLASS_COLUMNS}, r.curriculum_version_id AS "curriculumVersionId"
     FROM delivery_class_group g
     JOIN delivery_wave w ON w.id = g.wave_id
     JOIN delivery_run r ON r.id = g.run_id
     WHERE g.id = $1 AND (${within.sql})`,
    [classGroupId, ...within.parameters],
  );
  return rows[0] ?? null;
}

/** The lessons of a curriculum version by module, as two columns of a statement. */
export interface LessonModules {
  lessonIds: string[];
  codes: string[];
  /** How many lessons each module has. */
  sizes: Record<string, number>;
  total: number;
}

export interface PersonRow {
  id: EnrollmentId;
  personId: string;
  state: EnrollmentState;
  sortName: string;
  standing: ProgressStanding;
  done: number;
  modules: [code: string, done: number, begun: number][] | null;
  scores: Record<string, number> | null;
  lastActiveAt: string | null;
  fullName: string | null;
  titleBefore: string | null;
  titleAfter: string | null;
  place: string | null;
}

export interface WholeRow {
  standings: Partial<Record<ProgressStanding, number>> | null;
  modules: [code: string, lessonsDone: number, peopleDone: number][] | null;
  scores: Record<string, number> | null;
}

/** Points of 100; attendance is hours of hours. */
const AS_POINTS = `c.value / coalesce(c.out_of, 100) * 100`;
const SCORED = `c.component <> 'planApproved' AND coalesce(c.out_of, 100) > 0`;

/**
 * One page of the people who hold a seat of a class, and the whole class beside it, in one statement. A class has at
 * most 50 seats: sorting by what somebody has done reads 50 people by index, never more.
 */
export async function readClassProgress(
  db: EntityManager,
  me: Actor,
  classGroupId: ClassGroupId,
  lessons: LessonModules,
  expected: number,
  query: QueryOf<typeof getClassProgress>,
): Promise<{ rows: PersonRow[]; whole: WholeRow; keyset: Keyset }> {
  const seated = new Conditions()
    .and('e.class_group_id = ?', classGroupId)
    .and('e.state = ANY(?::text[])', [...seatedStates])
    .within((first) => peopleWithinScope(me, first));
  const lessonIds = seated.value(lessons.lessonIds);
  const codes = seated.value(lessons.codes);
  const sizes = seated.value(JSON.stringify(lessons.sizes));
  const [expectedValue, total] = [seated.value(expected), seated.value(lessons.total)];
  const seatedSql = seated.sql;

  const shown = new Conditions();
  shown.parameters.push(...seated.parameters);
  if (query.standing) shown.and('s.standing = ?', query.standing);
  if (query.q) {
    const part = shown.value(containing(query.q));
    shown.and(`p.full_name ILIKE ${part} OR l.name ILIKE ${part} OR v.name ILIKE ${part}`);
  }
  const keyset = new Keyset(
    [
      ...(query.order === 'behind' ? [{ sql: 's.done', type: 'int' as const }] : []),
      { sql: 's.sort_name', type: 'text' },
      { sql: 's.id', type: 'uuid' },
    ],
    query,
  );
  keyset.narrow(shown);
  const limit = shown.value(keyset.limit);

  const [found]: [WholeRow & { rows: PersonRow[] | null }] = await db.query(
    `WITH member AS MATERIALIZED (
       SELECT e.id, e.person_id, e.library_id, e.state, e.sort_name FROM delivery_enrollment e WHERE ${seatedSql}
     ), module AS (
       SELECT m.id, p.code, count(*) FILTER (WHERE l.completed_at IS NOT NULL)::int AS done, count(*)::int AS begun,
         max(l.updated_at) AS active_at
       FROM member m
       JOIN learning_lesson_progress l ON l.enrollment_id = m.id
       JOIN unnest(${lessonIds}::uuid[], ${codes}::text[]) AS p(lesson_id, code) ON p.lesson_id = l.lesson_id
       GROUP BY m.id, p.code
     ), sums AS (
       SELECT m.*, coalesce(t.done, 0)::int AS done, coalesce(t.begun, 0)::int AS begun, t.modules, t.active_at
       FROM member m
       LEFT JOIN (
         SELECT id, sum(done) AS done, sum(begun) AS begun, max(active_at) AS active_at,
           json_agg(json_build_array(code, done, begun) ORDER BY code) AS modules
         FROM module GROUP BY id
       ) t ON t.id = m.id
     ), stood AS MATERIALIZED (
       SELECT *, ${standingSql(expectedValue, total)} AS standing FROM sums
     ), page AS (
       SELECT s.*, p.full_name, p.title_before, p.title_after, coalesce(v.name, l.name) AS place
       FROM stood s
       LEFT JOIN registry_person p ON p.id = s.person_id
       LEFT JOIN registry_library l ON l.id = s.library_id
       LEFT JOIN registry_region v ON v.code = l.village_code
       WHERE ${shown.sql} ORDER BY ${keyset.order} LIMIT ${limit}
     )
     SELECT
       (SELECT json_object_agg(standing, people) FROM (
          SELECT standing, count(*)::int AS people FROM stood GROUP BY standing) n) AS standings,
       (SELECT json_agg(json_build_array(code, lessons_done, people_done) ORDER BY code) FROM (
          SELECT code, sum(done)::int AS lessons_done,
            count(*) FILTER (WHERE done >= (${sizes}::jsonb ->> code)::int)::int AS people_done
          FROM module GROUP BY code) n) AS modules,
       (SELECT json_object_agg(component, points) FROM (
          SELECT c.component, round(avg(${AS_POINTS}), 2)::float AS points
          FROM graduation_component_score c JOIN member m ON m.id = c.enrollment_id
          WHERE ${SCORED} GROUP BY c.component) n) AS scores,
       (SELECT json_agg(row) FROM (
          SELECT s.id, s.person_id AS "personId", s.state, s.sort_name AS "sortName", s.standing, s.done, s.modules,
            s.full_name AS "fullName", s.title_before AS "titleBefore", s.title_after AS "titleAfter", s.place,
            (SELECT json_object_agg(c.component, round(${AS_POINTS}, 2)::float) FROM graduation_component_score c
               WHERE c.enrollment_id = s.id AND ${SCORED}) AS scores,
            greatest(s.active_at, (SELECT max(coalesce(t.finished_at, t.started_at)) FROM assessment_attempt t
               WHERE t.enrollment_id = s.id)) AS "lastActiveAt"
          FROM page s ORDER BY ${keyset.order}) row) AS rows`,
    shown.parameters,
  );
  const { rows, ...whole } = found;
  return { rows: rows ?? [], whole, keyset };
}

export interface AverageRow extends Omit<ClassRow, 'curriculumVersionId'> {
  provinceName: string;
  /** Of everybody who holds a seat. */
  people: [done: number, begun: number][] | null;
  modules: [code: string, lessonsDone: number][] | null;
  scores: Record<string, number> | null;
}

/**
 * Classes of a run by code; of each, by index, what its people have done. What is read grows with the page alone. Within
 * one run, so its curriculum version is one.
 */
export async function readClassAverages(
  db: EntityManager,
  me: Actor,
  lessons: LessonModules,
  query: {
    runId: RunId;
    province?: string | undefined;
    q?: string | undefined;
    after?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<{ rows: AverageRow[]; total: number; keyset: Keyset }> {
  const where = new Conditions()
    .and('g.run_id = ?', query.runId)
    .within((first) => classGroupsWithinScope(me, first));
  if (query.province) where.and('g.province_code = ?', query.province);
  if (query.q) {
    const part = where.value(containing(query.q));
    where.and(`g.code ILIKE ${part} OR g.name ILIKE ${part}`);
  }
  const counted: [{ total: number }] = await db.query(
    `SELECT count(*)::int AS total FROM delivery_class_group g WHERE ${where.sql}`,
    where.parameters,
  );
  const keyset = new Keyset(
    [
      { sql: 'g.code', type: 'text' },
      { sql: 'g.id', type: 'uuid' },
    ],
    query,
  );
  keyset.narrow(where);
  const condition = where.sql;
  const limit = where.value(keyset.limit);
  const lessonIds = where.value(lessons.lessonIds);
  const codes = where.value(lessons.codes);
  const people = new Conditions();
  people.parameters.push(...where.parameters);
  people
    .and('e.class_group_id = g.id')
    .and('e.state = ANY(?::text[])', [...seatedStates])
    .within((first) => peopleWithinScope(me, first));
  const rows: AverageRow[] = await db.query(
    `SELECT ${CLASS_COLUMNS}, pr.name AS "provinceName", whole.people, whole.modules, whole.scores
     FROM (SELECT * FROM delivery_class_group g WHERE ${condition} ORDER BY ${keyset.order} LIMIT ${limit}) g
     JOIN delivery_wave w ON w.id = g.wave_id
     JOIN registry_region pr ON pr.code = g.province_code
     CROSS JOIN LATERAL (
       WITH done AS MATERIALIZED (
         SELECT e.id, p.code, count(p.lesson_id) FILTER (WHERE l.completed_at IS NOT NULL)::int AS done,
           count(p.lesson_id)::int AS begun
         FROM delivery_enrollment e
         LEFT JOIN learning_lesson_progress l ON l.enrollment_id = e.id
         LEFT JOIN unnest(${lessonIds}::uuid[], ${codes}::text[]) AS p(lesson_id, code) ON p.lesson_id = l.lesson_id
         WHERE ${people.sql}
         GROUP BY e.id, p.code
       )
       SELECT
         (SELECT json_agg(json_build_array(n.done, n.begun)) FROM (
            SELECT sum(done)::int AS done, sum(begun)::int AS begun FROM done GROUP BY id) n) AS people,
         (SELECT json_agg(json_build_array(n.code, n.done)) FROM (
            SELECT code, sum(done)::int AS done FROM done WHERE code IS NOT NULL GROUP BY code) n) AS modules,
         (SELECT json_object_agg(n.component, n.points) FROM (
            SELECT c.component, round(avg(${AS_POINTS}), 2)::float AS points FROM graduation_component_score c
            WHERE c.enrollment_id IN (SELECT id FROM done) AND ${SCORED} GROUP BY c.component) n) AS scores
     ) AS whole
     ORDER BY ${keyset.order}`,
    people.parameters,
  );
  return { rows, total: counted[0].total, keyset };
}
