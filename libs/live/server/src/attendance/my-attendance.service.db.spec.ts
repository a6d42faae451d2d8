import type { SessionId } from '@bimtek/live-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aLiveClass, aSession, closeClass, type LiveClass, refusalOf } from '../testing/a-live-class.ts';
import { MyAttendance } from './my-attendance.service.ts';
import { SessionAttendance } from './session-attendance.service.ts';
import { attendanceContext } from './testing/attendance-context.ts';
import { TimetableChanges } from './timetable-changes.service.ts';

let context: TestContext;
let mine: MyAttendance;
let hosts: SessionAttendance;
let live: LiveClass;
let sessionId: SessionId;
let [first, second]: Actor[] = [];

beforeAll(async () => {
  context = await attendanceContext();
  mine = context.get(MyAttendance);
  hosts = context.get(SessionAttendance);
});
afterAll(() => context.close());

/** 09.30–11.00 WIB, 2 JP */
beforeEach(async () => {
  context.clock.set('2026-07-06T02:30:00Z');
  live = await aLiveClass(context.db, { people: 2 });
  sessionId = (await aSession(context.db, live)).id;
  [first, second] = live.trainees.map(({ me }) => me) as [Actor, Actor];
});

const codes = async (of: SessionId = sessionId) => {
  const { codes: both } = await hosts.codes(live.trainer, { sessionId: of });
  return { in: both[0]?.code ?? '', out: both[1]?.code ?? '' };
};
const check = async (me: Actor | undefined, part: 'in' | 'out', given: { code?: string; id?: string } = {}) =>
  mine.check(
    me as Actor,
    { sessionId },
    { id: given.id ?? randomUUID(), part, code: given.code ?? (await codes())[part] },
  );
const evidence = async (): Promise<number> => {
  const [row] = await context.db.query<[{ n: number }]>(
    `SELECT count(*)::int AS n FROM live_attendance_evidence WHERE session_id = $1`,
    [sessionId],
  );
  return row.n;
};
const told = async (): Promise<string[][]> => {
  const rows: { payload: { enrollmentIds: string[] } }[] = await context.db.query(
    `SELECT payload FROM platform_outbox WHERE name = 'live.attendance-changed' ORDER BY created_at, id`,
  );
  const ours = new Set<string>(live.trainees.map(({ enrollmentId }) => enrollmentId));
  return rows.map(({ payload }) => payload.enrollmentIds).filter((ids) => ids.every((id) => ours.has(id)));
};

