import {
  joinRoom,
  movePoll,
  type PollId,
  type RoomEvent,
  say,
  type Seen,
  vote,
} from '@bimtek/live-contracts';
import { aTestDatabase, type TestDatabase, testRedisUrl } from '@bimtek/platform-server/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { freePort } from '../../../../tools/ports.mjs';
import { contexts } from '../contexts.ts';
import { aLiveHall, type HallPerson, type LiveHall } from '../testing/a-live-hall.ts';
import { AFFINITY, type AffinityProxy, anAffinityProxy } from '../testing/affinity-proxy.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const redisUrl = testRedisUrl();
let database: TestDatabase;
let folder: string;
const processes = new Set<ChildProcess>();
const devices = new Set<Device>();
let proxy: AffinityProxy | undefined;

beforeAll(async () => {
  database = await aTestDatabase(contexts);
  folder = mkdtempSync(join(tmpdir(), 'bimtek-live-processes-'));
});
afterEach(async () => {
  for (const device of devices) device.socket.disconnect();
  devices.clear();
  await proxy?.close();
  proxy = undefined;
  for (const one of processes) await ended(one, 'SIGKILL');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function aProcess(port: number, env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', './tools/dev-loader.mjs', '--conditions=@bimtek/source', 'apps/api/src/main.ts'],
    {
      cwd: root,
      stdio: 'ignore',
      env: {
        NODE_ENV: 'test',
        DATABASE_URL: database.url,
        DATA_DIR: folder,
        LOG_LEVEL: 'silent',
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: 'https://ruang.example',
        REQUIRE_SECOND_FACTOR: 'false',
        ...env,
      },
    },
  );
  processes.add(child);
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The api ended with ${child.exitCode}`);
    const isUp = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  processes.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill(signal);
  await gone;
}

/** Somebody's phone: comes back by itself when the link breaks, and sends again what nobody has acknowledged. */
class Device {
  readonly socket: Socket;
  readonly events: RoomEvent[] = [];
  #seen: Seen = {};
  #joined: Promise<unknown> = Promise.resolve();

  constructor(
    url: string,
    { cookie }: HallPerson,
    private readonly sessionId: LiveHall['sessionId'],
    affinity?: number,
    transports = ['websocket'],
  ) {
    devices.add(this);
    this.socket = io(url, {
      path: '/api/socket',
      transports,
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 300,
      extraHeaders: { cookie: affinity === undefined ? cookie : `${cookie}; ${AFFINITY}=${affinity}` },
    });
    this.socket.on('connect', () => {
      this.#joined = this.#join().catch(() => undefined);
    });
    this.socket.on(
      'live.frame',
      (frame: { channel: string; after: number; to: number; events: RoomEvent[] }) => {
        // Frames that come before the room has been joined anew are in what is missed.
        if (frame.channel !== 'all' || frame.after > (this.#seen.all ?? 0)) return;
        this.#take(frame.events);
      },
    );
  }

  async #join(): Promise<void> {
    const answer = (await this.socket
      .timeout(5_000)
      .emitWithAck(joinRoom.name, { sessionId: this.sessionId, seen: this.#seen })) as {
      channels?: Record<string, { whole: boolean; missed?: RoomEvent[]; state?: { seq: number } }>;
    };
    const all = answer.channels?.['all'];
    if (!all) throw new Error(`not joined: ${JSON.stringify(answer)}`);
    if (all.whole) this.#seen = { ...this.#seen, all: Math.max(this.#seen.all ?? 0, all.state?.seq ?? 0) };
    else this.#take(all.missed ?? []);
  }

  #take(events: RoomEvent[]): void {
    for (const event of events) {
      if (event.seq <= (this.#seen.all ?? 0)) continue;
      this.events.push(event);
      this.#seen = { ...this.#seen, all: event.seq };
    }
  }

  async inside(): Promise<this> {
    while (!this.socket.connected) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.#joined;
    return this;
  }

  /** Sends until it is acknowledged, as a phone does that keeps what it could not send. */
  async send(name: string, payload: object): Promise<Record<string, unknown>> {
    for (;;) {
      try {
        await this.inside();
        const answer = (await this.socket
          .timeout(1_000)
          .emitWithAck(name, { sessionId: this.sessionId, ...payload })) as {
          problem?: { type: string };
        };
        const code = answer.problem?.type;
        if (code === undefined) return answer as Record<string, unknown>;
        if (code !== '/problems/not-in-room' && code !== '/problems/temporarily-unavailable')
          throw Object.assign(new Error(code), { isFinal: true });
      } catch (error) {
        if ((error as { isFinal?: boolean }).isFinal) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function aPollIn({ sessionId, trainer }: LiveHall): Promise<PollId> {
  const pollId = randomUUID() as PollId;
  await database.db.query(
    `INSERT INTO live_poll (id, session_id, position, kind, question, options, scale_to, changeable, live_results, state,
       created_by, created_at)
     VALUES ($1, $2, 1, 'single', 'Siapa?', '["Petani", "Remaja"]', 5, true, true, 'draft', $3, now())`,
    [pollId, sessionId, trainer.personId],
  );
  return pollId;
}

/** Votes as they are kept, by person. */
async function votesOf(pollId: PollId): Promise<Map<string, number>> {
  const rows: { person_id: string; option: number }[] = await database.db.query(
    `SELECT person_id, (choice->'options'->>0)::int AS option FROM live_vote WHERE poll_id = $1`,
    [pollId],
  );
  return new Map(rows.map((row) => [row.person_id, row.option]));
}

const votesCast = (hall: LiveHall, people: Device[], pollId: PollId, onEach: (number: number) => void) => {
  let count = 0;
  return Promise.all(
    people.map(async (device, index) => {
      // One after the other, so that the process dies in the middle of them.
      while (count < index - 4) await new Promise((resolve) => setTimeout(resolve, 5));
      await device.send(vote.name, { pollId, choice: { options: [index % 2] }, revision: 1 });
      onEach(++count);
      return [hall.trainees[index]?.personId ?? '', index % 2] as const;
    }),
  );
};

describe('a process that is killed in the middle of a poll', () => {
  it('loses no vote that was acknowledged and counts none twice, when it is started again', async () => {
    const hall = await aLiveHall(database.db, 30);
    const pollId = await aPollIn(hall);
    const port = await freePort();
    let server = await aProcess(port);
    const url = `http://127.0.0.1:${port}`;
    const host = await new Device(url, hall.trainer, hall.sessionId).inside();
    const people = hall.trainees.map((person) => new Device(url, person, hall.sessionId));
    await Promise.all(people.map((device) => device.inside()));
    await host.send(movePoll.name, { pollId, act: 'open' });
    let restarted: Promise<unknown> | undefined;
    const cast = await votesCast(hall, people, pollId, (count) => {
      if (count === 12) {
        restarted = ended(server, 'SIGKILL').then(async () => {
          server = await aProcess(port);
        });
      }
    });
    await restarted;
    expect(await votesOf(pollId)).toEqual(new Map(cast));
    const closed = await host.send(movePoll.name, { pollId, act: 'close' });
    expect(closed['result']).toMatchObject({ votes: 30, counts: [15, 15] });
    // Everybody has every event once, though they were told by two processes.
    for (const device of people) {
      while (device.events.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(device.events.map(({ seq }) => seq)).toEqual([1, 2]);
    }
  }, 120_000);
});

