import { identityTables } from '@bimtek/identity-server';
import { aTestDatabase, type TestDatabase } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { registryTables } from '../registry.module.ts';
import { aLibrary, aPerson } from '../testing/index.ts';
import { deciderOf, ownWork } from './own-work.queries.ts';
import { isOwnWork, type WorkOf } from './own-work.rules.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aTestDatabase([identityTables, registryTables]);
});
afterAll(() => database.drop());

const [me, other, mine, theirs] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const cases: [string, WorkOf, WorkOf, boolean][] = [
  ['the own work', { personId: me, libraryId: null }, { personId: me, libraryId: null }, true],
  [
    'the own work from another library',
    { personId: me, libraryId: theirs },
    { personId: me, libraryId: mine },
    true,
  ],
  ['of the own library', { personId: other, libraryId: mine }, { personId: me, libraryId: mine }, true],
  ['of another library', { personId: other, libraryId: theirs }, { personId: me, libraryId: mine }, false],
  [
    'of nobody’s library, by somebody without one',
    { personId: other, libraryId: null },
    { personId: me, libraryId: null },
    false,
  ],
  [
    'of somebody without a library',
    { personId: other, libraryId: null },
    { personId: me, libraryId: mine },
    false,
  ],
  [
    'by somebody without a library',
    { personId: other, libraryId: theirs },
    { personId: me, libraryId: null },
    false,
  ],
];

describe('work', () => {
  it.each(cases)(
    '%s is own work, by the rule and by the statement alike: %j, %j, %s',
    async (_case, work, decider, expected) => {
      expect(isOwnWork(work, decider)).toBe(expected);
      const condition = ownWork({ person: 'w.person_id', library: 'w.library_id' }, decider, 3);
      const [row]: { own: boolean; other: boolean }[] = await database.db.query(
        `SELECT ${condition.sql} AS own, NOT ${condition.sql} AS other
       FROM (SELECT $1::uuid AS person_id, $2::uuid AS library_id) AS w`,
        [work.personId, work.libraryId, ...condition.parameters],
      );
      expect(row).toEqual({ own: expected, other: !expected });
    },
  );
});

describe('who decides', () => {
  it('belongs to the library that is recorded now, or to none', async () => {
    const libraryId = await aLibrary(database.db);
    const personId = await aPerson(database.db, { libraryId });
    expect(await deciderOf(database.db.manager, personId)).toEqual({ personId, libraryId });
    const stranger = randomUUID();
    expect(await deciderOf(database.db.manager, stranger)).toEqual({ personId: stranger, libraryId: null });
  });
});
