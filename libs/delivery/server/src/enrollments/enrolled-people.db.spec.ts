import { AccountCare } from '@bimtek/identity-server';
import type { Actor } from '@bimtek/platform-contracts';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { RegistryWorkerModule } from '@bimtek/registry-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeliveryModule } from '../delivery.module.ts';
import { DeliveryWorkerModule } from '../delivery.worker.ts';
import {
  aCandidate,
  inRole,
  national,
  organizerOf,
  provincial,
  refusalOf,
  seasonTables,
  someProvinces,
  type SpecCandidate,
  trainerOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';

let context: TestContext;
let care: AccountCare;

beforeAll(async () => {
  context = await aTestContext(seasonTables, [DeliveryModule, DeliveryWorkerModule, RegistryWorkerModule]);
  await someProvinces(context.db);
  care = context.get(AccountCare);
});
afterAll(() => context.close());

/** Somebody with an account who sits in a class of a province. */
async function aTraineeOf(classGroup: Awaited<ReturnType<typeof aClassGroup>>): Promise<SpecCandidate> {
  const person = await aCandidate(context.db, { active: true, regency: `${classGroup.provinceCode}.01` });
  await anEnrollment(context.db, { classGroup, personId: person.personId });
  return person;
}
const opens = (me: Actor, { personId }: SpecCandidate) =>
  care.issueCode(me, personId).then(
    () => true,
    () => false,
  );

describe('whose account an office may care for', () => {
  it('is a trainee of its class, regency or province, and nobody else', async () => {
    const [own, other] = [
      await aClassGroup(context.db, { provinceCode: '33' }),
      await aClassGroup(context.db, { provinceCode: '73' }),
    ];
    const [mine, theirs] = [await aTraineeOf(own), await aTraineeOf(other)];
    const offices: [string, Actor][] = [
      ['organizer', organizerOf(own.id)],
      ['regency', inRole('regencyAdmin', { level: 'regency', ids: ['33.01'] })],
      ['province', provincial('33')],
    ];
    for (const [name, office] of offices) {
      expect([name, await opens(office, mine)]).toEqual([name, true]);
      expect([name, await opens(office, theirs)]).toEqual([name, false]);
    }
    expect(await opens(national, theirs)).toBe(true);
  });

  it('for an organizer also people of the province who have no class yet, as for placing them', async () => {
    const run = await aRun(context.db);
    const own = await aClassGroup(context.db, { provinceCode: '33', run });
    const waiting = await aCandidate(context.db, { active: true });
    await anEnrollment(context.db, {
      run,
      personId: waiting.personId,
      state: 'verified',
      provinceCode: '33',
    });
    expect(await opens(organizerOf(own.id), waiting)).toBe(true);
    expect(await opens(trainerOf(own.id), waiting)).toBe(false);
  });

  it('lists only those, by name', async () => {
    const own = await aClassGroup(context.db, { provinceCode: '33' });
    const people = [await aTraineeOf(own), await aTraineeOf(own)];
    await aTraineeOf(await aClassGroup(context.db, { provinceCode: '33' }));
    const page = await care.list(organizerOf(own.id), { limit: 50 });
    expect(page.items.map((item) => item.personId).sort()).toEqual(people.map((one) => one.personId).sort());
  });
});

describe('a corrected phone number', () => {
  it('stands in the list of people once told, also told twice', async () => {
    const own = await aClassGroup(context.db, { provinceCode: '33' });
    const person = await aTraineeOf(own);
    const sent = { phone: '0813 5555 0001', reason: 'Nomor hilang' };
    await care.changeContact(organizerOf(own.id), person.personId, sent);
    await context.drainOutbox();
    await context.db.query(
      `UPDATE platform_outbox SET handled_at = NULL WHERE name = 'identity.contact-changed'`,
    );
    await context.drainOutbox();
    const [row]: { phone: string }[] = await context.db.query(
      `SELECT phone FROM registry_person WHERE id = $1`,
      [person.personId],
    );
    expect(row?.phone).toBe('+6281355550001');
    expect(await refusalOf(care.changeContact(provincial('73'), person.personId, sent))).toBe('not-found');
  });
});
