import { Clock, Ids, Settings } from '@bimtek/platform-server';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { actorOf, anAccount, aToken, type SomeAccount } from '../testing/some-accounts.ts';
import { Sessions } from './sessions.service.ts';

let context: TestContext;
/** Two processes of the api, each with its own memory. */
let here: Sessions;
let there: Sessions;

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule]);
  here = context.get(Sessions);
  there = new Sessions(context.db, context.get(Clock), context.get(Ids), context.get(Settings));
  await Promise.all([here.onApplicationBootstrap(), there.onApplicationBootstrap()]);
});
afterAll(async () => {
  await Promise.all([here.onApplicationShutdown(), there.onApplicationShutdown()]);
  await context.close();
});

async function asks(sessions: Sessions, token: string) {
  const actor = await actorOf(sessions, token);
  if (!actor) throw new Error('not signed in');
  return actor;
}

/** A change is heard once it has committed; nothing else may be waited for. */
async function becomesNull(ask: () => Promise<unknown>) {
  while ((await ask()) !== null) await new Promise((resolve) => setImmediate(resolve));
}

const sessionOf = async (person: SomeAccount, userAgent?: string) => {
  const token = await aToken(context, person, userAgent);
  return { token, me: await asks(here, token) };
};

describe('the list of sessions', () => {
  it('shows this one first and says on what device the others are, but not those of other people', async () => {
    const person = await anAccount(context);
    await sessionOf(await anAccount(context));
    await sessionOf(person, 'Mozilla/5.0 (Linux; Android 13; SM-A045F) Chrome/126.0 Mobile Safari/537.36');
    context.clock.advance(60_000);
    const { me } = await sessionOf(person, 'Mozilla/5.0 (Windows NT 10.0) Firefox/127.0');
    const { items } = await here.list(me);
    expect(items.map(({ isThis, device }) => [isThis, device.kind, device.browser])).toEqual([
      [true, 'computer', 'Firefox'],
      [false, 'phone', 'Chrome'],
    ]);
  });

  it('leaves out sessions that are over', async () => {
    const person = await anAccount(context);
    await sessionOf(person);
    context.clock.advance(31 * 24 * 3600_000);
    const { me } = await sessionOf(person);
    expect((await here.list(me)).items).toHaveLength(1);
  });
});

describe('a revoked session', () => {
  it('is refused wherever its cookie was copied to, also by a process that remembered it', async () => {
    const person = await anAccount(context);
    const lost = await sessionOf(person);
    const { me } = await sessionOf(person);
    await asks(there, lost.token);
    await here.endOne(me, lost.me.sessionId as never);
    expect(await actorOf(here, lost.token)).toBeNull();
    await becomesNull(() => actorOf(there, lost.token));
    await here.endOne(me, lost.me.sessionId as never);
  });

  it('cannot be that of another person', async () => {
    const stranger = await sessionOf(await anAccount(context));
    const { me } = await sessionOf(await anAccount(context));
    await here.endOne(me, stranger.me.sessionId as never);
    expect(await actorOf(here, stranger.token)).not.toBeNull();
  });

  it('is every one but this when all others are ended', async () => {
    const person = await anAccount(context);
    const others = [await sessionOf(person), await sessionOf(person)];
    const { me, token } = await sessionOf(person);
    expect(await here.endOthers(me)).toEqual({ ended: 2 });
    expect(await here.endOthers(me)).toEqual({ ended: 0 });
    for (const other of others) await becomesNull(() => actorOf(there, other.token));
    expect(await actorOf(here, token)).not.toBeNull();
  });
});
