import type { SessionId, VenueListId } from '@bimtek/live-contracts';
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
  refusalOf,
} from '../testing/a-live-class.ts';
import { SessionAttendance } from './session-attendance.service.ts';
import { aPhoto, attendanceContext, upload } from './testing/attendance-context.ts';
import { VenueAttendance } from './venue.service.ts';

let context: TestContext;
let venues: VenueAttendance;
let live: LiveClass;
let sessionId: SessionId;
let listId: VenueListId;
let official: Actor;

beforeAll(async () => {
  context = await attendanceContext();
  venues = context.get(VenueAttendance);
});
afterAll(() => context.close());

beforeEach(async () => {
  context.clock.set('2026-07-06T02:40:00Z');
  live = await aLiveClass(context.db, { people: 26 });
  sessionId = (await aSession(context.db, live)).id;
  listId = randomUUID() as VenueListId;
  official = inRole('regencyAdmin', { level: 'regency', ids: ['33.01'] }, randomUUID(), 'Petugas Dinas');
});

const ids = () => live.trainees.map(({ enrollmentId }) => enrollmentId);
const tick = (
  ticked = ids(),
  given: { unticked?: ReturnType<typeof ids>; by?: Actor; at?: SessionId } = {},
) =>
  venues.tick(
    given.by ?? official,
    { sessionId: given.at ?? sessionId, listId },
    { venue: 'Aula Dinas Magelang', ticked, unticked: given.unticked ?? [] },
  );
const photo = (bytes: Uint8Array = aPhoto, by = official) =>
  venues.sendPhoto(by, { sessionId, listId }, upload(bytes, 'daftar hadir.jpeg'));
const counts = async () =>
  (await context.get(SessionAttendance).roster(live.trainer, { sessionId }, {})).counts;

describe('a hall', () => {
  it('of 26 people behind one connection counts when the photo of the signed list is there', async () => {
    expect(await tick()).toMatchObject({ people: 26, photoAt: null, photoUntil: '2026-07-07T04:00:00.000Z' });
    expect(await counts()).toMatchObject({ present: 0, missing: 26, flagged: 26 });
    expect((await photo()).photoAt).toBe('2026-07-06T02:40:00.000Z');
    expect(await counts()).toMatchObject({ present: 26, missing: 0, flagged: 0, by: { venue: 26 } });
  });

  it('can be audited: who ticked whom, in which hall, by which photo', async () => {
    await tick(ids().slice(0, 1));
    await photo();
    const at = { sessionId, enrollmentId: ids()[0] as never };
    const { items } = await context.get(SessionAttendance).evidence(live.trainer, at);
    expect(items).toMatchObject([
      { kind: 'venue', detail: { isTicked: true, venue: 'Aula Dinas Magelang' }, hasFile: true },
    ]);
    const file = await context
      .get(SessionAttendance)
      .file(live.trainer, { ...at, evidenceId: items[0]?.id ?? '' });
    expect(file).toMatchObject({ mediaType: 'image/jpeg', fileName: 'daftar hadir.jpg' });
  });

  it('takes ticks and unticks in any number of goes, also after the photo', async () => {
    await tick(ids().slice(0, 20));
    expect(await tick(ids().slice(10), { unticked: ids().slice(0, 2) })).toMatchObject({ people: 24 });
    expect(await tick(ids().slice(10), { unticked: ids().slice(0, 2) })).toMatchObject({ people: 24 });
    await photo();
    expect(await counts()).toMatchObject({ present: 24 });
    await tick(ids().slice(0, 1), { unticked: ids().slice(25) });
    expect(await counts()).toMatchObject({ present: 24, missing: 2 });
    const [row] = await context.db.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM live_attendance_evidence WHERE session_id = $1`,
      [sessionId],
    );
    expect(row.n).toBe(26 + 2 + 2);
  });

  it('loses nobody when somebody is ticked while the photo is sent', async () => {
    await tick(ids().slice(0, 13));
    await Promise.all([photo(), tick(ids().slice(13))]);
    expect(await counts()).toMatchObject({ present: 26 });
  });

  it('reaches only people of the own regency', async () => {
    await context.db.query(`UPDATE delivery_enrollment SET regency_code = '33.02' WHERE id = $1`, [ids()[0]]);
    expect(await refusalOf(tick())).toBe('not-found');
    const { items } = await venues.get(official, { sessionId }, {});
    expect(items).toHaveLength(25);
    const elsewhere = inRole('regencyAdmin', { level: 'regency', ids: ['91.01'] });
    expect(await refusalOf(venues.get(elsewhere, { sessionId }, {}))).toBe('not-found');
  });

  it('is written by whoever began it, for the session it was begun for', async () => {
    await tick();
    const colleague = inRole('regencyAdmin', { level: 'regency', ids: ['33.01'] });
    expect(await refusalOf(tick(ids(), { by: colleague }))).toBe('list-of-other');
    expect(await refusalOf(photo(aPhoto, colleague))).toBe('list-of-other');
    const other = await aSession(context.db, live, { startsAt: new Date('2026-07-06T02:35:00Z') });
    expect(await refusalOf(tick(ids(), { at: other.id }))).toBe('list-of-other');
  });

  it('says who is recorded by something else already', async () => {
    const marks = { mark: 'present' as const, enrollmentIds: ids().slice(0, 1), note: '' };
    await context.get(SessionAttendance).mark(live.trainer, { sessionId }, marks);
    await tick(ids().slice(1, 3));
    const { items, list, lists } = await venues.get(official, { sessionId }, {});
    expect(items.slice(0, 4).map(({ isTicked, isRecorded }) => [isTicked, isRecorded])).toEqual([
      [false, true],
      [true, false],
      [true, false],
      [false, false],
    ]);
    expect([list?.people, lists.length]).toEqual([2, 1]);
  });
});

describe('the photo', () => {
  beforeEach(() => tick());

  it('is taken for a day after the session, to the last instant', async () => {
    context.clock.set('2026-07-07T04:00:00Z');
    await photo();
    context.clock.set('2026-07-07T04:00:00.001Z');
    expect(await refusalOf(photo())).toBe('photo-too-late');
    expect(await counts()).toMatchObject({ present: 26 });
  });

  it('is judged by its bytes: no page, no program, nothing', async () => {
    expect(await refusalOf(photo(Buffer.from('<html>')))).toBe('kind-unknown');
    expect(await refusalOf(photo(Buffer.from('')))).toBe('file-empty');
    const rows: unknown[] = await context.db.query(`SELECT 1 FROM platform_file WHERE created_by = $1`, [
      official.userId,
    ]);
    expect(rows).toEqual([]);
  });

  it('comes too late for a settled session or a closed class, and leaves nothing behind', async () => {
    context.clock.set('2026-07-06T05:00:00Z');
    await context.get(SessionAttendance).close(live.trainer, { sessionId });
    expect(await refusalOf(photo())).toBe('session-closed');
    await closeClass(context.db, live.classGroupId);
    expect(await refusalOf(photo())).toBe('class-closed');
    const rows: unknown[] = await context.db.query(`SELECT 1 FROM platform_file WHERE created_by = $1`, [
      official.userId,
    ]);
    expect(rows).toEqual([]);
  });
});
