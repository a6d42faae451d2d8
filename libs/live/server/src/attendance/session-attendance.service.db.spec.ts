import type { SessionId } from '@bimtek/live-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aLiveClass,
  aSession,
  closeClass,
  inRole,
  type LiveClass,
  national,
  refusalOf,
} from '../testing/a-live-class.ts';
import { attendanceTotals } from './attendance-totals.ts';
import { ClassAttendance } from './class-attendance.service.ts';
import { MyAttendance } from './my-attendance.service.ts';
import { SessionAttendance } from './session-attendance.service.ts';
import { attendanceContext, codesFor } from './testing/attendance-context.ts';

let context: TestContext;
let hosts: SessionAttendance;
let live: LiveClass;
let sessionId: SessionId;

beforeAll(async () => {
  context = await attendanceContext();
  hosts = context.get(SessionAttendance);
});
afterAll(() => context.close());

/** 09.30–11.00 WIB, 2 JP */
beforeEach(async () => {
  context.clock.set('2026-07-06T02:40:00Z');
  live = await aLiveClass(context.db, { people: 3 });
  sessionId = (await aSession(context.db, live)).id;
});

const ids = () => live.trainees.map(({ enrollmentId }) => enrollmentId);
const mark = (
  what: 'present' | 'partial' | 'absent' | 'cleared',
  given: { by?: Actor; whom?: ReturnType<typeof ids>; note?: string } = {},
) =>
  hosts.mark(
    given.by ?? live.trainer,
    { sessionId },
    {
      mark: what,
      enrollmentIds: given.whom ?? ids(),
      note: given.note ?? '',
    },
  );
const checkIn = async (place: number, at = '2026-07-06T02:40:00Z') => {
  const { in: code } = await codesFor(context, live.trainer, sessionId);
  context.clock.set(at);
  const me = live.trainees[place]?.me as Actor;
  await context.get(MyAttendance).check(me, { sessionId }, { id: randomUUID(), part: 'in', code });
};
const states = async (by = live.trainer) => {
  const { items } = await hosts.roster(by, { sessionId }, {});
  return items.map(({ record }) => record?.state ?? null);
};

describe('marking', () => {
  it('marks many at once; the same again changes nothing and is not recorded once more', async () => {
    expect(await mark('present')).toEqual({ changed: 3 });
    expect(await states()).toEqual(['present', 'present', 'present']);
    expect(await mark('present')).toEqual({ changed: 0 });
    const { items } = await hosts.evidence(live.trainer, { sessionId, enrollmentId: ids()[0] as never });
    expect(items).toHaveLength(1);
    expect(await mark('cleared', { whom: ids().slice(0, 1) })).toEqual({ changed: 1 });
    expect(await states()).toEqual([null, 'present', 'present']);
  });

  it('outweighs nothing that was checked by code, and says where both disagree', async () => {
    await checkIn(0);
    await mark('absent');
    const { items, counts } = await hosts.roster(live.trainer, { sessionId }, {});
    expect(items.map(({ record }) => [record?.state, record?.flags])).toEqual([
      ['partial', ['contradiction']],
      ['absent', []],
      ['absent', []],
    ]);
    expect(counts).toMatchObject({
      people: 3,
      present: 0,
      partial: 1,
      missing: 2,
      flagged: 1,
      by: { code: 1 },
    });
  });

  it('keeps who marked whom, and why, in the audit log', async () => {
    await mark('present', { whom: ids().slice(0, 1), note: 'Terlihat di layar aula' });
    const rows: unknown[] = await context.db.query(
      `SELECT actor_name, reason FROM platform_audit_entry WHERE subject_id = $1`,
      [ids()[0]],
    );
    expect(rows).toEqual([{ actor_name: 'Budi Pelatih', reason: 'Terlihat di layar aula' }]);
  });

  it('is for those who lead the class: nobody else, and nobody of another class among them', async () => {
    const others = await aLiveClass(context.db);
    expect(await refusalOf(mark('present', { by: others.trainer }))).toBe('not-found');
    const stranger = others.trainees[0]?.enrollmentId;
    expect(await refusalOf(mark('present', { whom: [...ids(), stranger] as never }))).toBe('not-found');
    expect(await states()).toEqual([null, null, null]);
    await mark('present', { by: live.organizer });
    await mark('absent', { by: national });
    expect(await states()).toEqual(['absent', 'absent', 'absent']);
  });

  it('of a session of the whole run reaches only the own classes', async () => {
    const others = await aLiveClass(context.db, { run: live.run });
    sessionId = (await aSession(context.db, { run: live.run, classGroupId: null })).id;
    await mark('present');
    const foreign = others.trainees[0]?.enrollmentId;
    expect(await refusalOf(mark('present', { whom: [foreign] as never }))).toBe('not-found');
    const read = await hosts.roster(national, { sessionId }, {});
    expect([read.classGroup, read.items, read.classes.length]).toEqual([null, [], 2]);
    const one = await hosts.roster(national, { sessionId }, { classGroupId: live.classGroupId });
    expect(one.counts).toMatchObject({ people: 3, present: 3 });
    expect(
      await refusalOf(hosts.roster(live.trainer, { sessionId }, { classGroupId: others.classGroupId })),
    ).toBe('not-found');
  });

  it('begins when the doors open and ends when the session is settled or the class closed', async () => {
    context.clock.set('2026-07-06T02:14:00Z');
    expect(await refusalOf(mark('present'))).toBe('not-begun');
    context.clock.set('2026-07-06T09:00:00Z');
    await mark('present');
    await hosts.close(live.trainer, { sessionId });
    expect(await refusalOf(mark('absent'))).toBe('session-closed');
    await closeClass(context.db, live.classGroupId);
    expect(await refusalOf(mark('absent'))).toBe('class-closed');
    expect(await states()).toEqual(['present', 'present', 'present']);
  });

  it('counts one record when a trainer marks while the trainee checks in', async () => {
    await Promise.all([checkIn(0), mark('present'), mark('present', { by: live.colleague })]);
    expect(await states()).toEqual(['present', 'present', 'present']);
  });
});

