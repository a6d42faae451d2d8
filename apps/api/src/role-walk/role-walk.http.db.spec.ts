import { Role, scopeLevelOf } from '@bimtek/identity-contracts';
import type { Endpoint } from '@bimtek/platform-contracts';
import { OpenApi, routeOf } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Expectation, expectations, type Fate, openToAll, type Sent } from './expectations.ts';
import { elsewhere, type Scene, type Walker, World } from './world.ts';

/**
 * Every endpoint of the product with every role of the right place and of another, with a stranger and with somebody
 * whose roles have ended. Each refusal has a twin: whoever may, with the very same ids and body, succeeds.
 */
let world: World;
let contracts: Map<string, Endpoint>;
/** Another class in another province, whose people try the ids of every scene. */
let foreign: Scene;

beforeAll(async () => {
  world = await World.open();
  contracts = new Map(
    world
      .get(OpenApi)
      .endpoints()
      .map((contract) => [contract.name, contract]),
  );
  foreign = await world.scene(elsewhere);
}, 60_000);
afterAll(() => world.close());

interface Answer {
  status: number;
  code: string;
  text: string;
}

async function call(
  contract: Endpoint,
  sent: Sent,
  who: Walker | null,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const path = routeOf(contract).replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(sent.path?.[name] ?? `kosong-${name}`),
  );
  const query = new URLSearchParams(sent.query).toString();
  const payload = sent.file ?? sent.body;
  const answer = await world.api.app.inject({
    method: contract.method,
    url: query ? `${path}?${query}` : path,
    cookies: who ? { ...who.cookies } : {},
    headers: {
      ...headers,
      ...(sent.file === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...sent.headers,
    },
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  return {
    status: answer.statusCode,
    code: answer.statusCode < 400 ? '' : codeOf(contract, answer),
    text: answer.body,
  };
}

/** An answer to HEAD has no body to name the problem in. */
const headCodes: Record<number, string> = { 401: 'not-signed-in', 403: 'not-allowed', 404: 'not-found' };

function codeOf({ method }: Endpoint, answer: { statusCode: number; json(): unknown }): string {
  if (method === 'HEAD') return headCodes[answer.statusCode] ?? '';
  return (answer.json() as { type?: string }).type?.replace('/problems/', '') ?? '';
}

const isWrite = ({ method }: Endpoint) => method !== 'GET' && method !== 'HEAD';
const contractOf = (name: string): Endpoint => {
  const contract = contracts.get(name);
  if (!contract) throw new Error(`There is no endpoint ${name}`);
  return contract;
};
const fateOf = ({ foreign: fate }: Expectation, contract: Endpoint, role: Role): Fate => {
  if (fate) return typeof fate === 'function' ? fate(role) : fate;
  return contract.params || isWrite(contract) ? 'not-found' : 'nothing';
};

/** What must not stand in an answer to somebody whom the scene is none of the business of. */
function leaks({ mark, person }: Scene, { text }: Answer): string[] {
  return [mark, person.code, person.enrollmentId].filter((secret) => text.includes(secret));
}

describe('the list of expectations', () => {
  it('names every endpoint of the document, and no other', () => {
    const expected = [...Object.keys(expectations), ...openToAll];
    expect([...contracts.keys()].sort()).toEqual(expected.sort());
  });

  it('leaves open to all only what is meant to be', () => {
    const open = [...contracts.values()].filter(({ allow }) => allow === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual([...openToAll].sort());
  });

  it('has something for every role to do', () => {
    const permitted = Object.entries(expectations).filter(([name]) =>
      contracts.get(name)?.allow.includes('.'),
    );
    for (const role of Role.options) {
      expect([role, permitted.some(([, { may }]) => may.includes(role))]).toEqual([role, true]);
    }
  });
});

describe('what is open to all', () => {
  it.each([...openToAll])('%s takes no write from another site', async (name) => {
    const contract = contractOf(name);
    if (!isWrite(contract)) return;
    await refusesOtherSites(contract, {}, null);
  });
});

describe.each(Object.entries(expectations))('%s', (name, expectation) => {
  const { may, sent: prepare, shows = [], tries = may } = expectation;
  const sentFor = async (scene: Scene, role: Role) =>
    (await prepare?.(world, scene, scene.walkers[role])) ?? {};

  it('is refused to those who may not, and done for those who may, with the same ids', async () => {
    const contract = contractOf(name);
    const [first, ...others] = tries;
    if (!first) throw new Error('nobody may');
    const scene = await world.scene();
    const sent = await sentFor(scene, first);

    for (const role of Role.options) {
      for (const [where, walkers] of [
        ['here', scene.walkers],
        ['elsewhere', foreign.walkers],
      ] as const) {
        if (may.includes(role)) continue;
        const answer = await call(contract, sent, walkers[role]);
        expect([role, where, answer.status, answer.code]).toEqual([role, where, 403, 'not-allowed']);
        expect([role, where, leaks(scene, answer)]).toEqual([role, where, []]);
      }
    }
    const stranger = await call(contract, sent, null);
    expect([stranger.status, stranger.code, leaks(scene, stranger)]).toEqual([401, 'not-signed-in', []]);
    const formerly = await call(contract, sent, scene.withoutRole);
    expect([formerly.status, formerly.code, leaks(scene, formerly)]).toEqual([403, 'not-allowed', []]);
    await refusesForeigners(contract, expectation, scene, sent);
    if (isWrite(contract)) await refusesOtherSites(contract, sent, scene.walkers[first]);

    await refusesWithoutEffect(expectation, sent);
    await succeeds(contract, scene, sent, first, shows);
    expect(await (expectation.done?.(world, sent) ?? true)).toBe(true);
    for (const role of others) {
      const next = isWrite(contract) ? await world.scene() : scene;
      await succeeds(
        contract,
        next,
        isWrite(contract) || tries !== may ? await sentFor(next, role) : sent,
        role,
        shows,
      );
    }
  });
});

async function refusesForeigners(
  contract: Endpoint,
  expectation: Expectation,
  scene: Scene,
  sent: Sent,
): Promise<void> {
  for (const role of expectation.may) {
    if (scopeLevelOf[role] === 'national' && contract.allow.includes('.')) continue;
    const fate = fateOf(expectation, contract, role);
    // What is nobody's own is not tried as a write: it would be done, and rightly so.
    if (fate === 'open' && isWrite(contract)) continue;
    const answer = await call(contract, sent, foreign.walkers[role]);
    if (fate === 'not-found') expect([role, answer.status, answer.code]).toEqual([role, 404, 'not-found']);
    else expect([role, isDone(answer), answer.code]).toEqual([role, fate !== 'refused', expect.any(String)]);
    if (fate !== 'open') expect([role, 'elsewhere', leaks(scene, answer)]).toEqual([role, 'elsewhere', []]);
  }
}

/** Nothing of what was tried so far has been done. */
async function refusesWithoutEffect({ done }: Expectation, sent: Sent): Promise<void> {
  expect(await (done?.(world, sent) ?? false)).toBe(false);
}

async function refusesOtherSites(contract: Endpoint, sent: Sent, who: Walker | null): Promise<void> {
  const froms: Record<string, string>[] = [
    { origin: 'https://jahat.example' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const from of froms) {
    const answer = await call(contract, sent, who, from);
    expect([answer.status, answer.code]).toEqual([403, 'cross-site-request']);
  }
}

async function succeeds(
  contract: Endpoint,
  scene: Scene,
  sent: Sent,
  role: Role,
  shows: readonly Role[],
): Promise<void> {
  const answer = await call(contract, sent, scene.walkers[role]);
  expect([role, isDone(answer), isDone(answer) ? '' : answer.text]).toEqual([role, true, '']);
  if (shows.includes(role)) expect([role, answer.text.includes(scene.mark)]).toEqual([role, true]);
}

function isDone({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
