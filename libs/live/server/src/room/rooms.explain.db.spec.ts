import { manyEnrollments } from '@bimtek/delivery-server/testing';
import type { Channel, SessionId } from '@bimtek/live-contracts';
import { permissionsOf } from '@bimtek/identity-contracts';
import { Clock } from '@bimtek/platform-server';
import { anActor, explainedAll, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { manyPeople } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readResults } from '../polls/poll-rows.ts';
import { liveContext } from '../testing/a-live-class.ts';
import { readEntry } from './entry.queries.ts';
import { RoomLog } from './room-log.ts';
import { RoomRecords } from './room-records.service.ts';
import { readChannel, readPulse, readRoom } from './room-state.queries.ts';

/** Two years, each a run of 8,000 people in 200 classes with a session of 300 messages and a poll of 40 votes. */
const years = [8_000, 16_000] as const;
let context: TestContext;
const bySize = new PlansBySize();

beforeAll(async () => {
  context = await liveContext();
});
afterAll(() => context.close());

async function sessions(): Promise<void> {
  await context.db.query(`
    INSERT INTO live_session (id, run_id, class_group_id, kind, title, lesson_hours, starts_at, ends_at, state, stage,
      created_at, changed_at)
    SELECT gen_random_uuid(), g.run_id, g.id, 'class', 'Modul 4', 2, '2026-07-06T02:00:00Z', '2026-07-06T03:30:00Z',
      'planned', '{"provider": "hall"}', now(), now()
    FROM delivery_class_group g WHERE NOT EXISTS (SELECT 1 FROM live_session s WHERE s.class_group_id = g.id)`);
  await context.db.query(
    `INSERT INTO live_room (session_id) SELECT id FROM live_session ON CONFLICT DO NOTHING`,
  );
  await context.db.query(`
    INSERT INTO live_channel (session_id, channel, seq)
    SELECT id, 'class:' || class_group_id, 300 FROM live_session WHERE class_group_id IS NOT NULL ON CONFLICT DO NOTHING`);
  await context.db.query(`
    INSERT INTO live_event (session_id, channel, seq, kind, payload, at, person_id, key)
    SELECT s.id, 'class:' || s.class_group_id, n, 'said', '{"message": {"text": "Menurut saya warga perlu diajak"}}', now(),
      gen_random_uuid(), gen_random_uuid()
    FROM live_session s, generate_series(1, 300) n
    WHERE s.class_group_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM live_event e WHERE e.session_id = s.id)`);
  await context.db.query(`
    INSERT INTO live_poll (id, session_id, position, kind, question, options, scale_to, changeable, live_results, state,
      opened_at, created_by, created_at)
    SELECT gen_random_uuid(), s.id, 1, 'single', 'Siapa?', '["Petani", "Remaja"]', 5, true, true, 'open', now(), s.id, now()
    FROM live_session s WHERE NOT EXISTS (SELECT 1 FROM live_poll p WHERE p.session_id = s.id)`);
  await context.db.query(`
    INSERT INTO live_vote (poll_id, person_id, name, choice, revision, final, at)
    SELECT p.id, e.person_id, 'Rahayu', '{"options": [1]}', 1, false, now()
    FROM live_poll p JOIN live_session s ON s.id = p.session_id JOIN delivery_enrollment e ON e.class_group_id = s.class_group_id
    ON CONFLICT DO NOTHING`);
  await context.db.query(`
    INSERT INTO live_presence (session_id, person_id, process_id, role, class_group_id, first_joined_at, joined_at, left_at)
    SELECT s.id, e.person_id, '00000000-0000-7000-8000-000000000001', 'trainee', s.class_group_id, now(), now(), now()
    FROM live_session s JOIN delivery_enrollment e ON e.class_group_id = s.class_group_id ON CONFLICT DO NOTHING`);
  await context.db.query('VACUUM ANALYZE');
}

describe.each(years)('with the sessions of %i people', (people) => {
  beforeAll(async () => {
    const from = people - 8_000;
    await manyPeople(context.db, 8_000, from);
    await manyEnrollments(context.db, 8_000, from);
    await sessions();
  }, 180_000);

  it('reads for one room only what is of this room', async () => {
    const { db } = context;
    const [row]: { id: SessionId; class_group_id: string; person_id: string }[] = await db.query(
      `SELECT s.id, s.class_group_id, e.person_id FROM live_session s
       JOIN delivery_enrollment e ON e.class_group_id = s.class_group_id ORDER BY s.id LIMIT 1`,
    );
    const { id, class_group_id: classGroupId, person_id: personId } = row!;
    const channel: Channel = `class:${classGroupId}`;
    const trainee = anActor({
      role: 'trainee',
      userId: personId,
      scope: { level: 'own', ids: [] },
      permissions: permissionsOf('trainee'),
    });
    const trainer = anActor({
      role: 'expertTrainer',
      scope: { level: 'class', ids: [classGroupId] },
      permissions: permissionsOf('expertTrainer'),
    });
    const log = new RoomLog(db, context.get(Clock));
    const entered = { entry: { classGroupId, runId: '' }, role: 'host' };
    const [{ run_id: runId }]: [{ run_id: string }] = await db.query(
      `SELECT run_id FROM live_session WHERE id = $1`,
      [id],
    );
    const rooms = { admit: () => Promise.resolve({ ...entered, entry: { ...entered.entry, runId } }) };
    const records = new RoomRecords(db, context.get(Clock), rooms as never, undefined as never);
    const polls: { id: never }[] = await db.query(`SELECT id FROM live_poll WHERE session_id = $1`, [id]);
    const reads: [string, () => Promise<unknown>, number][] = [
      ['entry of a trainee', () => readEntry(db, trainee, id), 100],
      ['entry of a trainer', () => readEntry(db, trainer, id), 100],
      ['state of a room', () => readRoom(db, id), 100],
      ['state of a channel', () => readChannel(db, id, channel), 120],
      ['pulse', () => readPulse(db, [id]), 100],
      ['what was missed', () => log.after(id, channel, 290, 200), 60],
      [
        'votes of a poll',
        () =>
          readResults(
            db,
            polls.map((poll) => ({ ...poll, options: ['a', 'b'], kind: 'single' }) as never),
          ),
        100,
      ],
      ['people of a class', () => records.people(trainer, id, { limit: 100 }), 200],
    ];
    for (const [name, read, most] of reads) {
      const plans = await explainedAll(db, read);
      expect(plans.length).toBeGreaterThan(0);
      for (const [place, plan] of plans.entries())
        expect(bySize.wrongs(`${name} ${place}`, plan, { most })).toEqual([]);
    }
  });
});
