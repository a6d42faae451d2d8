import {
  type Actor,
  commonProblem,
  type MessageContract,
  news,
  type NewsContract,
  type ProblemDetails,
  ProblemError,
} from '@bimtek/platform-contracts';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import * as z from 'zod';
import { isSameSite } from '../http/same-site.ts';
import { problemFrom } from '../http/problem.filter.ts';
import { Settings } from '../settings/settings.ts';
import { messageOf } from './message.ts';
import { ForgivingRedis } from './forgiving-redis.ts';
import { packNews, sendNews } from './packed-news.ts';
import { SocketDoor } from './socket-door.ts';
import { type Allowance, type Bucket, fullBucket, take } from './token-bucket.rules.ts';

interface SocketData {
  actor: Actor;
  /** As it came with the handshake: by it the session is asked for again. */
  cookies: string | undefined;
  /** Milliseconds of the steady clock at which the session was last seen to be good. */
  checkedAt: number;
  bucket: Bucket;
}
export type LiveSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
type SocketServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** The last that a socket hears when it may not stay; it does not come back by itself. */
export const socketOut = news({
  name: 'socket.out',
  payload: z.object({ reason: z.enum(['session-ended', 'role-changed', 'too-many-messages']) }),
});

interface Entry {
  contract: MessageContract;
  handle: (socket: LiveSocket, payload: unknown) => unknown;
}
type Reply = (answer: unknown) => void;

export const SOCKET_PATH = '/api/socket';
/** A person who uses a room writes, votes and moves slides; a program that floods does a thousand times that. */
const OF_SOCKET: Allowance = { burst: 40, perSecond: 10, answered: 20, cut: 200 };
const OF_PERSON: Allowance = { burst: 80, perSecond: 20, answered: 40, cut: 400 };
/** Whoever was cut off for flooding stays out for so long. */
const CUT_OFF_MS = 30_000;
/** A session that nothing was heard of is asked for again after so long; that also keeps it from ending in a long session. */
const RECHECK_MS = 5 * 60_000;
const SWEEP_MS = 30_000;
const RECHECKS_AT_ONCE = 20;

/** What stays of a handshake's request: enough for Socket.IO to refuse a second one over the same line. */
const forgottenRequest = { headers: {}, connection: {}, url: '', _query: {} } as unknown as IncomingMessage;

const steadyNow = () => performance.now();

/**
 * The sockets of this process, on the api's own HTTP server. Deny by default: same site, session, permission, contract;
 * then the handler that `@Message` names. With Redis other processes can be told things (`tellOthers`).
 */