describe('checking in and out', () => {
  it('counts half until one has checked out, with another code', async () => {
    const both = await codes();
    expect(both.in).toMatch(/^\d{6}$/);
    expect(both.out).not.toBe(both.in);
    expect((await check(first, 'in')).record).toMatchObject({ state: 'partial', hours: 1, strength: 'code' });
    context.clock.set('2026-07-06T03:50:00Z');
    expect((await check(first, 'out')).record).toMatchObject({ state: 'present', hours: 2, lateMinutes: 0 });
    expect(await told()).toEqual(expect.arrayContaining([[live.trainees[0]?.enrollmentId]]));
  });

  it('shows the same codes to everybody who leads it, also when two ask first at once', async () => {
    const [one, other] = await Promise.all([
      hosts.codes(live.trainer, { sessionId }),
      hosts.codes(live.colleague, { sessionId }),
    ]);
    expect(one.codes).toEqual(other.codes);
    expect(await codes()).toEqual({ in: one.codes[0]?.code, out: one.codes[1]?.code });
  });

  it('has one effect when it is sent twice, and in two tabs at once the first moment counts', async () => {
    const id = randomUUID();
    const sent = await check(first, 'in', { id });
    context.clock.advance(20 * 60_000);
    expect((await check(first, 'in', { id })).record).toEqual(sent.record);
    expect(await evidence()).toBe(1);
    const tabs = await Promise.all([check(second, 'in'), check(second, 'in')]);
    expect(tabs.map(({ record }) => record?.lateMinutes)).toEqual([20, 20]);
    context.clock.advance(60_000);
    expect((await check(second, 'in')).record).toEqual(tabs[0]?.record);
  });

  it('shows who is late and counts them in full', async () => {
    context.clock.set('2026-07-06T02:52:00Z');
    await check(first, 'in');
    context.clock.set('2026-07-06T03:50:00Z');
    expect((await check(first, 'out')).record).toMatchObject({ state: 'present', hours: 2, lateMinutes: 22 });
  });

  it('refuses outside of its windows, and says so beforehand', async () => {
    context.clock.set('2026-07-06T02:14:59Z');
    expect(await refusalOf(check(first, 'in'))).toBe('too-early');
    context.clock.set('2026-07-06T03:00:01Z');
    expect(await refusalOf(check(first, 'in'))).toBe('too-late');
    expect(await refusalOf(check(first, 'out'))).toBe('too-early');
    const { windows } = await mine.one(first as Actor, sessionId);
    expect([windows.in.refusal, windows.out.refusal]).toEqual(['too-late', 'too-early']);
    expect(await evidence()).toBe(0);
  });

  it('keeps a check-out without a check-in, which counts nothing and is shown to the trainer', async () => {
    context.clock.set('2026-07-06T03:50:00Z');
    expect((await check(first, 'out')).record).toMatchObject({
      state: 'unsettled',
      hours: 0,
      flags: ['no-check-in'],
    });
  });

  it('refuses a wrong code, names the code of the other end, and lets nobody guess on', async () => {
    const both = await codes();
    expect(await refusalOf(check(first, 'in', { code: both.out }))).toBe('code-for-other-part');
    const wrong = both.in === '000000' ? '000001' : '000000';
    for (let guess = 2; guess <= 10; guess++) {
      expect(await refusalOf(check(first, 'in', { code: wrong }))).toBe('code-wrong');
    }
    expect(await refusalOf(check(first, 'in', { code: both.in }))).toBe('too-many-requests');
    // Who types the right code is never counted, and another's guesses are their own.
    await check(second, 'in');
    expect(await evidence()).toBe(1);
  });

  it('is nobody else’s: not of another class, not of who has left', async () => {
    const others = await aLiveClass(context.db);
    expect(await refusalOf(check(others.trainees[0]?.me, 'in'))).toBe('not-found');
    expect(await refusalOf(hosts.codes(others.trainer, { sessionId }))).toBe('not-found');
    await context.db.query(`UPDATE delivery_enrollment SET state = 'withdrawn' WHERE id = $1`, [
      live.trainees[0]?.enrollmentId,
    ]);
    expect(await refusalOf(check(first, 'in'))).toBe('not-found');
  });

  it('of a whole run is open to every class of it', async () => {
    const colleagues = await aLiveClass(context.db, { run: live.run });
    const plenary = await aSession(context.db, { run: live.run, classGroupId: null });
    const { in: code } = await codes(plenary.id);
    for (const me of [first, colleagues.trainees[0]?.me]) {
      const sent = { id: randomUUID(), part: 'in' as const, code };
      const { record } = await mine.check(me as Actor, { sessionId: plenary.id }, sent);
      expect(record?.state).toBe('partial');
    }
  });

  it('is locked when the session is settled or cancelled or the class is closed', async () => {
    const { in: code } = await codes();
    const refused = async (state: string) => {
      await context.db.query(`UPDATE live_session SET state = $2 WHERE id = $1`, [sessionId, state]);
      return refusalOf(check(first, 'in', { code }));
    };
    expect(await refused('closed')).toBe('session-closed');
    expect(await refused('cancelled')).toBe('session-cancelled');
    await closeClass(context.db, live.classGroupId);
    expect(await refused('planned')).toBe('class-closed');
  });

  it('waits for a session that is being settled, and is refused by it', async () => {
    const { in: code } = await codes();
    const other = context.db.createQueryRunner();
    await other.startTransaction();
    await other.query(`SELECT id FROM live_session WHERE id = $1 FOR UPDATE`, [sessionId]);
    const waiting = refusalOf(check(first, 'in', { code }));
    await other.query(`UPDATE live_session SET state = 'closed' WHERE id = $1`, [sessionId]);
    await other.commitTransaction();
    await other.release();
    expect(await waiting).toBe('session-closed');
    expect(await evidence()).toBe(0);
  });
});

