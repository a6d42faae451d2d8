import { Curricula } from '@bimtek/curriculum-server';
import type { ClassGroupId, ClassGroupState, RunId, TimeZone } from '@bimtek/delivery-contracts';
import { classGroupsWithinScope, Enrollments } from '@bimtek/delivery-server';
import type {
  getLiveSession,
  listAgenda,
  listClassSessions,
  listMySessions,
  Session,
  SessionId,
} from '@bimtek/live-contracts';
import { type Actor, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock, Conditions, Keyset } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { kindOf } from '../stage/stage.rules.ts';
import { Stages } from '../stage/stages.service.ts';
import { hoursByModule, RUN_TIME_ZONE } from './session.rules.ts';
import { readSessions, type SessionRow } from './sessions.queries.ts';
import { isHost, sessionsWithinScope } from './session-scope.ts';

/** More sessions than any class or run has; one timetable is read whole. */
const TIMETABLE_MAX = 500;
const BY_TIME = 's.starts_at, s.id';

/** What people see of the timetable. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly enrollments: Enrollments,
    private readonly stages: Stages,
  ) {}

  async mine(me: Actor): Promise<ResultOf<typeof listMySessions>> {
    const now = this.clock.now().toISOString();
    const current = await this.enrollments.currentOf(me.userId);
    const timeZone = current?.timeZone ?? RUN_TIME_ZONE;
    const { classGroupId, classCode, className, classState } = current ?? {};
    if (!current || !classGroupId || !classCode || !className || !classState) {
      return { classGroup: null, timeZone, now, items: [] };
    }
    // Scope leaves out who has left the class; of several runs this is the one that counts now.
    const where = ofClass(classGroupId, current.runId).within((first) => sessionsWithinScope(me, first));
    const items = await this.#read(this.db.manager, where, timeZone);
    return {
      classGroup: { id: classGroupId, code: classCode, name: className, state: classState },
      timeZone,
      now,
      items,
    };
  }

  async get(me: Actor, sessionId: SessionId): Promise<ResultOf<typeof getLiveSession>> {
    const row = await this.find(me, sessionId);
    const [session] = await this.viewsOf([row], await this.#zoneFor(me, row));
    return { session: found(session), isHost: isHost(me), now: this.clock.now().toISOString() };
  }

  /** The session as it is kept, when it lies within the scope of whoever asks; 404 otherwise. */
  async find(me: Actor, sessionId: string, tx: EntityManager = this.db.manager): Promise<SessionRow> {
    const where = new Conditions()
      .and('s.id = ?', sessionId)
      .within((first) => sessionsWithinScope(me, first));
    const [row] = await readSessions(tx, where, { order: BY_TIME, limit: 1 });
    return found(row);
  }

  async ofClass(me: Actor, classGroupId: ClassGroupId): Promise<ResultOf<typeof listClassSessions>> {
    const { manager } = this.db;
    const { curriculumVersionId, ...classGroup } = found(await classWithinScope(manager, me, classGroupId));
    const rows = await readSessions(manager, ofClass(classGroupId, classGroup.runId), {
      order: BY_TIME,
      limit: TIMETABLE_MAX,
    });
    const { modules } = await this.curricula.current(curriculumVersionId);
    return {
      classGroup,
      now: this.clock.now().toISOString(),
      hours: hoursByModule(modules, rows),
      stages: this.stages.available,
      items: await this.viewsOf(rows, classGroup.timeZone),
    };
  }

  async agenda(me: Actor, query: QueryOf<typeof listAgenda>): Promise<ResultOf<typeof listAgenda>> {
    const keyset = new Keyset(
      [
        { sql: 's.starts_at', type: 'timestamptz' },
        { sql: 's.id', type: 'uuid' },
      ],
      query,
      query.order === 'last' ? 'desc' : 'asc',
    );
    const where = new Conditions();
    if (query.runId) where.and('s.run_id = ?', query.runId);
    if (query.from) where.and('s.starts_at >= ?::timestamptz', query.from);
    if (query.until) where.and('s.starts_at < ?::timestamptz', query.until);
    where.within((first) => sessionsWithinScope(me, first));
    keyset.narrow(where);
    const rows = await readSessions(this.db.manager, where, keyset);
    const page = keyset.page(rows, ({ startsAt, id }) => [startsAt.toISOString(), id]);
    return { ...page, items: await this.viewsOf(page.items, RUN_TIME_ZONE) };
  }

  /** These sessions, in the order of their beginning. */
  async byIds(tx: EntityManager, ids: readonly string[], timeZone: TimeZone): Promise<Session[]> {
    return this.#read(tx, new Conditions().and('s.id = ANY(?::uuid[])', ids), timeZone);
  }

  async #read(tx: EntityManager, where: Conditions, timeZone: TimeZone): Promise<Session[]> {
    return this.viewsOf(await readSessions(tx, where, { order: BY_TIME, limit: TIMETABLE_MAX }), timeZone);
  }

  /** As everybody sees them; `timeZone` is for those that have none of their own. */
  async viewsOf(rows: readonly SessionRow[], timeZone: TimeZone): Promise<Session[]> {
    const titles = new Map<string, string>();
    for (const versionId of new Set(rows.map((row) => row.curriculumVersionId))) {
      const { modules } = await this.curricula.current(versionId);
      for (const { code, title } of modules) titles.set(`${versionId} ${code}`, title);
    }
    return rows.map((row) => {
      const { classGroupId, classCode, className, curriculumVersionId, moduleCode, ...rest } = row;
      return {
        ...rest,
        runId: row.runId as RunId,
        classGroup:
          classGroupId && classCode && className
            ? { id: classGroupId as ClassGroupId, code: classCode, name: className }
            : null,
        module: moduleCode
          ? { code: moduleCode, title: titles.get(`${curriculumVersionId} ${moduleCode}`) ?? moduleCode }
          : null,
        startsAt: row.startsAt.toISOString(),
        endsAt: row.endsAt.toISOString(),
        movedFrom: row.movedFrom?.toISOString() ?? null,
        timeZone: row.timeZone ?? timeZone,
        stage: kindOf(row.stage),
      };
    });
  }

  /** Only what is for all classes has no zone; people see it in that of their own class. */
  async #zoneFor(me: Actor, { timeZone }: SessionRow): Promise<TimeZone> {
    if (timeZone) return timeZone;
    if (me.scope.level !== 'own') return RUN_TIME_ZONE;
    return (await this.enrollments.currentOf(me.userId))?.timeZone ?? RUN_TIME_ZONE;
  }
}

