import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anActor, aTestContext, explainedPage, PlansBySize, type TestContext } from '../testing/index.ts';
import { Imports } from './imports.service.ts';

const LIMIT = 50;
const kind = 'spec.animal';
const creator = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const national = anActor();
const organizer = anActor({ userId: creator(7), scope: { level: 'class', ids: [] } });
/** Has uploaded nothing for as long as anybody remembers. */
const newcomer = anActor({ userId: creator(999_999), scope: { level: 'class', ids: [] } });

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext([], []);
  await context.db.query(
    `INSERT INTO platform_file (id, storage_key, file_name, media_type, size_bytes, sha256, created_at)
     VALUES ($1, 'x', 'x.csv', 'text/csv', 1, 'x', now())`,
    [creator(0)],
  );
});
afterAll(() => context.close());

async function manyImports(count: number, from: number): Promise<void> {
  await context.db.query(
    `INSERT INTO platform_import (id, kind, file_id, file_name, size_bytes, options, state, created_by, created_by_name, created_at)
     SELECT gen_random_uuid(), $3, $4, 'x.csv', 1, '{}', 'applied',
       ('00000000-0000-4000-8000-' || lpad((n % 400)::text, 12, '0'))::uuid, 'Ratna', '2026-01-01'::timestamptz + n * interval '1 minute'
     FROM generate_series($1::int + 1, $1::int + $2::int) n`,
    [from, count, kind, creator(0)],
  );
  await context.db.query(
    `INSERT INTO platform_import_problem (import_id, "row", ordinal, "column", field, code, severity, value, facts, cells)
     SELECT i.id, n, 0, 'A', 'animal', CASE WHEN n % 10 = 0 THEN 'rare' ELSE 'has-digit' END, 'error', '', '{}', '{}'
     FROM (SELECT id FROM platform_import ORDER BY created_at DESC LIMIT 1) i, generate_series(1, $1::int) n`,
    [count],
  );
  await context.db.query('VACUUM ANALYZE platform_import, platform_import_problem');
}

const list = (me = national, after?: string) =>
  context.get(Imports).list(me, { kind, limit: LIMIT, ...(after ? { after } : {}) });
async function problems(asked: { code?: string; after?: string } = {}) {
  const [newest] = (await context.get(Imports).list(national, { kind, limit: 1 })).items;
  return context
    .get(Imports)
    .problems(national, { importId: newest?.id ?? '' } as never, { limit: LIMIT, ...asked });
}
const CASES: [string, () => Promise<unknown>][] = [
  ['all', () => list()],
  ['a later page', async () => list(national, (await list()).next ?? '')],
  ['the organizer’s own', () => list(organizer)],
  ['a later page of them', async () => list(organizer, (await list(organizer)).next ?? '')],
  ['of somebody who has none', () => list(newcomer)],
  ['problems of one', () => problems()],
  ['a later page of its problems', async () => problems({ after: (await problems()).next ?? '' })],
  ['problems of one kind', () => problems({ code: 'rare' })],
];

describe('the list of imports', () => {
  const plans = new PlansBySize();

  it.each([8_000, 80_000])(
    'and of their problems comes by an index among %i, a page at a time',
    async (imports) => {
      await manyImports(imports === 8_000 ? 8_000 : 72_000, imports === 8_000 ? 0 : 8_000);
      const wrongs: string[] = [];
      for (const [name, ask] of CASES) {
        wrongs.push(...plans.wrongs(name, await explainedPage(context.db, ask), { most: LIMIT * 2 }));
      }
      expect(wrongs).toEqual([]);
    },
    120_000,
  );
});
