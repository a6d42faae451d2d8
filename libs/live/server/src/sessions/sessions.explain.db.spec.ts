import type { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { anEnrollment } from '@bimtek/delivery-server/testing';
import type { Actor } from '@bimtek/platform-contracts';
import { explainedAll, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Calendars } from '../calendar/calendars.service.ts';
import { aLiveClass, inRole, type LiveClass, liveContext, national } from '../testing/a-live-class.ts';
import { SessionViews } from './session-views.service.ts';

/** Sessions of twenty in a class, in classes of 200 a run: the seasons of ten years, and ten times as many. */
const sizes = [40_000, 400_000] as const;
let context: TestContext;
let group: LiveClass;
const bySize = new PlansBySize();

beforeAll(async () => {
  context = await liveContext();
  group = await aLiveClass(context.db);
});
afterAll(() => context.close());

async function manySessions(sessions: number, from: number): Promise<void> {
  const classes = [from / 20 + 1, sessions / 20];
  await context.db.query(
    `INSERT INTO delivery_class_group (id, run_id, wave_id, code, name, province_code, time_zone, capacity, state, created_at)
     SELECT gen_random_uuid(), $3, $4, 'BANYAK-' || n, 'Kelas ' || n, (11 + n % 80)::text, 'Asia/Jakarta', 40, 'running', now()
     FROM generate_series($1::int, $2::int) n`,
    [...classes, group.run.id, group.run.waveId],
  );
  await context.db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, module_code, title, lesson_hours, starts_at, ends_at, state,
       stage, created_at, changed_at)
     SELECT gen_random_uuid(), g.run_id, g.id, 'class', 'M1', 'Sesi', 2, s.at, s.at + interval '90 minutes', 'planned',
       '{"provider":"hall"}', now(), now()
     FROM delivery_class_group g CROSS JOIN generate_series(0, 19) n
     CROSS JOIN LATERAL (SELECT timestamptz '2026-07-01' + n * interval '1 day'
       + (substring(g.code FROM '\\d+')::int % 1000) * interval '1 minute' AS at) s
     WHERE g.code LIKE 'BANYAK-%' AND NOT EXISTS (SELECT 1 FROM live_session o WHERE o.class_group_id = g.id)`,
  );
  await context.db.query('VACUUM ANALYZE live_session');
  await context.db.query('ANALYZE delivery_class_group');
}

async function someClass(): Promise<{ id: ClassGroupId; runId: RunId; provinceCode: string }> {
  const [row]: { id: ClassGroupId; runId: RunId; provinceCode: string }[] = await context.db.query(
    `SELECT id, run_id AS "runId", province_code AS "provinceCode" FROM delivery_class_group WHERE code = 'BANYAK-7'`,
  );
  if (!row) throw new Error('There is no class');
  return row;
}

describe.each(sizes)('among %i sessions', (sessions) => {
  let classGroupId: ClassGroupId;
  let trainer: Actor;
  let trainee: Actor;

  beforeAll(async () => {
    await manySessions(sessions, sessions === sizes[0] ? 0 : sizes[0]);
    const classGroup = await someClass();
    classGroupId = classGroup.id;
    trainer = inRole('expertTrainer', { level: 'class', ids: [classGroup.id] });
    trainee = inRole('trainee', { level: 'own', ids: [] });
    await anEnrollment(context.db, { classGroup, personId: trainee.userId });
  }, 120_000);

  const views = () => context.get(SessionViews);
  const from = '2026-07-06T00:00:00.000Z';

  it.each([
    ['the own timetable', 60, () => views().mine(trainee)],
    ['the timetable of a class', 60, () => views().ofClass(trainer, classGroupId)],
    ['the agenda of a trainer', 60, () => views().agenda(trainer, { from, limit: 50, order: 'first' })],
    [
      'the agenda of the national office',
      60,
      () => views().agenda(national, { from, limit: 50, order: 'first' }),
    ],
    [
      'what is over, of the national office',
      60,
      () => views().agenda(national, { until: from, limit: 50, order: 'last' }),
    ],
  ] as [string, number, () => Promise<unknown>][])('%s is found by an index', async (name, most, ask) => {
    const wrongs = (await explainedAll(context.db, ask)).flatMap((plan, at) =>
      bySize.wrongs(`${name} ${at}`, plan, { most }),
    );
    expect(wrongs).toEqual([]);
  });

  it('a calendar is found by the classes of its person', async () => {
    await context.db.query(
      `INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, state, created_at)
       VALUES (gen_random_uuid(), $1::uuid, 'BT26-' || right($1::text, 6), 'Seseorang', '+62812', 'invited', now())`,
      [trainee.userId],
    );
    const { url } = await context.get(Calendars).make(trainee);
    const ask = () => context.get(Calendars).read(url.slice(url.lastIndexOf('/') + 1), '10.1.1.1');
    const plans = await explainedAll(context.db, ask);
    const wrongs = plans.flatMap((plan, at) => bySize.wrongs(`calendar ${at}`, plan, { most: 60 }));
    expect(wrongs).toEqual([]);
  });
});
