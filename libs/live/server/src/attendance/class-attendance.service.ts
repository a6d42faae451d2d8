import { Curricula } from '@bimtek/curriculum-server';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import type { getClassAttendance, printDailyList, SessionId } from '@bimtek/live-contracts';
import { type Actor, type ParamsOf, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { attachment, Clock, Conditions, type Limit, Throttle } from '@bimtek/platform-server';
import { Injectable, StreamableFile } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  RECORD_JSON,
  SESSION_COLUMNS,
  type SessionFacts,
  sessionView,
  TAKING_PART,
} from './attendance.queries.ts';
import { DailyListPrinter } from './printing/daily-list-pdf.ts';
import { printedDailyList } from './printing/printed-daily-list.ts';
import { type RecordJson, recordView } from './record-view.ts';
import { countOpenRequests } from './requests/requests.service.ts';
import { attendedClass, type ClassRow, classView } from './session-attendance.queries.ts';
import { totalsOf } from './totals.rules.ts';

/** Setting a list takes the process some tens of milliseconds; nobody needs more of them than this. */
const printing: Limit = { name: 'attendance-printing', points: 30, seconds: 300 };

export interface PersonOfClass {
  enrollmentId: EnrollmentId;
  name: string;
  place: string | null;
  library: string | null;
  records: Partial<Record<SessionId, RecordJson>>;
}

/** Attendance of a whole class: all its sessions at once, and its list on paper. */
@Injectable()
export class ClassAttendance {
  #printer: DailyListPrinter | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly throttle: Throttle,
  ) {}

  async matrix(
    me: Actor,
    { classGroupId }: ParamsOf<typeof getClassAttendance>,
  ): Promise<ResultOf<typeof getClassAttendance>> {
    const tx = this.db.manager;
    const classGroup = await attendedClass(tx, me, classGroupId);
    const sessions = await sessionsOfClass(tx, classGroup);
    const people = await peopleOfClass(tx, me, classGroup);
    const { passRules } = await this.curricula.current(classGroup.curriculumVersionId);
    const now = this.clock.now();
    return {
      classGroup: classView(classGroup),
      needed: passRules.attendanceMin,
      sessions: sessions.map(sessionView),
      items: people.map(({ enrollmentId, name, place, records }) => ({
        enrollmentId,
        name,
        place,
        records: Object.fromEntries(
          Object.entries(records).flatMap(([id, record]) => (record ? [[id, recordView(record)]] : [])),
        ) as ResultOf<typeof getClassAttendance>['items'][number]['records'],
        totals: totalsOf(
          sessions.map((session) => ({
            lessonHours: session.lessonHours,
            isCancelled: session.state === 'cancelled',
            isOver: session.endsAt <= now,
            hours: records[session.id]?.hours ?? 0,
            substituteHours: records[session.id]?.substituteHours ?? 0,
          })),
        ),
      })),
      openRequests: await countOpenRequests(tx, classGroupId),
      now: now.toISOString(),
    };
  }

  async print(
    me: Actor,
    { classGroupId }: ParamsOf<typeof printDailyList>,
    { day }: QueryOf<typeof printDailyList>,
  ): Promise<StreamableFile> {
    const tx = this.db.manager;
    const classGroup = await attendedClass(tx, me, classGroupId);
    await this.throttle.spend(printing, me.userId);
    const sessions = await sessionsOfClass(tx, classGroup);
    const people = await peopleOfClass(tx, me, classGroup);
    const list = printedDailyList({ classGroup, day, sessions, people, now: this.clock.now() });
    this.#printer ??= new DailyListPrinter();
    return new StreamableFile(this.#printer.render(list), {
      type: 'application/pdf',
      disposition: attachment(`daftar-hadir-${classGroup.code.toLowerCase()}-${day}.pdf`),
    });
  }
}

/** Sessions of a class and of its whole run, from the first to the last; rehearsals count for nobody. */
async function sessionsOfClass(
  tx: EntityManager,
  { id, runId }: Pick<ClassRow, 'id' | 'runId'>,
): Promise<SessionFacts[]> {
  return tx.query(
    `SELECT ${SESSION_COLUMNS} FROM (
       SELECT * FROM live_session WHERE class_group_id = $1
       UNION ALL
       SELECT * FROM live_session WHERE class_group_id IS NULL AND run_id = $2
     ) s WHERE s.kind <> 'rehearsal' ORDER BY s.starts_at, s.id LIMIT 500`,
    [id, runId],
  );
}

async function peopleOfClass(
  tx: EntityManager,
  me: Actor,
  { id }: Pick<ClassRow, 'id'>,
): Promise<PersonOfClass[]> {
  const where = new Conditions()
    .and('e.class_group_id = ?', id)
    .and(TAKING_PART)
    .within((first) => peopleWithinScope(me, first));
  return tx.query(
    `SELECT e.id AS "enrollmentId", coalesce(p.full_name, e.sort_name) AS name, place.name AS place, l.name AS library,
       coalesce((SELECT jsonb_object_agg(a.session_id, ${RECORD_JSON})
                 FROM live_attendance a WHERE a.enrollment_id = e.id), '{}') AS records
     FROM delivery_enrollment e
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region place ON place.code = l.village_code
     WHERE ${where.sql} ORDER BY e.sort_name, e.id LIMIT 200`,
    where.parameters,
  );
}
