import type { SessionId } from '@bimtek/live-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aLiveClass, aSession, type LiveClass, refusalOf } from '../../testing/a-live-class.ts';
import { SessionAttendance } from '../session-attendance.service.ts';
import { attendanceContext, upload } from '../testing/attendance-context.ts';
import { ParticipantReports } from './participant-reports.service.ts';

let context: TestContext;
let reports: ParticipantReports;
let live: LiveClass;
let sessionId: SessionId;

beforeAll(async () => {
  context = await attendanceContext();
  reports = context.get(ParticipantReports);
});
afterAll(() => context.close());

/** 09.30–11.00 WIB, 2 JP; it is over. */
beforeEach(async () => {
  context.clock.set('2026-07-06T05:00:00Z');
  live = await aLiveClass(context.db, { people: 3 });
  sessionId = (await aSession(context.db, live)).id;
});

const zoom = `Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Peserta 01,,07/06/2026 09:28:00 AM,07/06/2026 10:00:00 AM,32,Yes
Peserta 01,,07/06/2026 10:05:00 AM,07/06/2026 11:02:00 AM,57,Yes
Peserta 02 (Desa Kali),,07/06/2026 09:40:00 AM,07/06/2026 10:20:00 AM,40,Yes
Galaxy A12,,07/06/2026 09:31:00 AM,07/06/2026 11:00:00 AM,89,Yes
`;
const send = (text = zoom, by = live.trainer) =>
  reports.upload(by, { sessionId }, upload(text, 'peserta.csv'));
const id = (place: number) => live.trainees[place]?.enrollmentId as never;
const records = async () => {
  const { items } = await context.get(SessionAttendance).roster(live.trainer, { sessionId }, {});
  return items.map(({ record, minutesConnected }) => [record?.state ?? null, minutesConnected]);
};
const confirm = (
  reportId: Awaited<ReturnType<typeof send>>['id'],
  matches: { key: string; enrollmentId: never }[],
) => reports.confirm(live.trainer, { sessionId, reportId }, { matches });

describe('a participant report', () => {
  it('is read and proposed, and nothing counts before a person says so', async () => {
    const report = await send();
    expect(report).toMatchObject({ provider: 'zoom', isElsewhere: false, confirmedAt: null });
    expect(
      report.rows.map((row) => [row.name, row.connections, row.minutes, row.counts, row.candidates[0]?.by]),
    ).toEqual([
      ['Peserta 01', 2, 89, { in: true, out: true }, 'name'],
      ['Peserta 02 (Desa Kali)', 1, 40, { in: true, out: false }, 'name'],
      ['Galaxy A12', 1, 89, { in: true, out: true }, undefined],
    ]);
    expect(await records()).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it('counts for whom it is taken over, and can be taken over again without a trace more', async () => {
    const { id: reportId, rows } = await send();
    const matches = [
      { key: rows[0]?.key ?? '', enrollmentId: id(0) },
      { key: rows[1]?.key ?? '', enrollmentId: id(1) },
    ];
    expect(await confirm(reportId, matches)).toEqual({ matched: 2, changed: 2 });
    expect(await confirm(reportId, matches)).toEqual({ matched: 2, changed: 0 });
    expect(await records()).toEqual([
      ['present', 89],
      ['partial', 40],
      [null, null],
    ]);
    const { items } = await context
      .get(SessionAttendance)
      .evidence(live.trainer, { sessionId, enrollmentId: id(0) });
    expect(items).toHaveLength(1);
    expect(
      (await reports.get(live.trainer, { sessionId, reportId })).rows.map(({ matched }) => matched),
    ).toEqual([id(0), id(1), null]);
  });

  it('is taken back for whoever is not named any more, and moved to who was meant', async () => {
    const { id: reportId, rows } = await send();
    const key = rows[2]?.key ?? '';
    await confirm(reportId, [{ key, enrollmentId: id(0) }]);
    await confirm(reportId, [{ key, enrollmentId: id(2) }]);
    expect(await records()).toEqual([
      [null, 0],
      [null, null],
      ['present', 89],
    ]);
  });

  it('may have one person on two devices', async () => {
    const { id: reportId, rows } = await send();
    const matches = [1, 2].map((place) => ({ key: rows[place]?.key ?? '', enrollmentId: id(1) }));
    expect(await confirm(reportId, matches)).toEqual({ matched: 1, changed: 1 });
    expect(await records()).toEqual([
      [null, null],
      ['present', 89],
      [null, null],
    ]);
  });

  it('sent again is the same report', async () => {
    const one = await send();
    const again = await send();
    expect(again.id).toBe(one.id);
    expect((await reports.list(live.trainer, { sessionId })).items).toHaveLength(1);
  });

  it('never takes away what a code says', async () => {
    const marks = { mark: 'present' as const, enrollmentIds: [id(1)], note: '' };
    await context.get(SessionAttendance).mark(live.trainer, { sessionId }, marks);
    const { id: reportId, rows } = await send();
    await confirm(reportId, [{ key: rows[1]?.key ?? '', enrollmentId: id(1) }]);
    expect((await records())[1]).toEqual(['present', 40]);
  });

  it('is refused as no table, and is nobody else’s', async () => {
    expect(await refusalOf(send('Nama;Alamat\nSiti;Desa\n'))).toBe('headings-missing');
    expect(await refusalOf(send(''))).toBe('file-empty');
    const others = await aLiveClass(context.db);
    expect(await refusalOf(send(zoom, others.trainer))).toBe('not-found');
    const { id: reportId, rows } = await send();
    const stranger = others.trainees[0]?.enrollmentId as never;
    expect(await refusalOf(confirm(reportId, [{ key: rows[0]?.key ?? '', enrollmentId: stranger }]))).toBe(
      'not-found',
    );
  });

  it('counts no more once the session is settled', async () => {
    const { id: reportId, rows } = await send();
    await context.get(SessionAttendance).close(live.trainer, { sessionId });
    const late = confirm(reportId, [{ key: rows[0]?.key ?? '', enrollmentId: id(0) }]);
    expect(await refusalOf(late)).toBe('session-closed');
  });
});