describe('settling a session', () => {
  it('is possible once it is over, and twice has one effect', async () => {
    expect(await refusalOf(hosts.close(live.trainer, { sessionId }))).toBe('not-over');
    context.clock.set('2026-07-06T04:00:00Z');
    await context.db.query(`DELETE FROM platform_outbox`);
    expect(await hosts.close(live.trainer, { sessionId })).toMatchObject({ state: 'closed' });
    expect(await hosts.close(live.colleague, { sessionId })).toMatchObject({ state: 'closed' });
    const rows: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_audit_entry WHERE action = 'live.session-closed' AND subject_id = $1`,
      [sessionId],
    );
    expect(rows).toHaveLength(1);
    // Everybody's hours are told, also of those of whom nothing was recorded, and once.
    const told: { payload: { enrollmentIds: string[] } }[] = await context.db.query(
      `SELECT payload FROM platform_outbox WHERE name = 'live.attendance-changed'`,
    );
    expect(told.map(({ payload }) => [...payload.enrollmentIds].sort())).toEqual([[...ids()].sort()]);
  });

  it('of a whole run is for the national office', async () => {
    context.clock.set('2026-07-06T04:00:00Z');
    sessionId = (await aSession(context.db, { run: live.run, classGroupId: null })).id;
    expect(await refusalOf(hosts.close(live.organizer, { sessionId }))).toBe('not-found');
    expect(await hosts.close(national, { sessionId })).toMatchObject({ state: 'closed' });
  });
});

describe('evidence', () => {
  it('never changes: the database refuses', async () => {
    await mark('present');
    for (const statement of [
      'UPDATE live_attendance_evidence SET detail = $1',
      'DELETE FROM live_attendance_evidence',
    ]) {
      const work = context.db.query(statement, statement.includes('$1') ? ['{}'] : []);
      await expect(work).rejects.toThrow('never changes');
    }
  });

  it('is shown with who recorded it, to those who lead the class only', async () => {
    await checkIn(0);
    await mark('absent', { note: 'Tidak terlihat' });
    const at = { sessionId, enrollmentId: ids()[0] as never };
    const { items, person } = await hosts.evidence(live.trainer, at);
    expect(items).toMatchObject([
      { kind: 'code', detail: { part: 'in' } },
      { kind: 'mark', detail: { mark: 'absent', note: 'Tidak terlihat' } },
    ]);
    expect(person.record?.flags).toEqual(['contradiction']);
    const others = await aLiveClass(context.db);
    expect(await refusalOf(hosts.evidence(others.trainer, at))).toBe('not-found');
  });
});

describe('the class at all its sessions', () => {
  it('has everybody with records and a rate that is never rounded up', async () => {
    const later = await aSession(context.db, live, {
      startsAt: new Date('2026-07-07T02:30:00Z'),
      lessonHours: '1',
    });
    await aSession(context.db, live, { startsAt: new Date('2026-07-08T02:30:00Z'), state: 'cancelled' });
    await mark('present', { whom: ids().slice(0, 1) });
    await mark('partial', { whom: ids().slice(1, 2) });
    const matrix = await context
      .get(ClassAttendance)
      .matrix(live.trainer, { classGroupId: live.classGroupId });
    expect(matrix.sessions.map(({ state }) => state)).toEqual(['planned', 'planned', 'cancelled']);
    expect(matrix.items.map(({ totals }) => [totals.counted, totals.scheduled, totals.rate])).toEqual([
      [2, 3, 66.6],
      [1, 3, 33.3],
      [0, 3, 0],
    ]);
    expect(matrix.items[0]?.records).toMatchObject({
      [sessionId]: { state: 'present', hours: 2, substituteHours: 0, lateMinutes: 0, flags: [] },
    });
    expect(matrix.items[0]?.records[later.id]).toBeUndefined();
    const totals = await attendanceTotals(context.db.manager, ids(), context.clock.now());
    expect([...totals.values()].map(({ counted }) => counted)).toEqual([2, 1, 0]);
  });

  it('is not there for others', async () => {
    const others = await aLiveClass(context.db);
    const at = { classGroupId: live.classGroupId };
    expect(await refusalOf(context.get(ClassAttendance).matrix(others.trainer, at))).toBe('not-found');
    const province = inRole('provincialAdmin', { level: 'province', ids: ['33'] });
    expect((await context.get(ClassAttendance).matrix(province, at)).items).toHaveLength(3);
    const elsewhere = inRole('provincialAdmin', { level: 'province', ids: ['91'] });
    expect(await refusalOf(context.get(ClassAttendance).matrix(elsewhere, at))).toBe('not-found');
  });

  it('is printed for one day as a PDF, also where nothing was that day', async () => {
    await mark('present');
    const pdf = async (day: string) => {
      const file = await context
        .get(ClassAttendance)
        .print(live.trainer, { classGroupId: live.classGroupId }, { day });
      const chunks: Buffer[] = [];
      for await (const chunk of file.getStream() as AsyncIterable<Buffer>) chunks.push(chunk);
      return Buffer.concat(chunks);
    };
    const [full, empty] = [await pdf('2026-07-06'), await pdf('2026-07-05')];
    expect(full.subarray(0, 5).toString()).toBe('%PDF-');
    expect(full.byteLength).toBeGreaterThan(empty.byteLength);
  });
});
