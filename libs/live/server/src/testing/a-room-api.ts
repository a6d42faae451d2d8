import { assessmentTables } from '@bimtek/assessment-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import type { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { deliveryTables } from '@bimtek/delivery-server';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import type { Role } from '@bimtek/identity-contracts';
import { Accounts, IdentityApiModule, identityTables, Sessions } from '@bimtek/identity-server';
import { joinRoom, type roomFrame, type Seen, type SessionId } from '@bimtek/live-contracts';
import { notificationTables } from '@bimtek/notification-server';
import {
  type Answer,
  type MessageContract,
  type Payload,
  type ReplyOf,
  type ScopeLevel,
  type Sent,
} from '@bimtek/platform-contracts';
import { createHttpApp, Ids, PlatformApiModule, PlatformModule, readSettings } from '@bimtek/platform-server';
import { aTestDatabase, FixedClock, type TestDatabase } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { aPerson } from '@bimtek/registry-server/testing';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { DataSource } from 'typeorm';
import { LiveApiModule } from '../live.api.ts';
import { liveTables } from '../live.tables.ts';

const neighbors = [
  notificationTables,
  identityTables,
  registryTables,
  curriculumTables,
  deliveryTables,
  assessmentTables,
];
/** A moment within the session of `aRoomApi`. */
export const DURING = '2026-07-06T02:30:00Z';

export interface RoomPerson {
  personId: string;
  name: string;
  cookie: string;
}

export interface RoomScene {
  classGroupId: ClassGroupId;
  sessionId: SessionId;
  trainer: RoomPerson;
  coTrainer: RoomPerson;
  trainees: RoomPerson[];
}

