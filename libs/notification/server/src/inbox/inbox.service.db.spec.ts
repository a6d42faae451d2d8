import { messageTemplate } from '@bimtek/notification-contracts';
import { ProblemError } from '@bimtek/platform-contracts';
import { anActor, aTestContext, explainedPage, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { Notifier } from '../messages/notifier.ts';
import { NotificationModule } from '../notification.module.ts';
import { notificationTables } from '../notification.tables.ts';
import { Inbox } from './inbox.service.ts';

const somethingHappened = messageTemplate({
  name: 'spec.something-happened',
  params: z.object({ title: z.string(), n: z.number() }),
});
const all = { limit: 50 };

let context: TestContext;
let notifier: Notifier;
let inbox: Inbox;

beforeAll(async () => {
  context = await aTestContext([notificationTables], [NotificationModule]);
  [notifier, inbox] = [context.get(Notifier), context.get(Inbox)];
});
afterAll(() => context.close());

const aPerson = () => anActor({ userId: randomUUID(), role: 'trainee' });
const tell = (recipientId: string, dedupeKey: string = randomUUID(), link: string | null = '/tugas/T1') =>
  context.db.transaction((tx) =>
    notifier.notify(tx, somethingHappened, [
      { recipientId, dedupeKey, params: { title: 'Peta kebutuhan', n: 1 }, link },
    ]),
  );

describe('telling somebody something', () => {
  it('tells it once for each reason, however often it is asked for', async () => {
    const [me, other] = [aPerson(), aPerson()];
    expect(await tell(me.userId, 'once')).toBe(1);
    expect(await tell(me.userId, 'once')).toBe(0);
    expect(await tell(other.userId, 'once')).toBe(1);
    expect((await inbox.list(me, all)).items).toMatchObject([
      {
        template: 'spec.something-happened',
        params: { title: 'Peta kebutuhan', n: 1 },
        link: '/tugas/T1',
        readAt: null,
      },
    ]);
  });

  it('tells it once when two say it at the same time', async () => {
    const me = aPerson();
    const told = await Promise.all([1, 2, 3, 4].map(() => tell(me.userId, 'at once')));
    expect(told.sort()).toEqual([0, 0, 0, 1]);
  });

  it('tells nothing when what it was about did not happen', async () => {
    const me = aPerson();
    const failed = context.db.transaction(async (tx) => {
      const params = { title: 'x', n: 1 };
      await notifier.notify(tx, somethingHappened, [
        { recipientId: me.userId, dedupeKey: 'a', params, link: null },
      ]);
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    expect(await inbox.countUnread(me)).toEqual({ unread: 0 });
  });

  it.each(['https://contoh.id', '//contoh.id/x', 'tugas/T1', '/\\contoh.id', '/tugas/T1 x'])(
    'does not lead to %s',
    async (link) => {
      await expect(tell(randomUUID(), 'link', link)).rejects.toThrow();
    },
  );

  it('notes in the log that it lies in the inbox', async () => {
    const me = aPerson();
    await tell(me.userId);
    const log: unknown[] = await context.db.query(
      `SELECT d.channel, d.state FROM notification_delivery d JOIN notification_message m ON m.id = d.message_id
       WHERE m.recipient_id = $1`,
      [me.userId],
    );
    expect(log).toEqual([{ channel: 'inbox', state: 'delivered' }]);
  });
});

describe('the inbox', () => {
  it('has the newest first, in pages that neither repeat nor leave out', async () => {
    const me = aPerson();
    for (const key of ['a', 'b', 'c']) {
      context.clock.advance(1_000);
      await tell(me.userId, key);
    }
    const first = await inbox.list(me, { ...all, limit: 2 });
    const second = await inbox.list(me, { ...all, limit: 2, after: first.next ?? '' });
    const times = [...first.items, ...second.items].map(({ createdAt }) => createdAt);
    expect(times).toHaveLength(3);
    expect(times).toEqual([...times].sort().reverse());
    expect(second.next).toBeNull();
    const back = await inbox.list(me, { ...all, limit: 2, before: second.previous ?? '' });
    expect(back.items).toEqual(first.items);
  });

  it('remembers when a message was first read', async () => {
    const me = aPerson();
    await tell(me.userId);
    const [message] = (await inbox.list(me, all)).items;
    await inbox.read(me, message?.id ?? '');
    const [read] = (await inbox.list(me, all)).items;
    context.clock.advance(60_000);
    await inbox.read(me, message?.id ?? '');
    expect((await inbox.list(me, all)).items).toEqual([read]);
    expect(read?.readAt).not.toBeNull();
    expect((await inbox.list(me, { ...all, only: 'unread' as const })).items).toEqual([]);
  });

  it('is nobody else’s: their messages look as if there were none', async () => {
    const [me, other] = [aPerson(), aPerson()];
    await tell(me.userId);
    const [message] = (await inbox.list(me, all)).items;
    await expect(inbox.read(other, message?.id ?? '')).rejects.toThrow(ProblemError);
    expect(await inbox.countUnread(me)).toEqual({ unread: 1 });
  });

  it('keeps unread what came after the list was looked at', async () => {
    const [me, other] = [aPerson(), aPerson()];
    await tell(other.userId);
    await tell(me.userId, 'a');
    const until = context.clock.now().toISOString();
    context.clock.advance(1_000);
    await tell(me.userId, 'b');
    expect(await inbox.readAll(me, { until })).toEqual({ read: 1 });
    expect(await inbox.readAll(me, { until })).toEqual({ read: 0 });
    expect([await inbox.countUnread(me), await inbox.countUnread(other)]).toEqual([
      { unread: 1 },
      { unread: 1 },
    ]);
  });

  it('is read and counted by index among a hundred thousand messages of others', async () => {
    const me = aPerson();
    await context.db.query(
      `INSERT INTO notification_message (id, recipient_id, template, params, dedupe_key, created_at, read_at)
       SELECT gen_random_uuid(), CASE WHEN n % 100 = 0 THEN $1::uuid ELSE gen_random_uuid() END, 'spec.x', '{}', n::text,
         now() - n * interval '1 minute', CASE WHEN n % 3 <> 0 THEN now() END
       FROM generate_series(1, 100000) n`,
      [me.userId],
    );
    await context.db.query(`VACUUM ANALYZE notification_message`);
    for (const asked of [all, { ...all, only: 'unread' as const }]) {
      const plan = await explainedPage(context.db, () => inbox.list(me, asked));
      expect([plan.sequentialScans, plan.rowsSorted]).toEqual([[], 0]);
      expect(plan.rowsTouched).toBeLessThan(100);
    }
    const plan = await explainedPage(context.db, () => inbox.countUnread(me));
    expect(plan.indexes).toEqual(['notification_message_unread']);
    expect((await inbox.countUnread(me)).unread).toBe(100);
  });
});