function ofClass(classGroupId: string, runId: string): Conditions {
  return new Conditions().and(
    's.class_group_id = ? OR (s.class_group_id IS NULL AND s.run_id = ?)',
    classGroupId,
    runId,
  );
}

interface ClassOfTimetable {
  id: ClassGroupId;
  code: string;
  name: string;
  state: ClassGroupState;
  timeZone: TimeZone;
  runId: RunId;
  runName: string;
  startsOn: string;
  endsOn: string;
  curriculumVersionId: string;
}

async function classWithinScope(
  tx: EntityManager,
  me: Actor,
  classGroupId: string,
): Promise<ClassOfTimetable | undefined> {
  const where = new Conditions()
    .and('g.id = ?', classGroupId)
    .within((first) => classGroupsWithinScope(me, first));
  const [row]: ClassOfTimetable[] = await tx.query(
    `SELECT g.id, g.code, g.name, g.state, g.time_zone AS "timeZone", g.run_id AS "runId", r.name AS "runName",
       w.starts_on::text AS "startsOn", w.ends_on::text AS "endsOn", r.curriculum_version_id AS "curriculumVersionId"
     FROM delivery_class_group g JOIN delivery_wave w ON w.id = g.wave_id JOIN delivery_run r ON r.id = g.run_id
     WHERE ${where.sql}`,
    where.parameters,
  );
  return row;
}
