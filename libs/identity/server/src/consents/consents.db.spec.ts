import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { refusal } from '../testing/some-accounts.ts';
import { Consents } from './consents.service.ts';

let context: TestContext;
let consents: Consents;

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule]);
  consents = context.get(Consents);
});
afterAll(() => context.close());

const somebody = () => anActor({ userId: randomUUID(), role: 'trainee' });

describe('a consent', () => {
  it('is given by nobody who has not said so, for each purpose by itself', async () => {
    const me = somebody();
    expect((await consents.list(me)).items.every((item) => item.given === null)).toBe(true);
    await consents.give(me, 'photo', 1);
    const given = (await consents.list(me)).items.filter((item) => item.given);
    expect(given.map((item) => item.purpose)).toEqual(['photo']);
  });

  it('can be withdrawn and given again, and its history stays', async () => {
    const me = somebody();
    await consents.give(me, 'impact-story', 1);
    context.clock.advance(1000);
    await consents.withdraw(me, 'impact-story');
    context.clock.advance(1000);
    const again = await consents.give(me, 'impact-story', 1);
    expect(again.given).not.toBeNull();
    expect(again.history.map((entry) => entry.withdrawnAt !== null)).toEqual([false, true]);
  });

  it('is one, however often it is given or withdrawn, also by two tabs at once', async () => {
    const me = somebody();
    await Promise.all([consents.give(me, 'photo', 1), consents.give(me, 'photo', 1)]);
    expect((await consents.give(me, 'photo', 1)).history).toHaveLength(1);
    await consents.withdraw(me, 'photo');
    expect((await consents.withdraw(me, 'photo')).history).toHaveLength(1);
    const told: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_outbox WHERE name = 'identity.consent-withdrawn' AND payload->>'personId' = $1`,
      [me.userId],
    );
    expect(told).toHaveLength(1);
  });

  it('is not given to words other than those of today, and one to older words counts no more', async () => {
    const me = somebody();
    expect((await refusal(consents.give(me, 'photo', 2))).code).toBe('consent-text-changed');
    await context.db.query(
      `INSERT INTO identity_consent (id, person_id, purpose, version, given_at) VALUES ($1, $2, 'photo', 0, $3)`,
      [randomUUID(), me.userId, context.clock.now()],
    );
    expect(await consents.has(context.db.manager, [me.userId], 'photo')).toEqual(new Set());
    context.clock.advance(1000);
    expect((await consents.give(me, 'photo', 1)).history).toHaveLength(2);
  });

  it('tells others who of many has agreed', async () => {
    const [agreed, silent, withdrawn] = [somebody(), somebody(), somebody()];
    await consents.give(agreed, 'research-contact', 1);
    await consents.give(withdrawn, 'research-contact', 1);
    await consents.withdraw(withdrawn, 'research-contact');
    const people = [agreed, silent, withdrawn].map((one) => one.userId);
    expect(await consents.has(context.db.manager, people, 'research-contact')).toEqual(
      new Set([agreed.userId]),
    );
  });
});