/** The api of live sessions over real lines, on its own database; `also` starts a second process on the same. */
export async function aRoomApi(env: Record<string, string> = {}) {
  const database = await aTestDatabase([...neighbors, liveTables]);
  const folder = await mkdtemp(join(tmpdir(), 'bimtek-room-spec-'));
  const clock = new FixedClock(DURING);
  const apps = new Set<NestFastifyApplication>();
  const clients = new Set<Client>();

  async function start(more: Record<string, string> = {}) {
    const settings = readSettings({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      PUBLIC_URL: 'https://ruang.example',
      REQUIRE_SECOND_FACTOR: 'false',
      ...env,
      ...more,
    });
    @Module({
      imports: [
        PlatformModule.forRoot(settings, [...neighbors, liveTables], 'spec', { clock, ids: new Ids() }),
        PlatformApiModule,
        IdentityApiModule,
        LiveApiModule,
      ],
    })
    class Root {}
    const app = await createHttpApp(Root, settings);
    await app.listen(0, '127.0.0.1');
    apps.add(app);
    const { port } = app.getHttpServer().address() as AddressInfo;
    return {
      app,
      url: `http://127.0.0.1:${port}`,
      stop: async () => {
        apps.delete(app);
        await app.close();
      },
    };
  }
  const first = await start();
  const { db } = database;

  async function person(
    role: Role,
    level: ScopeLevel = 'own',
    scopeId?: string,
    name?: string,
  ): Promise<RoomPerson> {
    const personId = await aPerson(db, { ...(name ? { fullName: name } : {}) });
    const [row]: { full_name: string }[] = await db.query(
      `SELECT full_name FROM registry_person WHERE id = $1`,
      [personId],
    );
    const displayName = row?.full_name ?? '';
    const accounts = first.app.get(Accounts, { strict: false });
    await accounts.invite(db.manager, [{ personId, displayName, phone: null, email: null }]);
    await accounts.grant(db.manager, [{ personId, role, level, ...(scopeId ? { scopeId } : {}) }]);
    const [account]: { id: string }[] = await db
      .query(
        `UPDATE identity_account SET state = 'active', activated_at = now(), password_hash = 'none' WHERE person_id = $1 RETURNING id`,
        [personId],
      )
      .then(([rows]: [{ id: string }[]]) => rows);
    const sessions = first.app.get(Sessions, { strict: false });
    const token = await sessions.open(db.manager, account?.id ?? '', {
      sharedPhone: false,
      userAgent: 'spec',
    });
    return { personId, name: displayName, cookie: `bimtek_session=${token}` };
  }

  return {
    ...first,
    db: db as DataSource,
    database: database as TestDatabase,
    clock,
    person,
    also: start,
    /** A class with trainers and trainees, and a session of it from 02:00 to 03:30 UTC. */
    async scene({ trainees = 2, plenary = false } = {}): Promise<RoomScene> {
      const run = await aRun(db);
      const classGroup = await aClassGroup(db, { run });
      const scope = ['class', classGroup.id] as const;
      const [trainer, coTrainer] = [
        await person('expertTrainer', ...scope),
        await person('expertTrainer', ...scope),
      ];
      for (const [position, { personId }] of [trainer, coTrainer].entries()) {
        await db.query(
          `INSERT INTO delivery_class_trainer (class_group_id, person_id, position) VALUES ($1, $2, $3)`,
          [classGroup.id, personId, position],
        );
      }
      const people: RoomPerson[] = [];
      for (let number = 0; number < trainees; number++) people.push(await this.traineeOf(classGroup));
      const sessionId = await aLiveSession(db, {
        runId: run.id,
        classGroupId: plenary ? null : classGroup.id,
      });
      return { classGroupId: classGroup.id, sessionId, trainer, coTrainer, trainees: people };
    },
    async traineeOf(classGroup: { id: ClassGroupId; runId: RunId; provinceCode: string }) {
      const trainee = await person('trainee');
      await anEnrollment(db, { classGroup, personId: trainee.personId, name: trainee.name });
      return trainee;
    },
    /** A connected client of the person. */
    async client(of: RoomPerson, options: ClientOptions = {}): Promise<Client> {
      const client = new Client(options.url ?? first.url, of, options);
      clients.add(client);
      if (options.connect !== false) await client.connected();
      return client;
    },
    async close() {
      for (const client of clients) client.close();
      for (const app of apps) await app.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type RoomApi = Awaited<ReturnType<typeof aRoomApi>>;

export async function aLiveSession(
  db: DataSource,
  given: { runId: string; classGroupId: string | null; startsAt?: string; endsAt?: string },
): Promise<SessionId> {
  const id = randomUUID() as SessionId;
  const { runId, classGroupId, startsAt = '2026-07-06T02:00:00Z', endsAt = '2026-07-06T03:30:00Z' } = given;
  await db.query(
    `INSERT INTO live_session (id, run_id, class_group_id, kind, title, lesson_hours, starts_at, ends_at, state, stage,
       created_at, changed_at)
     VALUES ($1, $2, $3, $4, 'Modul 4', 2, $5, $6, 'planned', '{"provider": "hall"}', now(), now())`,
    [id, runId, classGroupId, classGroupId ? 'class' : 'plenary', startsAt, endsAt],
  );
  return id;
}

interface ClientOptions {
  url?: string;
  connect?: boolean;
  io?: Partial<ManagerOptions & SocketOptions>;
}

/** What a message was refused with. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly problem: Record<string, unknown>,
  ) {
    super(code);
  }
}

type Frame = Payload<typeof roomFrame>;

/** One device of somebody: keeps what it was told, and asks. */
export class Client {
  readonly socket: Socket;
  readonly frames: Frame[] = [];
  readonly told: { name: string; payload: unknown }[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(
    url: string,
    readonly person: RoomPerson,
    options: ClientOptions = {},
  ) {
    this.socket = io(url, {
      path: '/api/socket',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: person.cookie },
      ...options.io,
    });
    this.socket.onAny((name: string, payload: unknown) => {
      this.told.push({ name, payload });
      if (name === 'live.frame') this.frames.push(payload as Frame);
      this.#look();
    });
    for (const event of ['connect', 'disconnect', 'connect_error']) this.socket.on(event, () => this.#look());
  }

  async connected(): Promise<this> {
    if (this.socket.connected) return this;
    await new Promise<void>((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
    return this;
  }

  /** Asks, and throws `Refused` when the answer is a problem. */
  async ask<M extends MessageContract>(contract: M, payload: Sent<M>): Promise<ReplyOf<M>> {
    const answer = (await this.socket.timeout(4_000).emitWithAck(contract.name, payload)) as Answer<M>;
    if (answer && typeof answer === 'object' && 'problem' in answer) {
      const { problem } = answer as { problem: { type: string } };
      throw new Refused(problem.type.replace('/problems/', ''), problem);
    }
    return answer as ReplyOf<M>;
  }

  join(sessionId: SessionId, seen: Seen = {}): Promise<ReplyOf<typeof joinRoom>> {
    return this.ask(joinRoom, { sessionId, seen });
  }

  /** Joins as often as it takes for somebody who does so very often. */
  async joinWhenAllowed(sessionId: SessionId, seen: Seen): Promise<ReplyOf<typeof joinRoom>> {
    for (;;) {
      try {
        return await this.join(sessionId, seen);
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'too-many-requests') throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** The events of a channel so far, each once and in order, as a client of the portal would have them. */
  events(channel: string): Frame['events'] {
    return this.frames.filter((frame) => frame.channel === channel).flatMap(({ events }) => events);
  }

  /** Waits until something is so. */
  until<T>(fact: () => T | undefined | false | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const give = setTimeout(() => reject(new Error(`Never so: ${fact.toString()}`)), 8_000);
      const look = () => {
        const found = fact();
        if (!found) return;
        clearTimeout(give);
        this.#watchers.delete(look);
        resolve(found);
      };
      this.#watchers.add(look);
      look();
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  #look(): void {
    for (const look of [...this.#watchers]) look();
  }
}

/** The code with which something was refused; fails when it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );
}
