import type { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { explained, statementsOf, type TestContext } from '@bimtek/platform-server/testing';
import { manyPeople } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ClassGroupViews } from '../class-groups/class-group-views.service.ts';
import { Runs } from '../runs/runs.service.ts';
import { manyEnrollments } from '../testing/index.ts';
import { aSeason, national, organizerOf, provincial, trainerOf } from '../testing/a-season.ts';
import { EnrollmentLists } from './enrollment-lists.service.ts';

const LIMIT = 50;
const uuidOf = (text: string) =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
const runId = uuidOf('run 1') as RunId;
const classGroupId = uuidOf('class 1 7') as ClassGroupId;

let context: TestContext;
beforeAll(async () => {
  context = await aSeason();
});
afterAll(() => context.close());

const lists = () => context.get(EnrollmentLists);
const afterSome = async (me: Actor) =>
  (await lists().list(me, { order: 'name', runId, limit: 200 })).next ?? '';

/** Each list with what a page of it may touch: its rows, joined to what is shown of them. */
const CASES: [string, number, () => Promise<unknown>][] = [
  ['people of a run', 8, () => lists().list(national, { order: 'name', runId, limit: LIMIT })],
  [
    'a later page of them',
    8,
    async () =>
      lists().list(national, { order: 'name', runId, limit: LIMIT, after: await afterSome(national) }),
  ],
  [
    'people of a run in one state',
    8,
    () => lists().list(national, { order: 'name', runId, state: 'verified', limit: LIMIT }),
  ],
  // Everybody of that name is sorted for a page: hundreds of a run's 8,000.
  [
    'a common name in a run',
    60,
    () => lists().list(national, { order: 'name', runId, q: 'rahayu', limit: LIMIT }),
  ],
  ['people of a province', 8, () => lists().list(provincial('33'), { order: 'name', runId, limit: LIMIT })],
  ['people of a class', 8, () => lists().list(national, { order: 'name', classGroupId, limit: LIMIT })],
  [
    'the trainer’s class',
    8,
    () => lists().list(trainerOf(classGroupId), { order: 'name', classGroupId, limit: LIMIT }),
  ],
  [
    'the organizer’s class',
    8,
    () => lists().list(organizerOf(classGroupId), { order: 'name', classGroupId, limit: LIMIT }),
  ],
  ['classes', 50, () => context.get(ClassGroupViews).list(national, { limit: LIMIT })],
  [
    'classes of a trainer',
    8,
    () => context.get(ClassGroupViews).list(trainerOf(classGroupId), { limit: LIMIT }),
  ],
  // A run says how many of its 8,000 people are in which state, as an index alone has it; one page is two runs.
  ['runs', 400, () => context.get(Runs).list(national, { limit: 1 })],
];

describe('lists of people and classes', () => {
  const small: Record<string, number> = {};

  it.each([8_000, 80_000])(
    'come by an index among %i people, and touch no more rows for it',
    async (people) => {
      const [more, from] = people === 8_000 ? [8_000, 0] : [72_000, 8_000];
      await manyPeople(context.db, more, from);
      await manyEnrollments(context.db, more, from);
      for (const [name, timesLimit, ask] of CASES) {
        const sent = await statementsOf(context.db, ask);
        const page = sent.filter(({ sql }) => sql.includes('LIMIT')).at(-1);
        if (!page) throw new Error(`${name} sent no page`);
        const plan = await explained(context.db, page.sql, page.parameters);
        // While there is one run only, counting its people is reading the whole table.
        const isWhole = name === 'runs' && people === 8_000;
        if (!isWhole) expect([name, plan.sequentialScans]).toEqual([name, []]);
        expect([name, plan.rowsTouched, plan.rowsTouched <= LIMIT * timesLimit]).toEqual([
          name,
          plan.rowsTouched,
          true,
        ]);
        small[name] ??= plan.pages;
        // What it reads of a run grows with the run's people, and whether an index alone will do is up to vacuuming.
        if (name === 'runs') continue;
        expect([name, plan.pages, plan.pages <= small[name] * 1.3 + 60]).toEqual([name, plan.pages, true]);
      }
    },
    180_000,
  );
});
