import { identityTables } from '@bimtek/identity-server';
import type { Actor } from '@bimtek/platform-contracts';
import {
  anActor,
  aTestContext,
  explained,
  statementsOf,
  type TestContext,
} from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registryTables, RegistryModule } from '../registry.module.ts';
import { manyPeople } from '../testing/index.ts';
import { People } from './people.service.ts';

const national = anActor();
const provincial = anActor({ scope: { level: 'province', ids: ['33'] } });
const regional = anActor({ scope: { level: 'regency', ids: ['33.01'] } });
const LIMIT = 50;

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext(
    [
      { ...identityTables, jobs: [] },
      { ...registryTables, jobs: [] },
    ],
    [RegistryModule],
  );
});
afterAll(() => context.close());

/** How the page of the list is found, the first one or one in the middle. */
async function pageOf(me: Actor, asked: Partial<Parameters<People['list']>[1]> = {}) {
  const people = context.get(People);
  const sent = await statementsOf(context.db, () => people.list(me, { limit: LIMIT, ...asked }));
  const [page] = sent.filter(({ sql }) => sql.includes('LIMIT'));
  if (!page) throw new Error('The list sent no page');
  return explained(context.db, page.sql, page.parameters);
}

async function afterSome(me: Actor): Promise<string> {
  const { next } = await context.get(People).list(me, { limit: 200 });
  return next ?? '';
}

describe('the list of people', () => {
  const cases = [
    ['national, first page', national, () => Promise.resolve({})],
    ['national, a later page', national, async () => ({ after: await afterSome(national) })],
    ['a province', provincial, () => Promise.resolve({})],
    ['a regency', regional, () => Promise.resolve({})],
    ['one name among all', national, () => Promise.resolve({ search: 'c4ca4238' })],
  ] as const;
  const small: Record<string, number> = {};

  it.each([8_000, 80_000])(
    'of %i people comes by an index, a page at a time',
    async (people) => {
      await manyPeople(context.db, people === 8_000 ? 8_000 : 72_000, people === 8_000 ? 0 : 8_000);
      for (const [name, me, asking] of cases) {
        const plan = await pageOf(me, await asking());
        expect([name, plan.sequentialScans]).toEqual([name, []]);
        expect([name, plan.rowsTouched, plan.rowsTouched <= LIMIT * 8]).toEqual([
          name,
          plan.rowsTouched,
          true,
        ]);
        expect([name, plan.rowsSorted <= LIMIT * 8]).toEqual([name, true]);
        small[name] ??= plan.pages;
        expect([name, plan.pages <= small[name] * 1.3 + 40]).toEqual([name, true]);
      }
    },
    180_000,
  );
});
