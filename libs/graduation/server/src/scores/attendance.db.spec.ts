import type { attendanceChanged } from '@bimtek/live-contracts';
import { attendance } from '@bimtek/graduation-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aGradedClass, type BuiltClass } from '../testing/a-class.ts';
import { graduationContext } from '../testing/graduation-context.ts';
import { ComponentScores } from './component-scores.service.ts';

let context: TestContext;
let scores: ComponentScores;
let built: BuiltClass;
let sessionIds: string[];

beforeAll(async () => {
  context = await graduationContext();
  scores = context.get(ComponentScores);
});
afterAll(() => context.close());

/** A class with 17 lesson hours in two sessions. */
beforeEach(async () => {
  built = await aGradedClass(context, { people: [{ scores: {} }] });
  sessionIds = [randomUUID(), randomUUID()];
  await context.db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, title, lesson_hours, starts_at, ends_at, state, stage, created_at,
       changed_at)
     SELECT x.id, g.run_id, g.id, 'class', 'Sesi', x.hours, '2026-07-06T02:00Z', '2026-07-06T03:30Z', 'planned', '{}', now(), now()
     FROM delivery_class_group g, (VALUES ($2::uuid, 12), ($3::uuid, 5)) AS x(id, hours) WHERE g.id = $1`,
    [built.classGroupId, ...sessionIds],
  );
});

const enrollmentId = () => built.people[0]?.enrollmentId ?? '';
const attended = (hours: number, place = 0) =>
  context.db.query(
    `INSERT INTO live_attendance (session_id, enrollment_id, state, hours, substitute_hours, strength, late_minutes, flags, changed_at)
     VALUES ($1, $2, 'present', $3, 0, 'code', 0, '{}', now())
     ON CONFLICT (session_id, enrollment_id) DO UPDATE SET hours = excluded.hours`,
    [sessionIds[place], enrollmentId(), hours],
  );
const changed = (changedAt = '2026-07-06T04:00:00.000Z') =>
  ({ enrollmentIds: [enrollmentId()], changedAt }) as Payload<typeof attendanceChanged>;
const stored = async () => {
  const [row]: unknown[] = await context.db.query(
    `SELECT value::float8 AS value, out_of::float8 AS "outOf", source FROM graduation_component_score
     WHERE enrollment_id = $1 AND component = 'attendance'`,
    [enrollmentId()],
  );
  return row;
};
const imported = (value: number) =>
  context.db.transaction((tx) =>
    scores.record(
      tx,
      built.organizer,
      [{ enrollmentId: enrollmentId(), component: attendance, value, outOf: 17, evidence: { row: 2 } }],
      'import',
      new Date('2026-07-06T05:00:00Z'),
    ),
  );

describe('attendance of live sessions', () => {
  it('is taken over exactly as it is, of all that is scheduled', async () => {
    await attended(12);
    await attended(1.5, 1);
    await scores.takeOverAttendance(changed());
    expect(await stored()).toEqual({ value: 13.5, outOf: 17, source: 'live' });
  });

  it('falls too, as when a mark is taken back, and follows a cancelled session', async () => {
    await attended(12);
    await scores.takeOverAttendance(changed());
    await attended(6);
    await scores.takeOverAttendance(changed());
    expect(await stored()).toMatchObject({ value: 6, outOf: 17 });
    await context.db.query(`UPDATE live_session SET state = 'cancelled' WHERE id = $1`, [sessionIds[1]]);
    await scores.takeOverAttendance(changed());
    expect(await stored()).toMatchObject({ value: 6, outOf: 12 });
  });

  it('is as it is now, in whatever order and however often it is told', async () => {
    await attended(12);
    await Promise.all(
      ['04:03', '04:01', '04:02', '04:01'].map((time) =>
        scores.takeOverAttendance(changed(`2026-07-06T${time}:00.000Z`)),
      ),
    );
    expect(await stored()).toMatchObject({ value: 12 });
    const rows: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_audit_entry WHERE subject_id = $1 AND action = 'graduation.score-recorded'`,
      [enrollmentId()],
    );
    expect(rows).toHaveLength(1);
  });

  it('gives way to an import, until it changes after that', async () => {
    await attended(12);
    await scores.takeOverAttendance(changed());
    await imported(15);
    await scores.takeOverAttendance(changed('2026-07-06T04:59:59.000Z'));
    expect(await stored()).toEqual({ value: 15, outOf: 17, source: 'import' });
    await attended(5, 1);
    await scores.takeOverAttendance(changed('2026-07-06T06:00:00.000Z'));
    expect(await stored()).toEqual({ value: 17, outOf: 17, source: 'live' });
  });

  it('says nothing of whom nothing is recorded, as long as an import does or no session was held', async () => {
    await imported(15);
    await scores.takeOverAttendance(changed('2026-07-06T06:00:00.000Z'));
    expect(await stored()).toMatchObject({ value: 15, source: 'import' });
    await context.db.query(`DELETE FROM graduation_component_score WHERE enrollment_id = $1`, [
      enrollmentId(),
    ]);
    context.clock.set('2026-07-06T03:00:00Z');
    await scores.takeOverAttendance(changed());
    expect(await stored()).toBeUndefined();
    context.clock.set('2026-07-06T04:00:00Z');
    await scores.takeOverAttendance(changed());
    expect(await stored()).toEqual({ value: 0, outOf: 17, source: 'live' });
  });

  it('of nothing scheduled says nothing, and a closed class stays as it is', async () => {
    await context.db.query(`UPDATE live_session SET state = 'cancelled' WHERE id = ANY($1::uuid[])`, [
      sessionIds,
    ]);
    await scores.takeOverAttendance(changed());
    expect(await stored()).toBeUndefined();
    await context.db.query(`UPDATE live_session SET state = 'planned' WHERE id = ANY($1::uuid[])`, [
      sessionIds,
    ]);
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [built.classGroupId],
    );
    await attended(12);
    await scores.takeOverAttendance(changed());
    expect(await stored()).toBeUndefined();
  });
});
