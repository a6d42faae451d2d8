import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { explainedPage, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aSeason, inRole, national, organizerOf, provincial } from '../testing/a-season.ts';
import { aClassGroup, aRun } from '../testing/index.ts';
import { ClassProposals } from './class-proposals.service.ts';

const LIMIT = 50;
let context: TestContext;
let classGroupId: ClassGroupId;
beforeAll(async () => {
  context = await aSeason();
  const run = await aRun(context.db);
  for (let n = 0; n < 40; n++) {
    const provinceCode = ['33', '34', '73', '91'][n % 4] ?? '33';
    classGroupId = (await aClassGroup(context.db, { run, provinceCode })).id;
  }
});
afterAll(() => context.close());

/** Proposals for forty classes; one in a hundred is open, one in twenty about trainers. */
async function manyProposals(count: number, from: number): Promise<void> {
  await context.db.query(
    `INSERT INTO delivery_class_proposal (id, kind, class_group_id, province_code, member_ids, trainers_before, reason,
       state, proposed_by, proposed_at, decided_by, decided_at, answer)
     SELECT gen_random_uuid(), k.kind, g.id, g.province_code, ARRAY[gen_random_uuid(), gen_random_uuid()],
       CASE WHEN k.kind = 'trainers' THEN '{}'::uuid[] END, 'Hasil rapat', k.state, gen_random_uuid(),
       now() - n * interval '1 minute', CASE WHEN k.state <> 'open' THEN gen_random_uuid() END,
       CASE WHEN k.state <> 'open' THEN now() END, CASE WHEN k.state = 'declined' THEN 'Kelas penuh' END
     FROM generate_series($1::int + 1, $1::int + $2::int) n
     CROSS JOIN LATERAL (SELECT CASE WHEN n / 40 % 20 = 0 THEN 'trainers' ELSE 'placement' END AS kind,
       CASE WHEN n / 40 % 100 = 7 OR n / 40 % 1000 = 20 THEN 'open' WHEN n / 40 % 4 = 0 THEN 'declined' ELSE 'accepted' END AS state) k
     JOIN (SELECT id, province_code, row_number() OVER (ORDER BY id) AS number FROM delivery_class_group) g
       ON g.number = 1 + n % 40`,
    [from, count],
  );
  await context.db.query('VACUUM ANALYZE delivery_class_proposal, delivery_class_group');
}

const list = (me = national, asked: Partial<Parameters<ClassProposals['list']>[1]> = {}) =>
  context.get(ClassProposals).list(me, { state: 'open', limit: LIMIT, ...asked });
const CASES: [string, () => Promise<unknown>][] = [
  ['open proposals', () => list()],
  ['a later page of them', async () => list(national, { after: (await list()).next ?? '' })],
  ['open proposals of a class', () => list(national, { classGroupId })],
  ['open proposals of trainers', () => list(inRole('masterTrainer'))],
  ['open proposals of a province', () => list(provincial('33'))],
  ['accepted proposals of a province', () => list(provincial('33'), { state: 'accepted' })],
  ['what an organizer decides', () => list(organizerOf(classGroupId))],
];

describe('the list of proposals for classes', () => {
  const plans = new PlansBySize();

  it.each([8_000, 80_000])(
    'comes by an index among %i proposals, a page at a time',
    async (proposals) => {
      await manyProposals(proposals === 8_000 ? 8_000 : 72_000, proposals === 8_000 ? 0 : 8_000);
      const wrongs: string[] = [];
      for (const [name, ask] of CASES) {
        // A province's open ones, of which there are few, are read and put in order: a page of the table each.
        wrongs.push(
          ...plans.wrongs(name, await explainedPage(context.db, ask), {
            most: LIMIT * 8,
            mostPages: LIMIT * 8,
          }),
        );
      }
      expect(wrongs).toEqual([]);
    },
    60_000,
  );
});
