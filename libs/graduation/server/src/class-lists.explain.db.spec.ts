import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { manyEnrollments } from '@bimtek/delivery-server/testing';
import { type Actor, found } from '@bimtek/platform-contracts';
import { anActor, explainedAll, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { manyPeople } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decisions } from './decisions/decisions.service.ts';
import { ClassScores } from './scores/class-scores.service.ts';
import { graduationContext } from './testing/graduation-context.ts';

const LIMIT = 20;
const CLASS = 40;
const SCORES_EACH = 3;

let context: TestContext;
let versionId: string;
beforeAll(async () => {
  context = await graduationContext();
  ({ versionId } = await aCurriculum(context.db, { lessons: { M1: 1, M2: 1 } }));
});
afterAll(() => context.close());

/** Everybody of a class has three scores and a prepared decision. */
async function manyScores(count: number, from: number): Promise<void> {
  const { db } = context;
  await manyPeople(db, count, from);
  await manyEnrollments(db, count, from);
  await db.query(`UPDATE delivery_run SET curriculum_version_id = $1`, [versionId]);
  const added = `delivery_enrollment e WHERE e.class_group_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM graduation_decision d WHERE d.enrollment_id = e.id)`;
  await db.query(
    `INSERT INTO graduation_component_score (enrollment_id, component, value, out_of, source, recorded_by, recorded_at, evidence)
     SELECT e.id, c, 80, NULL, 'assessment', NULL, now(), '{}' FROM unnest(ARRAY['preTest', 'postTest', 'quiz:M1']) c, ${added}`,
  );
  await db.query(
    `INSERT INTO graduation_decision (enrollment_id, class_group_id, outcome, final_score, grade, attendance_rate, facts, result, state, sort_name)
     SELECT e.id, e.class_group_id, CASE WHEN hashtext(e.id::text) % 10 = 0 THEN 'notPassed' ELSE 'passed' END, 80, 'Baik', 90, '[]',
       '{"conditions": []}', 'prepared', e.sort_name FROM ${added}`,
  );
  await db.query('VACUUM ANALYZE graduation_component_score, graduation_decision');
}

/** One class of the first run, asked for by a national admin and by its organizer. */
async function askers(): Promise<{ classGroupId: ClassGroupId; actors: Actor[] }> {
  const rows: { id: ClassGroupId }[] = await context.db.query(
    `SELECT g.id FROM delivery_class_group g JOIN delivery_run r ON r.id = g.run_id WHERE g.code = 'UJI-007' AND r.name = 'Bimtek 1'`,
  );
  const { id } = found(rows[0]);
  const organizer = anActor({ role: 'organizer', scope: { level: 'class', ids: [id] } });
  return { classGroupId: id, actors: [anActor(), organizer] };
}

describe('scores and decisions of a class', () => {
  const plans = new PlansBySize();

  it.each([8_000, 80_000])(
    'come by indexes among %i people, and touch the class alone',
    async (people) => {
      await manyScores(people === 8_000 ? 8_000 : 72_000, people === 8_000 ? 0 : 8_000);
      const { classGroupId, actors } = await askers();
      const scores = context.get(ClassScores);
      const decisions = context.get(Decisions);
      const at = { classGroupId };
      const wrongs: string[] = [];
      for (const me of actors) {
        const next = (await scores.list(me, at, { limit: LIMIT })).next ?? '';
        const nextDecision = (await decisions.list(me, at, { limit: LIMIT })).next ?? '';
        const cases: [string, () => Promise<unknown>][] = [
          ['scores', () => scores.list(me, at, { limit: LIMIT })],
          ['a later page of scores', () => scores.list(me, at, { limit: LIMIT, after: next })],
          ['scores of a name', () => scores.list(me, at, { limit: LIMIT, q: 'rahayu' })],
          ['decisions', () => decisions.list(me, at, { limit: LIMIT })],
          ['a later page of decisions', () => decisions.list(me, at, { limit: LIMIT, after: nextDecision })],
          ['who has not passed', () => decisions.list(me, at, { limit: LIMIT, outcome: 'notPassed' })],
          ['the decision', () => decisions.get(me, at)],
        ];
        for (const [name, ask] of cases) {
          for (const [place, plan] of (await explainedAll(context.db, ask)).entries()) {
            const statement = `${me.role}, ${name}, ${place + 1}`;
            wrongs.push(...plans.wrongs(statement, plan, { most: CLASS * SCORES_EACH * 2 }));
          }
        }
      }
      expect(wrongs).toEqual([]);
    },
    180_000,
  );
});
