import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { manyEnrollments } from '@bimtek/delivery-server/testing';
import { permissionsOf } from '@bimtek/identity-contracts';
import { found } from '@bimtek/platform-contracts';
import { anActor, explainedAll, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { manyPeople } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HomeService } from './home/home.service.ts';
import { ClassProgressService } from './progress/class-progress.service.ts';
import { SummaryService } from './summary/summary.service.ts';
import { insightContext } from './testing/insight-context.ts';

const CLASS = 40;
const LESSONS = 4;
const CLASSES_A_PAGE = 20;
const RUN = 8_000;
const national = anActor({ role: 'nationalAdmin', permissions: permissionsOf('nationalAdmin') });

let context: TestContext;
let versionId: string;
beforeAll(async () => {
  context = await insightContext();
  ({ versionId } = await aCurriculum(context.db, { lessons: { M1: 2, M2: 2 } }));
});
afterAll(() => context.close());

/** Everybody of a class has begun all lessons and has a score; one in ten has a certificate. */
async function manyLearners(count: number, from: number): Promise<void> {
  const { db } = context;
  await manyPeople(db, count, from);
  await manyEnrollments(db, count, from);
  await db.query(`UPDATE delivery_run SET curriculum_version_id = $1`, [versionId]);
  const added = `delivery_enrollment e WHERE e.class_group_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM graduation_component_score s WHERE s.enrollment_id = e.id)`;
  await db.query(
    `INSERT INTO learning_lesson_progress (enrollment_id, lesson_id, state, block_index, fraction, share, read_at, reached_end_at, completed_at, updated_at)
     SELECT e.id, l.id, 'completed', 1, 0.5, 1, now(), now(), now(), now() FROM curriculum_lesson l, ${added}`,
  );
  await db.query(
    `INSERT INTO certification_certificate (id, enrollment_id, person_id, class_group_id, regency_code, province_code,
       version, series, serial, number, verification_code, validity, snapshot, issued_at)
     SELECT gen_random_uuid(), e.id, e.person_id, e.class_group_id, e.regency_code, e.province_code, 1, e.id::text, 1,
       e.id::text, e.id::text, 'valid', jsonb_build_object('holderName', md5(e.id::text), 'text', repeat(md5(e.id::text), 20)), now() FROM ${added} AND hashtext(e.id::text) % 10 = 0`,
  );
  await db.query(
    `INSERT INTO graduation_component_score (enrollment_id, component, value, out_of, source, recorded_by, recorded_at, evidence)
     SELECT e.id, 'postTest', 80, NULL, 'assessment', NULL, now(), '{}' FROM ${added}`,
  );
  await db.query(
    'VACUUM ANALYZE graduation_component_score, learning_lesson_progress, certification_certificate, delivery_enrollment',
  );
}

describe('what is shown of classes, of a run and of a person', () => {
  const plans = new PlansBySize();

  it.each([8_000, 80_000])(
    'comes by indexes among %i people, and touches no more rows for it',
    async (people) => {
      await manyLearners(people === 8_000 ? 8_000 : 72_000, people === 8_000 ? 0 : 8_000);
      const rows: { id: ClassGroupId; runId: RunId; personId: string }[] = await context.db.query(
        `SELECT g.id, g.run_id AS "runId", e.person_id AS "personId" FROM delivery_class_group g
         JOIN delivery_run r ON r.id = g.run_id JOIN delivery_enrollment e ON e.class_group_id = g.id
         WHERE g.code = 'UJI-007' AND r.name = 'Bimtek 1' LIMIT 1`,
      );
      const { id, runId, personId } = found(rows[0]);
      const organizer = anActor({
        role: 'organizer',
        permissions: permissionsOf('organizer'),
        scope: { level: 'class', ids: [id] },
      });
      const trainee = anActor({
        userId: personId,
        role: 'trainee',
        scope: { level: 'own', ids: [personId] },
      });
      const progress = context.get(ClassProgressService);
      const summary = context.get(SummaryService);
      const page = { order: 'behind', limit: 20 } as const;
      const next = (await progress.ofClass(national, id, page)).next ?? '';
      const averages = { runId, limit: CLASSES_A_PAGE };
      const perClass = CLASS * LESSONS * 2;
      const cases: [string, number, () => Promise<unknown>][] = [
        ['the matrix', perClass, () => progress.ofClass(national, id, page)],
        ['the matrix of an own class', perClass, () => progress.ofClass(organizer, id, page)],
        ['a later page of it', perClass, () => progress.ofClass(national, id, { ...page, after: next })],
        ['a name in it', perClass, () => progress.ofClass(national, id, { ...page, q: 'rahayu' })],
        ['averages', perClass * CLASSES_A_PAGE, () => progress.averages(national, averages)],
        ['averages of own classes', perClass, () => progress.averages(organizer, averages)],
        ['the summary of own classes', CLASS * 25, () => summary.summary(organizer, { runId })],
        ['a trainee’s home', 200, () => context.get(HomeService).home(trainee)],
      ];
      const wrongs: string[] = [];
      for (const [name, most, ask] of cases) {
        for (const [place, plan] of (await explainedAll(context.db, ask)).entries()) {
          wrongs.push(...plans.wrongs(`${name}, ${place + 1}`, plan, { most }));
        }
      }
      expect(wrongs).toEqual([]);
    },
    180_000,
  );

  it('counts a run for its summary without reading other runs', async () => {
    const [run]: { id: RunId }[] = await context.db.query(
      `SELECT id FROM delivery_run WHERE name = 'Bimtek 1'`,
    );
    const ask = () => context.get(SummaryService).summary(national, run ? { runId: run.id } : {});
    for (const { sequentialScans, rowsTouched } of await explainedAll(context.db, ask)) {
      expect([sequentialScans, rowsTouched <= RUN]).toEqual([[], true]);
    }
  });
});
