import { aPlan } from '@bimtek/assignments-contracts/testing';
import { manyEnrollments } from '@bimtek/delivery-server/testing';
import { permissionsOf } from '@bimtek/identity-contracts';
import { anActor, explained, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { manyPeople } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignmentsContext } from '../testing/a-class.ts';
import { classPlansStatement } from './plans.queries.ts';

/** Two years, each a run of 8,000 people with a plan. */
const years = [8_000, 16_000] as const;
let context: TestContext;
const bySize = new PlansBySize();

beforeAll(async () => {
  context = await assignmentsContext();
});
afterAll(() => context.close());

async function plans(from: number): Promise<void> {
  await context.db.query(
    `INSERT INTO assignments_submission (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision,
       first_submitted_at, submitted_at)
     SELECT gen_random_uuid(), e.id, 'T7', 'M7', 'submitted', 1, 1, now(), now()
     FROM delivery_enrollment e WHERE e.class_group_id IS NOT NULL ON CONFLICT DO NOTHING`,
  );
  await context.db.query(
    `INSERT INTO assignments_version (id, submission_id, number, content, submitted_by, submitted_at, late_days, receipt_code)
     SELECT gen_random_uuid(), s.id, 1, jsonb_build_object('text', '', 'plan', $2::jsonb), s.id, s.submitted_at, 0,
       'K-' || translate(upper(lpad(to_hex((n + $1) / 4096), 4, '0')), '01', 'XY') || '-'
         || translate(upper(lpad(to_hex((n + $1) % 4096), 4, '0')), '01', 'XY')
     FROM (SELECT *, row_number() OVER () AS n FROM assignments_submission
           WHERE id NOT IN (SELECT submission_id FROM assignments_version)) s`,
    [from, JSON.stringify(aPlan())],
  );
  await context.db.query('VACUUM ANALYZE');
}

describe.each(years)('with the plans of %i people', (people) => {
  beforeAll(async () => {
    const from = people - 8_000;
    await manyPeople(context.db, 8_000, from);
    await manyEnrollments(context.db, 8_000, from);
    await plans(from);
  }, 120_000);

  it('those of one class are found by its people, and those of no other are read', async () => {
    const [group]: { id: string }[] = await context.db.query(
      `SELECT class_group_id AS id FROM delivery_enrollment WHERE class_group_id IS NOT NULL ORDER BY 1 LIMIT 1`,
    );
    const id = group?.id ?? '';
    const trainer = anActor({
      role: 'expertTrainer',
      scope: { level: 'class', ids: [id] },
      permissions: permissionsOf('expertTrainer'),
    });
    const { sql, parameters } = classPlansStatement(trainer, id, 'T7');
    expect((await context.db.query<unknown[]>(sql, parameters)).length).toBeGreaterThan(10);
    const plan = await explained(context.db, sql, parameters);
    expect(bySize.wrongs('plans of a class', plan, { most: 400 })).toEqual([]);
    expect(plan.indexes).toContain('assignments_submission_once');
  });
});