describe('checks kept on a phone', () => {
  const sync = async (
    me: Actor | undefined,
    checks: { id?: string; part?: 'in' | 'out'; code?: string; deviceAt: string; sessionId?: SessionId }[],
    sentAt = context.clock.now().toISOString(),
  ) => {
    const both = await codes();
    const { items } = await mine.sync(me as Actor, {
      sentAt,
      checks: checks.map((one) => ({
        id: one.id ?? randomUUID(),
        sessionId: one.sessionId ?? sessionId,
        part: one.part ?? 'in',
        code: one.code ?? both[one.part ?? 'in'],
        deviceAt: one.deviceAt,
      })),
    });
    return items.map(({ outcome }) => outcome);
  };
  const recordOfMine = async (me = first) => (await mine.one(me as Actor, sessionId)).record;

  it('count when they come within a day, and say that they came late', async () => {
    context.clock.set('2026-07-07T02:00:00Z');
    const outcomes = await sync(first, [
      { deviceAt: '2026-07-06T02:33:00Z' },
      { part: 'out', deviceAt: '2026-07-06T03:55:00Z' },
    ]);
    expect(outcomes).toEqual(['counted', 'counted']);
    expect(await recordOfMine()).toMatchObject({
      state: 'present',
      hours: 2,
      strength: 'offline',
      flags: ['late-sync'],
      checkedInAt: '2026-07-06T02:33:00.000Z',
    });
  });

  it('are as good as any other while the code is still taken', async () => {
    context.clock.set('2026-07-06T02:50:00Z');
    expect(await sync(first, [{ deviceAt: '2026-07-06T02:31:00Z' }])).toEqual(['counted']);
    expect(await recordOfMine()).toMatchObject({ strength: 'code', flags: [], lateMinutes: 0 });
  });

  it('have one effect however often they are sent', async () => {
    context.clock.set('2026-07-06T10:00:00Z');
    const kept = [{ id: randomUUID(), deviceAt: '2026-07-06T02:33:00Z' }];
    expect(await sync(first, kept)).toEqual(['counted']);
    expect(await sync(first, kept)).toEqual(['counted']);
    expect(await evidence()).toBe(1);
  });

  it('bear a clock that is wrong by years, and say so', async () => {
    context.clock.set('2026-07-06T10:00:00Z');
    const outcomes = await sync(first, [{ deviceAt: '2020-01-01T00:33:00Z' }], '2020-01-01T08:00:00Z');
    expect(outcomes).toEqual(['counted']);
    expect(await recordOfMine()).toMatchObject({
      checkedInAt: '2026-07-06T02:33:00.000Z',
      flags: ['late-sync', 'clock'],
    });
  });

  it.each([
    ['older than a day', '2026-07-07T02:34:00Z', '2026-07-06T02:33:00Z'],
    ['made before the doors opened', '2026-07-06T10:00:00Z', '2026-07-06T02:00:00Z'],
    ['made after its sending', '2026-07-06T10:00:00Z', '2026-07-06T12:00:00Z'],
  ])('that cannot be believed are kept for a person and count nothing: %s', async (_, now, deviceAt) => {
    context.clock.set(now);
    expect(await sync(first, [{ deviceAt }])).toEqual(['doubtful']);
    expect(await recordOfMine()).toMatchObject({ state: 'unsettled', hours: 0, flags: ['doubtful'] });
    expect(await evidence()).toBe(1);
  });

  it('are judged one by one: what is wrong with one holds up no other', async () => {
    const others = await aLiveClass(context.db);
    const elsewhere = await aSession(context.db, others);
    context.clock.set('2026-07-06T10:00:00Z');
    expect(
      await sync(first, [
        { deviceAt: '2026-07-06T02:33:00Z', code: '000000' },
        { deviceAt: '2026-07-06T02:33:00Z', sessionId: elsewhere.id },
        { deviceAt: '2026-07-06T02:33:00Z' },
      ]),
    ).toEqual(['code-wrong', 'not-found', 'counted']);
  });

  it('come too late for a settled session', async () => {
    context.clock.set('2026-07-06T10:00:00Z');
    await codes();
    await hosts.close(live.trainer, { sessionId });
    expect(await sync(first, [{ deviceAt: '2026-07-06T02:33:00Z' }])).toEqual(['session-closed']);
  });
});

describe('the own attendance', () => {
  it('has its rate, cut and never rounded up, without what is cancelled', async () => {
    await aSession(context.db, live, {
      startsAt: new Date('2026-07-05T02:30:00Z'),
      lessonHours: '3',
      state: 'cancelled',
    });
    await aSession(context.db, live, { startsAt: new Date('2026-07-07T02:30:00Z'), lessonHours: '1' });
    await check(first, 'in');
    context.clock.set('2026-07-06T03:50:00Z');
    await check(first, 'out');
    context.clock.set('2026-07-06T09:00:00Z');
    const { totals, needed, items } = await mine.all(first as Actor);
    expect(totals).toMatchObject({
      scheduled: 3,
      held: 2,
      counted: 2,
      rate: 66.6,
      rateSoFar: 100,
      bestRate: 100,
    });
    expect(needed).toBe(80);
    expect(items.map(({ record }) => record?.state)).toEqual([undefined, 'present', undefined]);
  });
});

describe('a session that is moved while people are inside', () => {
  const move = async (startsAt: string) => {
    await context.db.query(
      `UPDATE live_session SET starts_at = $2, ends_at = $2::timestamptz + interval '90 minutes', version = version + 1
       WHERE id = $1`,
      [sessionId, startsAt],
    );
    await context.get(TimetableChanges).follow({
      runId: live.run.id,
      classGroupId: live.classGroupId,
      change: 'moved',
      sessionIds: [sessionId],
    });
  };

  it('keeps them by the new times when it is the same day', async () => {
    context.clock.set('2026-07-06T02:50:00Z');
    expect((await check(first, 'in')).record?.lateMinutes).toBe(20);
    await move('2026-07-06T03:00:00Z');
    const { record, windows } = await mine.one(first as Actor, sessionId);
    expect(record).toMatchObject({ state: 'partial', lateMinutes: 0 });
    expect(windows.out.from).toBe('2026-07-06T04:15:00.000Z');
  });

  it('lets them check in anew on another day, and what they did before is kept as evidence', async () => {
    await check(first, 'in');
    await move('2026-07-07T02:30:00Z');
    expect((await mine.one(first as Actor, sessionId)).record).toBeNull();
    context.clock.set('2026-07-07T02:30:00Z');
    expect((await check(first, 'in')).record).toMatchObject({ state: 'partial' });
    expect(await evidence()).toBe(2);
  });

  it('tells everybody of the class that hours are others, once for each change', async () => {
    const before = (await told()).length;
    await move('2026-07-06T03:00:00Z');
    const after = await told();
    expect(after).toHaveLength(before + 1);
    expect(new Set(after.at(-1))).toEqual(new Set(live.trainees.map(({ enrollmentId }) => enrollmentId)));
  });
});
