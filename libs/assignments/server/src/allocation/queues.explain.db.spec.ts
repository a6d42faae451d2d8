import { manyEnrollments } from '@bimtek/delivery-server/testing';
import { permissionsOf } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import {
  anActor,
  type Explained,
  explainedAll,
  explainedPage,
  PlansBySize,
  type TestContext,
} from '@bimtek/platform-server/testing';
import { manyPeople } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MarkingDesk } from '../marking/desk.service.ts';
import { SecondMarking } from '../second-marking/second-marking.service.ts';
import { assignmentsContext } from '../testing/a-class.ts';
import { Markers } from './markers.service.ts';

/** Two years, each a run of 8,000 people; one piece of each person in a class. */
const years = [8_000, 16_000] as const;
let context: TestContext;
const bySize = new PlansBySize();

beforeAll(async () => {
  context = await assignmentsContext();
});
afterAll(() => context.close());

/** Trainer `1 + n % 189` and the one after it for class `n`; every piece lies with the first. */
async function work(from: number): Promise<void> {
  const { db } = context;
  // What was handed in a year ago is marked by now.
  await db.query(`UPDATE assignments_allocation SET closed_at = now()`);
  await db.query(
    `INSERT INTO delivery_class_trainer (class_group_id, person_id, position)
     SELECT g.id, md5('trainer ' || (1 + (g.n + p) % 189))::uuid, p
     FROM (SELECT id, row_number() OVER (ORDER BY code, id) AS n FROM delivery_class_group) g, generate_series(0, 1) p
     ON CONFLICT DO NOTHING`,
  );
  await db.query(
    `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
       first_submitted_at, submitted_at)
     SELECT gen_random_uuid(), e.id, 'T1', 'M1', 'submitted', 1, 1, t.at, t.at
     FROM delivery_enrollment e
     CROSS JOIN LATERAL (SELECT now() - abs(hashtext(e.id::text)) % 100000 * interval '1 second' AS at) t
     WHERE e.class_group_id IS NOT NULL ON CONFLICT DO NOTHING`,
  );
  await db.query(
    `INSERT INTO assignments_version (id, submission_id, number, content, submitted_by, submitted_at, late_days, receipt_code)
     SELECT gen_random_uuid(), s.id, 1, '{"text": "Isi", "link": null, "checked": [], "files": [], "plan": null}', s.id,
       s.submitted_at, 0, 'K-' || translate(upper(lpad(to_hex((n + $1) / 4096), 4, '0')), '01', 'XY') || '-'
         || translate(upper(lpad(to_hex((n + $1) % 4096), 4, '0')), '01', 'XY')
     FROM (SELECT *, row_number() OVER () AS n FROM assignments_submission
           WHERE id NOT IN (SELECT submission_id FROM assignments_version)) s`,
    [from],
  );
  await db.query(`
    INSERT INTO assignments_allocation (version_id, round, submission_id, class_group_id, marker_id, reason, since,
      allocated_at, warn_at, due_at)
    SELECT v.id, 1, v.submission_id, e.class_group_id, t.person_id, '{"rule": "fewest-days", "considered": [], "excluded": []}',
      v.submitted_at, v.submitted_at, v.submitted_at + interval '2 days', v.submitted_at + interval '3 days'
    FROM assignments_version v JOIN assignments_submission s ON s.id = v.submission_id
    JOIN delivery_enrollment e ON e.id = s.enrollment_id
    JOIN delivery_class_trainer t ON t.class_group_id = e.class_group_id AND t.position = 0
    WHERE v.id NOT IN (SELECT version_id FROM assignments_allocation)`);
  await db.query('VACUUM ANALYZE');
}

async function aTrainer(): Promise<Actor> {
  const rows: { id: string; person: string }[] = await context.db.query(
    `SELECT class_group_id AS id, person_id AS person FROM delivery_class_trainer
     WHERE person_id = (SELECT person_id FROM delivery_class_trainer ORDER BY person_id LIMIT 1)`,
  );
  return anActor({
    role: 'expertTrainer',
    userId: rows[0]?.person ?? '',
    scope: { level: 'class', ids: rows.slice(0, 3).map(({ id }) => id) },
    permissions: permissionsOf('expertTrainer'),
  });
}

describe.each(years)('with the work of %i people', (people) => {
  beforeAll(async () => {
    const from = people - 8_000;
    await manyPeople(context.db, 8_000, from);
    await manyEnrollments(context.db, 8_000, from);
    await work(from);
  }, 120_000);

  const wrongs = (name: string, plans: Explained[], most: number) =>
    plans.flatMap((plan, place) => bySize.wrongs(`${name} ${place}`, plan, { most }));

  it('a trainer’s queue is read from an index, the page alone', async () => {
    const me = await aTrainer();
    const desk = context.get(MarkingDesk);
    const mine = await explainedPage(context.db, () => desk.list(me, { whose: 'mine', limit: 50 }));
    expect(bySize.wrongs('mine', mine, { most: 200 })).toEqual([]);
    expect(mine.indexes).toContain('assignments_allocation_of_marker');
    const all = await explainedPage(context.db, () => desk.list(me, { whose: 'all', limit: 50 }));
    expect(bySize.wrongs('all of three classes', all, { most: 400 })).toEqual([]);
    const criterion = await explainedPage(context.db, () =>
      desk.list(me, { whose: 'mine', assignmentCode: 'T1' as never, criterion: 'clarity', limit: 50 }),
    );
    expect(bySize.wrongs('one criterion', criterion, { most: 400 })).toEqual([]);
    expect(wrongs('counts', await explainedAll(context.db, () => desk.count(me, {})), 400)).toEqual([]);
  });

  it('all work of the country is read in the order of the queue', async () => {
    const page = await explainedPage(context.db, () =>
      context.get(MarkingDesk).list(anActor({ permissions: permissionsOf('nationalAdmin') }), { limit: 50 }),
    );
    expect(bySize.wrongs('country', page, { most: 400 })).toEqual([]);
  });

  it('the board of a run reads its open work and no other run’s', async () => {
    const [run]: { id: string }[] = await context.db.query(
      `SELECT id FROM delivery_run ORDER BY name LIMIT 1`,
    );
    const admin = anActor({ permissions: permissionsOf('nationalAdmin') });
    for (const by of ['marker', 'class', 'province'] as const) {
      const plan = await explainedPage(
        context.db,
        () => context.get(Markers).board(admin, { runId: (run?.id ?? '') as never }, { by }),
        'counted AS',
      );
      expect(bySize.wrongs(`board by ${by}`, plan, { most: 10_000, mostPages: 1_500 })).toEqual([]);
      expect(plan.indexes).toContain('assignments_allocation_of_class');
    }
  });

  it('what waits for a master trainer is read from those pieces alone', async () => {
    const master = anActor({ role: 'masterTrainer', permissions: permissionsOf('masterTrainer') });
    const page = await explainedPage(context.db, () => context.get(SecondMarking).list(master));
    expect(bySize.wrongs('twice', page, { most: 100 })).toEqual([]);
  });
});