(redisUrl ? describe : describe.skip)('two processes behind a proxy, with Redis', () => {
  it('are one room; when one is killed during a poll its people are taken over, and no vote is lost or doubled', async () => {
    const hall = await aLiveHall(database.db, 24);
    const pollId = await aPollIn(hall);
    const ports = [await freePort(), await freePort()];
    const [doomed, other] = await Promise.all(
      ports.map((port) => aProcess(port, { REDIS_URL: redisUrl ?? '' })),
    );
    proxy = await anAffinityProxy(ports);
    const { url } = proxy;
    const host = await new Device(url, hall.trainer, hall.sessionId, 1).inside();
    // Half by each process, and of these some where websockets are blocked.
    const people = hall.trainees.map(
      (person, index) =>
        new Device(url, person, hall.sessionId, index % 2, index % 6 < 2 ? ['polling'] : ['websocket']),
    );
    await Promise.all(people.map((device) => device.inside()));
    await host.send(movePoll.name, { pollId, act: 'open' });
    const poll = await seen(people, 1);
    expect(poll.every(({ kind }) => kind === 'poll')).toBe(true);

    let dead: Promise<void> | undefined;
    const cast = await votesCast(hall, people, pollId, (count) => {
      if (count === 10 && doomed) dead = ended(doomed, 'SIGKILL');
    });
    await dead;
    expect(await votesOf(pollId)).toEqual(new Map(cast));
    expect((await host.send(movePoll.name, { pollId, act: 'close' }))['result']).toMatchObject({
      votes: 24,
      counts: [12, 12],
    });
    await seen([host, ...people], 2);
    for (const device of people) expect(device.events.map(({ seq }) => seq)).toEqual([1, 2]);

    // Nobody is present by the dead process, and everybody once by the other.
    for (;;) {
      const [{ present } = { present: 0 }]: { present: number }[] = await database.db.query(
        `SELECT count(DISTINCT p.person_id)::int AS present FROM live_presence p
         JOIN live_process o ON o.id = p.process_id AND o.lease_until > now()
         WHERE p.session_id = $1 AND p.left_at IS NULL AND p.role = 'trainee'`,
        [hall.sessionId],
      );
      const [{ leases } = { leases: 0 }]: { leases: number }[] = await database.db.query(
        `SELECT count(*)::int AS leases FROM live_process WHERE lease_until > now()`,
      );
      if (present === 24 && leases === 1) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (other) await ended(other, 'SIGTERM');
  }, 120_000);

  it('hand over their people when they are restarted one after the other, without losing what is said', async () => {
    const hall = await aLiveHall(database.db, 6);
    const ports = [await freePort(), await freePort()];
    const env = { REDIS_URL: redisUrl ?? '' };
    const running = await Promise.all(ports.map((port) => aProcess(port, env)));
    proxy = await anAffinityProxy(ports);
    const { url } = proxy;
    const people = await Promise.all(
      hall.trainees.map((person, index) => new Device(url, person, hall.sessionId, index % 2).inside()),
    );
    const said: string[] = [];
    let isOver = false;
    const talking = Promise.all(
      people.map(async (device, index) => {
        for (let turn = 0; !isOver || turn < 5; turn++) {
          const text = `${index}-${turn}`;
          await device.send(say.name, { key: randomUUID(), text });
          said.push(text);
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
      }),
    );
    for (const [index, port] of ports.entries()) {
      const before = running[index];
      if (before) await ended(before, 'SIGTERM');
      await aProcess(port, env);
    }
    isOver = true;
    await talking;
    const rows: { text: string; seq: number }[] = await database.db.query(
      `SELECT payload->'message'->>'text' AS text, seq FROM live_event WHERE session_id = $1 AND kind = 'said' ORDER BY seq`,
      [hall.sessionId],
    );
    expect(rows.map(({ text }) => text).sort()).toEqual([...said].sort());
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  }, 120_000);
});

/** Waits until everybody has so many events; gives the newest of each. */
async function seen(people: Device[], count: number): Promise<RoomEvent[]> {
  for (;;) {
    const newest = people.map(({ events }) => events[count - 1]);
    if (newest.every((event) => event !== undefined)) return newest;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