@Injectable()
export class Sockets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('Sockets');
  readonly #entries = new Map<string, Entry>();
  readonly #ofPerson = new Map<string, Set<LiveSocket>>();
  readonly #personBuckets = new LRUCache<string, Bucket>({ max: 50_000 });
  readonly #cutOff = new LRUCache<string, true>({ max: 10_000, ttl: CUT_OFF_MS });
  readonly #leaving: ((socket: LiveSocket) => void)[] = [];
  readonly #told = new Map<string, (payload: unknown) => void>();
  #io: SocketServer | undefined;
  #redis: ForgivingRedis | undefined;
  #sweep: NodeJS.Timeout | undefined;
  /** Counts what was heard of sessions: who came in meanwhile is asked again. */
  #changes = 0;

  constructor(
    private readonly settings: Settings,
    private readonly discovery: DiscoveryService,
    private readonly http: HttpAdapterHost,
    @Optional() private readonly door?: SocketDoor,
  ) {}

  onApplicationBootstrap(): void {
    this.#findHandlers();
    const server = this.http.httpAdapter?.getHttpServer() as HttpServer | undefined;
    if (!server || !this.door || this.#entries.size === 0) return;
    this.#open(server, this.door);
  }

  /** The lines end as if the network had: clients come back by themselves, to a process that still runs. */
  beforeApplicationShutdown(): void {
    clearInterval(this.#sweep);
    this.#io?.engine.close();
    void this.#io?.of('/').adapter.close();
    this.#redis?.disconnect();
  }

  /** How many sockets this process holds. */
  get count(): number {
    return this.#io?.of('/').sockets.size ?? 0;
  }

  /** Sends to those of this process in a room; packed once for all of them. */
  send<C extends NewsContract>(room: string, contract: C, payload: z.input<C['payload']>): void {
    const space = this.#io?.of('/');
    const ids = space?.adapter.rooms.get(room);
    if (!space || !ids) return;
    const packed = packNews(contract.name, payload);
    for (const id of ids) {
      const socket = space.sockets.get(id);
      if (socket) sendNews(socket, packed);
    }
  }

  /** Whether anybody of this process is in the room. */
  hasAny(room: string): boolean {
    return (this.#io?.of('/').adapter.rooms.get(room)?.size ?? 0) > 0;
  }

  size(room: string): number {
    return this.#io?.of('/').adapter.rooms.get(room)?.size ?? 0;
  }

  socketsOf(personId: string): LiveSocket[] {
    return [...(this.#ofPerson.get(personId) ?? [])];
  }

  onLeave(listener: (socket: LiveSocket) => void): void {
    this.#leaving.push(listener);
  }

  /** Whether there may be other processes that can be told something. */
  get hasOthers(): boolean {
    return this.#redis !== undefined;
  }

  /** Tells the other processes; what is told can be lost, so that it must also be found out in another way. */
  tellOthers(topic: string, payload: unknown): void {
    if (this.#redis) this.#io?.serverSideEmit(topic, payload);
  }

  onTold(topic: string, listener: (payload: never) => void): void {
    this.#told.set(topic, listener as (payload: unknown) => void);
    this.#io?.on(topic as never, listener as never);
  }

  #open(server: HttpServer, door: SocketDoor): void {
    const io: SocketServer = new Server(server, {
      path: SOCKET_PATH,
      addTrailingSlash: false,
      serveClient: false,
      transports: ['websocket', 'polling'],
      // Off: recovery would let a removed person in again, and deflate makes a full hall collapse.
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: 32 * 1024,
      connectTimeout: 10_000,
      pingInterval: 25_000,
      pingTimeout: 20_000,
      allowRequest: (request, decide) => decide(null, isSameSite(request, this.settings.publicUrl)),
      ...(this.settings.redisUrl ? { adapter: this.#adapter(this.settings.redisUrl) } : {}),
    });
    this.#io = io;
    io.engine.on('headers', (headers: Record<string, string>) => {
      headers['cache-control'] = 'no-store';
      headers['x-content-type-options'] = 'nosniff';
    });
    io.use((socket, next) => void this.#letIn(socket, door).then(() => next(), next));
    io.on('connection', (socket) => this.#welcome(socket));
    for (const [topic, listener] of this.#told) io.on(topic as never, listener as never);
    door.onChange((personId) => this.#recheckBecause(personId));
    this.#sweep = setInterval(() => void this.#recheckOld(), SWEEP_MS).unref();
  }

  #adapter(redisUrl: string) {
    const redis = new ForgivingRedis(redisUrl, { maxRetriesPerRequest: null });
    this.#redis = redis;
    return createAdapter(redis, { streamName: 'bimtek:sockets', channelPrefix: 'bimtek:sockets' });
  }

  async #letIn(socket: LiveSocket, door: SocketDoor): Promise<void> {
    const changes = this.#changes;
    const { cookie } = socket.handshake.headers;
    const actor = await door.actorOf(cookie).catch((error: unknown) => {
      throw refusal(this.#problem(error, 'handshake'));
    });
    if (!actor) throw refusal(this.#problem(commonProblem('not-signed-in'), 'handshake'));
    if (this.#cutOff.has(actor.userId)) {
      const extra = { retryAfterSeconds: CUT_OFF_MS / 1000 };
      throw refusal(this.#problem(commonProblem('too-many-requests', extra), 'handshake'));
    }
    const now = steadyNow();
    // Whose sessions changed while this one was asked for is asked again at once.
    const checkedAt = changes === this.#changes ? now : Number.NEGATIVE_INFINITY;
    socket.data = { actor, cookies: cookie, checkedAt, bucket: fullBucket(OF_SOCKET, now) };
  }

  #welcome(socket: LiveSocket): void {
    forgetRequest(socket);
    const { userId } = socket.data.actor;
    const sockets = this.#ofPerson.get(userId) ?? new Set();
    this.#ofPerson.set(userId, sockets.add(socket));
    socket.on('error', ignore);
    socket.onAny(this.#onMessage);
    socket.on('disconnect', this.#onDisconnect);
    if (socket.data.checkedAt === Number.NEGATIVE_INFINITY) void this.#recheck(socket);
  }

  /** One function for all sockets, called with the socket as `this`: a closure each would cost memory 8,000 times. */
  readonly #onDisconnect = (() => {
    const left = (socket: LiveSocket) => this.#left(socket);
    return function (this: LiveSocket) {
      left(this);
    };
  })();

  readonly #onMessage = (() => {
    const arrived = (socket: LiveSocket, name: string, payload: unknown, reply: Reply | undefined) =>
      this.#arrived(socket, name, payload, reply);
    return function (this: LiveSocket, name: string, ...rest: unknown[]) {
      const last = rest.at(-1);
      const reply = typeof last === 'function' ? (last as Reply) : undefined;
      arrived(this, name, rest[0] === reply ? undefined : rest[0], reply);
    } as (...given: unknown[]) => void;
  })();

  #left(socket: LiveSocket): void {
    const { userId } = socket.data.actor;
    const sockets = this.#ofPerson.get(userId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#ofPerson.delete(userId);
    for (const listener of this.#leaving) listener(socket);
  }

  #arrived(socket: LiveSocket, name: string, payload: unknown, reply: Reply | undefined): void {
    if (!socket.connected) return;
    const now = steadyNow();
    const { actor, bucket } = socket.data;
    let verdict = take(bucket, OF_SOCKET, now);
    if (verdict === 'taken') verdict = take(this.#personBucket(actor.userId, now), OF_PERSON, now);
    if (verdict === 'taken') void this.#answer(socket, name, payload, reply);
    else if (verdict === 'refused')
      reply?.({ problem: this.#problem(commonProblem('too-many-requests', { retryAfterSeconds: 1 }), name) });
    else if (verdict === 'cut') {
      this.#cutOff.set(actor.userId, true);
      this.#out(socket, 'too-many-messages');
    }
  }

  #personBucket(userId: string, now: number): Bucket {
    let bucket = this.#personBuckets.get(userId);
    if (!bucket) this.#personBuckets.set(userId, (bucket = fullBucket(OF_PERSON, now)));
    return bucket;
  }

  async #answer(socket: LiveSocket, name: string, payload: unknown, reply: Reply | undefined): Promise<void> {
    try {
      const answer = await this.#handle(socket, name, payload);
      reply?.(answer);
    } catch (error) {
      reply?.({ problem: this.#problem(error, name) });
    }
  }

  async #handle(socket: LiveSocket, name: string, payload: unknown): Promise<unknown> {
    const entry = this.#entries.get(name);
    if (!entry) throw commonProblem('not-found');
    const { contract, handle } = entry;
    if (contract.allow !== 'signed-in' && !socket.data.actor.permissions.has(contract.allow))
      throw commonProblem('not-allowed');
    const parsed = contract.payload.safeParse(payload);
    if (!parsed.success) {
      const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
        pointer: ['#', ...issue.path.map(String)].join('/'),
        detail: issue.message,
      }));
      throw commonProblem('invalid-request', { errors });
    }
    return contract.reply.parse(await handle(socket, parsed.data));
  }

  /** What nobody foresaw is logged once, under the id that the client is told. */
  #problem(error: unknown, name: string): ProblemDetails {
    const problem = problemFrom(error);
    const id = randomUUID();
    if (problem.status >= 500) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#log[problem.status === 503 ? 'warn' : 'error'](`${id} ${name}: ${text}`);
    }
    return {
      type: `/problems/${problem.code}`,
      title: problem.title,
      status: problem.status,
      instance: `urn:request:${id}`,
      ...problem.extra,
    };
  }

  #out(socket: LiveSocket, reason: z.input<typeof socketOut.payload>['reason']): void {
    socket.emit(socketOut.name, { reason });
    socket.disconnect(true);
  }

  #recheckBecause(personId: string | null): void {
    this.#changes += 1;
    if (personId === null) void this.#recheckAll([...(this.#io?.of('/').sockets.values() ?? [])]);
    else for (const socket of this.socketsOf(personId)) void this.#recheck(socket);
  }

  async #recheckOld(): Promise<void> {
    const before = steadyNow() - RECHECK_MS;
    const sockets = this.#io?.of('/').sockets.values() ?? [];
    await this.#recheckAll([...sockets].filter((socket) => socket.data.checkedAt < before));
  }

  async #recheckAll(sockets: LiveSocket[]): Promise<void> {
    const waiting = sockets.values();
    const worker = async () => {
      for (const socket of waiting) await this.#recheck(socket);
    };
    await Promise.all(Array.from({ length: RECHECKS_AT_ONCE }, worker));
  }

  /** Whoever is signed out, or acts in another role or place now, must come in again by the door. */
  async #recheck(socket: LiveSocket): Promise<void> {
    const before = socket.data.actor;
    try {
      const actor = (await this.door?.actorOf(socket.data.cookies)) ?? null;
      if (!socket.connected) return;
      if (!actor) this.#out(socket, 'session-ended');
      else if (!actsAlike(actor, before)) this.#out(socket, 'role-changed');
      else Object.assign(socket.data, { actor, checkedAt: steadyNow() });
    } catch (error) {
      // While the database is away nobody can be judged; the next sweep asks again.
      if (error instanceof ProblemError) this.#out(socket, 'session-ended');
    }
  }

  #findHandlers(): void {
    const scanner = new MetadataScanner();
    for (const { instance } of this.discovery.getProviders()) {
      const gateway = instance as Record<string, (...given: unknown[]) => unknown> | undefined;
      if (!gateway || typeof gateway !== 'object') continue;
      const prototype = Object.getPrototypeOf(gateway) as object | null;
      if (!prototype || prototype === Object.prototype) continue;
      for (const method of scanner.getAllMethodNames(prototype)) {
        const handler = gateway[method];
        const contract = typeof handler === 'function' ? messageOf(handler) : undefined;
        if (!contract || !handler) continue;
        if (this.#entries.has(contract.name)) throw new Error(`Two handlers of the message ${contract.name}`);
        this.#entries.set(contract.name, { contract, handle: handler.bind(gateway) });
      }
    }
  }
}

function actsAlike(one: Actor, other: Actor): boolean {
  return (
    one.userId === other.userId &&
    one.sessionId === other.sessionId &&
    one.role === other.role &&
    one.scope.level === other.scope.level &&
    one.scope.ids.length === other.scope.ids.length &&
    one.scope.ids.every((id) => other.scope.ids.includes(id)) &&
    one.permissions.size === other.permissions.size &&
    [...one.permissions].every((permission) => other.permissions.has(permission))
  );
}

/** The handshake's request with all its headers is most of what a quiet socket would hold in memory. */
function forgetRequest(socket: LiveSocket): void {
  Object.assign(socket.conn, { request: forgottenRequest });
  Object.assign(socket, { handshake: { headers: {}, query: {}, auth: {}, url: '' } });
}

/** As Socket.IO carries it to the client: `connect_error` with `data.problem`. */
function refusal(problem: ProblemDetails): Error {
  return Object.assign(new Error(problem.title), { data: { problem } });
}

function ignore(): void {
  // What a client sends beside the protocol ends its own line, and nobody else's.
}
