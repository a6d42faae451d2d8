import type { SessionId } from '@bimtek/live-contracts';
import { explainedAll, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aLiveClass, aSession, inRole, type LiveClass } from '../testing/a-live-class.ts';
import { attendanceTotals } from './attendance-totals.ts';
import { ClassAttendance } from './class-attendance.service.ts';
import { MyAttendance } from './my-attendance.service.ts';
import { AttendanceRequests } from './requests/requests.service.ts';
import { SessionAttendance } from './session-attendance.service.ts';
import { attendanceContext } from './testing/attendance-context.ts';
import { VenueAttendance } from './venue.service.ts';

/** Records of others: of one season of 8,000 people at five sessions, and of ten times as many. */
const sizes = [40_000, 400_000] as const;
let context: TestContext;
let live: LiveClass;
let sessionId: SessionId;
const bySize = new PlansBySize();

/** A class of 40 at four sessions, all with what can be recorded. */
beforeAll(async () => {
  context = await attendanceContext();
  context.clock.set('2026-07-06T05:00:00Z');
  live = await aLiveClass(context.db, { people: 40 });
  for (const day of ['03', '04', '05', '06']) {
    const { id } = await aSession(context.db, live, { startsAt: new Date(`2026-07-${day}T02:30:00Z`) });
    sessionId = id;
    await context.get(SessionAttendance).mark(
      live.trainer,
      { sessionId: id },
      {
        mark: 'present',
        enrollmentIds: live.trainees.map(({ enrollmentId }) => enrollmentId),
        note: '',
      },
    );
  }
}, 60_000);
afterAll(() => context.close());

async function manyRecords(records: number, from: number): Promise<void> {
  const sessions = [from / 40 + 1, records / 40];
  const others = await aLiveClass(context.db, { people: 0 });
  await context.db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, module_code, title, lesson_hours, starts_at, ends_at, state,
       stage, created_at, changed_at)
     SELECT gen_random_uuid(), $3, gen_random_uuid(), 'class', 'M1', 'Banyak ' || n, 2, timestamptz '2026-07-01' + n * interval '1 minute',
       timestamptz '2026-07-01' + n * interval '1 minute' + interval '90 minutes', 'planned', '{"provider":"hall"}', now(), now()
     FROM generate_series($1::int, $2::int) n`,
    [...sessions, others.run.id],
  );
  await context.db.query(
    `INSERT INTO live_attendance (session_id, enrollment_id, state, hours, substitute_hours, strength, late_minutes, flags, changed_at)
     SELECT s.id, gen_random_uuid(), 'present', 2, 0, 'code', 0, '{}', now()
     FROM live_session s CROSS JOIN generate_series(1, 40) WHERE s.run_id = $1`,
    [others.run.id],
  );
  await context.db.query(
    `INSERT INTO live_attendance_evidence (id, session_id, enrollment_id, kind, happened_at, recorded_at, recorded_by,
       session_version, detail)
     SELECT gen_random_uuid(), a.session_id, a.enrollment_id, 'code', now(), now(), gen_random_uuid(), 0, '{"part":"in"}'
     FROM live_attendance a JOIN live_session s ON s.id = a.session_id WHERE s.run_id = $1`,
    [others.run.id],
  );
  await context.db.query(
    `INSERT INTO live_attendance_correction (id, session_id, enrollment_id, reason, asked_at, state)
     SELECT gen_random_uuid(), a.session_id, a.enrollment_id, 'Listrik padam', now(), 'open'
     FROM live_attendance a JOIN live_session s ON s.id = a.session_id WHERE s.run_id = $1 AND random() < 0.1`,
    [others.run.id],
  );
  await context.db.query(
    `VACUUM ANALYZE live_session, live_attendance, live_attendance_evidence, live_attendance_correction`,
  );
}

describe.each(sizes)('among %i records', (records) => {
  beforeAll(() => manyRecords(records, records === sizes[0] ? 0 : sizes[0]), 180_000);

  const me = () => live.trainees[0]?.me as LiveClass['trainer'];
  const one = () => live.trainees[0]?.enrollmentId as never;
  const official = inRole('regencyAdmin', { level: 'regency', ids: ['33.01'] });

  it.each<[string, () => Promise<unknown>]>([
    ['the own attendance', () => context.get(MyAttendance).all(me())],
    ['the own attendance at a session', () => context.get(MyAttendance).one(me(), sessionId)],
    ['the roster of a session', () => context.get(SessionAttendance).roster(live.trainer, { sessionId }, {})],
    [
      'the evidence of one person',
      () => context.get(SessionAttendance).evidence(live.trainer, { sessionId, enrollmentId: one() }),
    ],
    [
      'the matrix of a class',
      () => context.get(ClassAttendance).matrix(live.trainer, { classGroupId: live.classGroupId }),
    ],
    [
      'the requests of a class',
      () => context.get(AttendanceRequests).list(live.trainer, { classGroupId: live.classGroupId }),
    ],
    ['the people of a hall', () => context.get(VenueAttendance).get(official, { sessionId }, {})],
    ['what graduation reads', () => attendanceTotals(context.db.manager, [one()], context.clock.now())],
  ])('%s is found by an index', async (name, ask) => {
    const wrongs = (await explainedAll(context.db, ask)).flatMap((plan, at) =>
      bySize.wrongs(`${name} ${at}`, plan, { most: 400 }),
    );
    expect(wrongs).toEqual([]);
  });
});
