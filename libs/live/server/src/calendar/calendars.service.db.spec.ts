import { found } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aLiveClass, aSession, liveContext, refusalOf } from '../testing/a-live-class.ts';
import { Calendars } from './calendars.service.ts';

let context: TestContext;
let calendars: Calendars;
beforeAll(async () => {
  context = await liveContext();
  calendars = context.get(Calendars);
});
afterAll(() => context.close());

let sender = 0;
const read = (url: string, from = `10.0.0.${++sender}`) =>
  calendars.read(url.slice(url.lastIndexOf('/') + 1), from);

async function someone() {
  const group = await aLiveClass(context.db);
  for (const { me } of [...group.trainees, { me: group.trainer }, { me: group.organizer }]) {
    await context.db.query(
      `INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, state, created_at)
       VALUES (gen_random_uuid(), $1::uuid, 'BT26-' || right($1::text, 6), 'Seseorang', '+628120000000', 'invited', now())`,
      [me.userId],
    );
  }
  return { ...group, me: found(group.trainees[0]).me };
}

describe('a calendar feed', () => {
  it('gives the sessions of the class and of its run, and nothing of other classes', async () => {
    const group = await someone();
    const other = await aLiveClass(context.db, { run: group.run });
    await aSession(context.db, group, { title: 'Sesi kelas' });
    await aSession(context.db, { ...group, classGroupId: null }, { title: 'Pembukaan' });
    await aSession(context.db, other, { title: 'Sesi kelas lain' });
    const { url } = await calendars.make(group.me);
    expect(url).toMatch(/^https:\/\/ruang\.example\/api\/calendars\/[\w-]{43}\.ics$/);
    const text = await read(url);
    expect(text).toContain('SUMMARY:Sesi kelas\r\n');
    expect(text).toContain('SUMMARY:Pembukaan');
    expect(text).not.toContain('kelas lain');
    expect(text).not.toContain('/kelola/');
  });

  it('gives trainers and organizers the sessions of their classes', async () => {
    const group = await someone();
    await aSession(context.db, group, { title: 'Sesi kelas' });
    for (const me of [group.trainer, group.organizer]) {
      const text = await read((await calendars.make(me)).url);
      expect(text).toContain('SUMMARY:Sesi kelas');
      expect(text).toContain('/kelola/sesi/');
    }
  });

  it('keeps only a hash of the address', async () => {
    const { me } = await someone();
    const { url } = await calendars.make(me);
    const token = url.slice(url.lastIndexOf('/') + 1, -'.ics'.length);
    const [row] = await context.db.query(`SELECT * FROM live_calendar_feed WHERE person_id = $1`, [
      me.userId,
    ]);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(JSON.stringify(await calendars.feedOf(me))).not.toContain(token);
  });

  it('ends with a new address, when it is ended, and when the account is locked', async () => {
    const { me } = await someone();
    const first = await calendars.make(me);
    const second = await calendars.make(me);
    expect(await refusalOf(read(first.url))).toBe('not-found');
    expect(await read(second.url)).toContain('BEGIN:VCALENDAR');
    await context.db.query(`UPDATE identity_account SET state = 'locked' WHERE person_id = $1`, [me.userId]);
    expect(await refusalOf(read(second.url))).toBe('not-found');
    await context.db.query(`UPDATE identity_account SET state = 'invited' WHERE person_id = $1`, [me.userId]);
    await calendars.end(me);
    await calendars.end(me);
    expect(await refusalOf(read(second.url))).toBe('not-found');
    expect(await calendars.feedOf(me)).toEqual({ feed: null });
  });

  it('is empty for somebody who has left', async () => {
    const group = await someone();
    await aSession(context.db, group);
    const { url } = await calendars.make(group.me);
    await context.db.query(`UPDATE delivery_enrollment SET state = 'replaced' WHERE person_id = $1`, [
      group.me.userId,
    ]);
    expect(await read(url)).not.toContain('BEGIN:VEVENT');
  });

  it('lets nobody ask for addresses on and on, without shutting out others', async () => {
    const { me } = await someone();
    const { url } = await calendars.make(me);
    for (let tries = 0; tries < 30; tries++) await refusalOf(read('salah.ics', 'penebak'));
    expect(await refusalOf(read('salah.ics', 'penebak'))).toBe('too-many-requests');
    expect(await read(url)).toContain('BEGIN:VCALENDAR');
  });

  it('notes now and then that it is read', async () => {
    const { me } = await someone();
    const { url } = await calendars.make(me);
    expect((await calendars.feedOf(me)).feed?.lastReadAt).toBeNull();
    await read(url);
    expect((await calendars.feedOf(me)).feed?.lastReadAt).toBe(context.clock.now().toISOString());
  });
});
