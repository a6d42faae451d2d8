import { identityTables } from '@bimtek/identity-server';
import {
  anActor,
  aTestContext,
  explained,
  statementsOf,
  type TestContext,
} from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { registryTables, RegistryModule } from '../registry.module.ts';
import { manyPeople } from '../testing/index.ts';
import { Decrees } from './decrees.service.ts';

const LIMIT = 20;
/** Candidates of each decree of the spec. */
const CANDIDATES = 20;

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext(
    [
      { ...identityTables, jobs: [] },
      { ...registryTables, jobs: [] },
    ],
    [RegistryModule],
  );
  await manyPeople(context.db, 8_000, 0);
  await context.db.query(
    `INSERT INTO registry_decree (id, number, decided_on, title, created_at)
     SELECT gen_random_uuid(), n || '/SK', date '2020-01-01' + n::int, 'Penetapan ' || n, now()
     FROM generate_series(1, 400) n`,
  );
  await context.db.query(
    `INSERT INTO registry_candidate (decree_id, library_id, person_id, quota, created_at)
     SELECT d.id, p.library_id, p.id, 1, now()
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM registry_decree) d
     JOIN (SELECT id, library_id, row_number() OVER (ORDER BY id) AS place FROM registry_person) p
       ON (p.place - 1) / ${CANDIDATES} = d.place - 1`,
  );
  await context.db.query('ANALYZE registry_decree, registry_candidate');
});
afterAll(() => context.close());

it('lists decrees by an index, the newest first, and counts the people of a page alone', async () => {
  const decrees = context.get(Decrees);
  const first = await decrees.list(anActor(), { limit: LIMIT });
  expect([first.items.length, first.total, first.items[0]?.candidates]).toEqual([LIMIT, 400, CANDIDATES]);
  const after = first.next ?? '';
  const sent = await statementsOf(context.db, () => decrees.list(anActor(), { limit: LIMIT, after }));
  const [page] = sent.filter(({ sql }) => sql.includes('LIMIT'));
  if (!page) throw new Error('The list sent no page');
  const plan = await explained(context.db, page.sql, page.parameters);
  expect(plan.sequentialScans).toEqual([]);
  expect(plan.rowsTouched).toBeLessThanOrEqual((LIMIT + 1) * (CANDIDATES * 4 + 4));
});
