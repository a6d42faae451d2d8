import {
  type Channel,
  type ChannelState,
  type GroupId,
  type joinRoom,
  type Myself,
  type PollId,
  type PollResult,
  type ReactionKind,
  type Reactions,
  roomFrame,
  roomMyself,
  roomOut,
  roomProblem,
  type RoomRole,
  type RoomState,
  type Seen,
  type SessionId,
  type Totals,
} from '@bimtek/live-contracts';
import { type Actor, found, type Payload, type ReplyOf } from '@bimtek/platform-contracts';
import { Clock, type LiveSocket, Sockets } from '@bimtek/platform-server';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { POLL_COLUMNS, pollOf, type PollRow, readResults } from '../polls/poll-rows.ts';
import { isResultPublic } from '../polls/poll.rules.ts';
import { ChannelFeed } from './channel-feed.ts';
import { type EntryRow, readEntry } from './entry.queries.ts';
import { Presence } from './presence.ts';
import { RoomLog, type Written } from './room-log.ts';
import { readChannel, readPulse, readRoom, type RoomRow } from './room-state.queries.ts';
import { channelsOf, gatheringMs, leads, refusesJoin, roleInRoom } from './room.rules.ts';

/** Somebody in a room by one socket. */
export interface Member {
  readonly me: Actor;
  readonly sessionId: SessionId;
  /** The session's own class; null when it is for a whole run. */
  readonly sessionClassId: string | null;
  readonly role: RoomRole;
  /** Of a trainee: the class they learn in. */
  readonly classGroupId: string | null;
  readonly place: string | null;
  channels: Channel[];
  groupId: GroupId | null;
}

interface Room {
  readonly sessionId: SessionId;
  readonly members: Map<LiveSocket, Member>;
  /** Sockets of each person: one person in several tabs is there once. */
  readonly people: Map<string, number>;
  readonly feeds: Map<Channel, { feed: ChannelFeed; ready: Promise<void> }>;
  readonly reactions: Map<ReactionKind, number>;
  readonly pollsToCount: Set<PollId>;
  /** What has changed since the last frame, for everybody and for those who lead. */
  forAll: Totals;
  forStaff: Totals;
  state: { row: RoomRow; view: RoomState; at: number } | undefined;
  reading: Promise<{ row: RoomRow; view: RoomState; at: number }> | undefined;
  readonly channelStates: Map<Channel, { state: ChannelState; at: number }>;
  present: number;
  version: number | undefined;
  frameAt: number;
  timer: NodeJS.Timeout | undefined;
  emptySince: number | undefined;
  toldPresentAt: number;
}

interface Told {
  events: Written[];
}
type ToPerson = Payload<typeof roomMyself> & { personId: string };
interface ToKick {
  sessionId: SessionId;
  personId: string;
  reason: Payload<typeof roomOut>['reason'];
}

/** So many missed events are told one by one; beyond that the whole is less. */
const MISSED_MAX = 200;
const TICK_MS = 1_000;
/** Every so many ticks a process compares its rooms with the database. */
const PULSE_TICKS = 3;
/** State that is counted, and not numbered, may be so old when somebody comes in; frames bring the rest. */
const STATE_MS = 1_000;
/** An empty room is forgotten after so long: most who drop out come back before. */
const FORGET_MS = 60_000;
/** Everybody hears how many are there this seldom; those who lead at once. */
const PRESENT_MS = 20_000;

/**
 * The rooms of this process: who is in them, what they were told, and what is to be told. The database is what is true;
 * other processes tell what they wrote, and what they fail to tell the pulse finds out.
 */
@Injectable()
export class Rooms implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('Rooms');
  readonly #rooms = new Map<SessionId, Room>();
  readonly #membersOf = new WeakMap<LiveSocket, Map<SessionId, Member>>();
  #tick: NodeJS.Timeout | undefined;
  #ticks = 0;
  #hasMoved = false;
  #ticking: Promise<void> | undefined;
  #stopping = false;
  readonly #eachTick: ((sessionIds: SessionId[]) => Promise<void>)[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly log: RoomLog,
    private readonly presence: Presence,
    private readonly sockets: Sockets,
  ) {}

  onApplicationBootstrap(): void {
    this.sockets.onLeave((socket) => this.#lost(socket));
    this.sockets.onTold('live.events', ({ events }: Told) => this.#take(events));
    this.sockets.onTold('live.myself', (told: ToPerson) => this.#tellHere(told));
    this.sockets.onTold('live.kick', (told: ToKick) => this.#kickHere(told));
    this.sockets.onTold(
      'live.polls',
      ({ sessionId, pollIds }: { sessionId: SessionId; pollIds: PollId[] }) => {
        for (const pollId of pollIds) this.#rooms.get(sessionId)?.pollsToCount.add(pollId);
      },
    );
    this.sockets.onTold('live.totals', ({ sessionId, totals }: { sessionId: SessionId; totals: Totals }) =>
      this.#addTotals(sessionId, totals),
    );
    this.#tick = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#tick);
    await this.#ticking;
    for (const room of this.#rooms.values()) clearTimeout(room.timer);
    await this.presence.stop();
  }

  /** Does something for the rooms of this process once a second. */
  onTick(work: (sessionIds: SessionId[]) => Promise<void>): void {
    this.#eachTick.push(work);
  }

  /** Lets the person of a socket in and tells them what they need; coming in again does the same. */
  async join(socket: LiveSocket, sessionId: SessionId, seen: Seen): Promise<ReplyOf<typeof joinRoom>> {
    const { actor } = socket.data;
    const { entry, role } = await this.admit(actor, sessionId);
    const refusal = refusesJoin(entry, role, entry, this.clock.now());
    if (refusal) throw roomProblem(refusal);
    const room = await this.#open(sessionId);
    const member = memberOf(actor, entry, role);
    const ready = member.channels.map((channel) => this.#feed(room, channel).ready);
    this.#enter(socket, room, member);
    await Promise.all(ready);
    const { row, view } = await this.#stateOf(room);
    const channels: ReplyOf<typeof joinRoom>['channels'] = {};
    for (const channel of member.channels) {
      channels[channel] = await this.#heard(
        room,
        channel,
        seen[channel],
        channel === 'all' ? row.seq : undefined,
      );
    }
    return { now: this.clock.now().toISOString(), me: myself(member, entry), room: view, channels };
  }

  /** Who somebody is in a room, whether or not they may come in now; 404 for whom it is not theirs. */
  async admit(me: Actor, sessionId: SessionId): Promise<{ entry: EntryRow; role: RoomRole }> {
    const entry = found(await readEntry(this.db, me, sessionId));
    const role = found(
      roleInRoom({
        attends: me.permissions.has('session.attend'),
        leads: me.permissions.has('session.lead'),
        classGroupId: entry.seatClassId,
        trainerPosition: entry.trainerPosition,
        isTrainer: me.role === 'expertTrainer',
      }),
    );
    return { entry, role };
  }

  leave(socket: LiveSocket, sessionId: SessionId): void {
    this.#remove(socket, sessionId, false);
  }

  /** The member by this socket; throws when the socket has not joined. */
  member(socket: LiveSocket, sessionId: SessionId): Member {
    const member = this.#membersOf.get(socket)?.get(sessionId);
    if (!member) throw roomProblem('not-in-room');
    return member;
  }

  /** Like `member`, for those who lead. */
  leader(socket: LiveSocket, sessionId: SessionId): Member {
    const member = this.member(socket, sessionId);
    if (!leads(member.role)) throw roomProblem('only-for-hosts');
    return member;
  }

  trainee(socket: LiveSocket, sessionId: SessionId): Member {
    const member = this.member(socket, sessionId);
    if (member.role !== 'trainee') throw roomProblem('only-for-trainees');
    return member;
  }

  /** Makes sure that a room has its row, for acts on rooms in which nobody is yet. */
  async prepare(sessionId: SessionId): Promise<void> {
    await this.db.query(`INSERT INTO live_room (session_id) VALUES ($1) ON CONFLICT DO NOTHING`, [sessionId]);
  }

  /** Tells everybody who hears the channels, in every process, what has been committed. */
  tell(events: Written[]): void {
    if (events.length === 0) return;
    this.#take(events);
    this.sockets.tellOthers('live.events', { events });
  }

  /** Tells one person on all devices. */
  tellPerson(told: ToPerson): void {
    this.#tellHere(told);
    this.sockets.tellOthers('live.myself', told);
  }

  /** Takes somebody out of a room, in every process. */
  kick(told: ToKick): void {
    this.#kickHere(told);
    this.sockets.tellOthers('live.kick', told);
  }

  /** Votes of these polls have changed; they are counted with the next tick. */
  countPoll(sessionId: SessionId, pollId: PollId): void {
    this.#rooms.get(sessionId)?.pollsToCount.add(pollId);
  }

  /** The newest of what is counted, for everybody. */
  tellTotals(sessionId: SessionId, totals: Totals): void {
    this.#addTotals(sessionId, totals);
    this.sockets.tellOthers('live.totals', { sessionId, totals });
  }

  reacted(sessionId: SessionId, kind: ReactionKind): void {
    const room = this.#rooms.get(sessionId);
    if (room) room.reactions.set(kind, (room.reactions.get(kind) ?? 0) + 1);
  }

  reported(member: Member, link: { roundTripMs: number; mode: string }): void {
    this.presence.reported(personOf(member), link);
  }

  /** Puts those of this process into their groups, or takes them out of all. */
  regroup(sessionId: SessionId, groupOf: ReadonlyMap<string, GroupId>): void {
    const room = this.#rooms.get(sessionId);
    for (const [socket, member] of room?.members ?? []) {
      const groupId = member.role === 'trainee' ? (groupOf.get(member.me.userId) ?? null) : null;
      if (groupId === member.groupId) continue;
      if (member.groupId) void socket.leave(roomName(sessionId, `group:${member.groupId}`));
      member.channels = member.channels.filter((channel) => !channel.startsWith('group:'));
      member.groupId = groupId;
      if (!groupId) continue;
      const channel: Channel = `group:${groupId}`;
      member.channels.push(channel);
      void socket.join(roomName(sessionId, channel));
      if (room) this.#feed(room, channel);
    }
  }

  /** Events a client has missed in a channel that it hears. */
  async catchUp(member: Member, channel: Channel, after: number) {
    if (!member.channels.includes(channel)) throw roomProblem('not-in-room');
    const events = await this.log.after(member.sessionId, channel, after, MISSED_MAX + 1);
    const page = events.slice(0, MISSED_MAX);
    return { events: page, to: page.at(-1)?.seq ?? after, more: events.length > MISSED_MAX };
  }

  /** What everybody sees, for whoever shows it without being inside. */
  async stateOf(sessionId: SessionId): Promise<RoomState> {
    const room = await this.#open(sessionId);
    await this.#feed(room, 'all').ready;
    return (await this.#stateOf(room)).view;
  }

  async channelOf(sessionId: SessionId, channel: Channel): Promise<ChannelState> {
    return readChannel(this.db, sessionId, channel);
  }

  /** What is due once a second; public for specs, which do not wait. */
  tick(): Promise<void> {
    this.#ticking ??= this.#tickOnce()
      .catch((error: unknown) =>
        this.#log.warn(`tick: ${error instanceof Error ? error.message : String(error)}`),
      )
      .finally(() => (this.#ticking = undefined));
    return this.#ticking;
  }

  async #tickOnce(): Promise<void> {
    this.#forgetEmpty();
    const hasMoved = await this.presence.flush();
    const rooms = [...this.#rooms.values()];
    if (rooms.length === 0) return;
    const ids = rooms.map(({ sessionId }) => sessionId);
    this.#ticks += 1;
    const isPulse = this.#ticks % PULSE_TICKS === 0;
    await this.#countReactions(rooms);
    await this.#countPolls(rooms);
    for (const work of this.#eachTick) await work(ids);
    // Alone, this process knows when somebody has come or gone; what others do it finds out by looking.
    this.#hasMoved ||= hasMoved;
    if (isPulse && (this.#hasMoved || this.sockets.hasOthers)) {
      this.#hasMoved = false;
      await this.#countPresent(rooms);
    }
    if (isPulse) await this.#feelPulse(rooms);
  }

  async #open(sessionId: SessionId): Promise<Room> {
    const known = this.#rooms.get(sessionId);
    if (known) {
      known.emptySince = undefined;
      return known;
    }
    await this.prepare(sessionId);
    const room = this.#rooms.get(sessionId) ?? aRoom(sessionId);
    this.#rooms.set(sessionId, room);
    return room;
  }

  #feed(room: Room, channel: Channel) {
    const known = room.feeds.get(channel);
    if (known) return known;
    const feed = new ChannelFeed();
    const ready = this.db
      .query<{ seq: number }[]>(
        `WITH made AS (
           INSERT INTO live_channel (session_id, channel) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING seq)
         SELECT seq FROM made UNION ALL SELECT seq FROM live_channel WHERE session_id = $1 AND channel = $2`,
        [room.sessionId, channel],
      )
      .then(([row]) => {
        // Made by another at this very moment: then it is not seen yet, and nothing has been said in it.
        feed.begin(row?.seq ?? 0);
        if (feed.hasUnsent) this.#schedule(room);
      })
      .catch((error: unknown) => {
        room.feeds.delete(channel);
        throw error;
      });
    const made = { feed, ready };
    room.feeds.set(channel, made);
    // Who asks waits for it; who only wants it to exist does not.
    ready.catch(() => undefined);
    return made;
  }

  #enter(socket: LiveSocket, room: Room, member: Member): void {
    if (!socket.connected) throw roomProblem('not-in-room');
    const before = room.members.get(socket);
    if (before) for (const channel of before.channels) void socket.leave(roomName(room.sessionId, channel));
    room.members.set(socket, member);
    room.emptySince = undefined;
    void socket.join(member.channels.map((channel) => roomName(room.sessionId, channel)));
    const sessions = this.#membersOf.get(socket) ?? new Map<SessionId, Member>();
    this.#membersOf.set(socket, sessions.set(room.sessionId, member));
    if (before) return;
    const { userId } = member.me;
    const tabs = (room.people.get(userId) ?? 0) + 1;
    room.people.set(userId, tabs);
    if (tabs === 1) this.presence.entered(personOf(member));
  }

  #remove(socket: LiveSocket, sessionId: SessionId, isDrop: boolean): void {
    const room = this.#rooms.get(sessionId);
    const member = room?.members.get(socket);
    this.#membersOf.get(socket)?.delete(sessionId);
    if (!room || !member) return;
    room.members.delete(socket);
    for (const channel of member.channels) void socket.leave(roomName(sessionId, channel));
    const { userId } = member.me;
    const tabs = (room.people.get(userId) ?? 1) - 1;
    if (tabs > 0) room.people.set(userId, tabs);
    else {
      room.people.delete(userId);
      if (!this.#stopping) this.presence.left(personOf(member), isDrop);
    }
    if (room.members.size === 0) room.emptySince = performance.now();
  }

  #lost(socket: LiveSocket): void {
    for (const sessionId of [...(this.#membersOf.get(socket)?.keys() ?? [])])
      this.#remove(socket, sessionId, true);
  }

  #take(events: Written[]): void {
    for (const { sessionId, channel, event } of events) {
      const room = this.#rooms.get(sessionId);
      const known = room?.feeds.get(channel);
      if (!room || !known) continue;
      known.feed.take(event);
      if (known.feed.hasUnsent) this.#schedule(room);
      if (known.feed.hasGap) void this.#fillGap(room, channel);
    }
  }

  /** What comes before an event is usually on its way; if it is not, it is read. */
  async #fillGap(room: Room, channel: Channel): Promise<void> {
    const known = room.feeds.get(channel);
    if (!known) return;
    await new Promise((resolve) => setTimeout(resolve, 200).unref());
    if (known.feed.hasGap) await this.#readNew(room, channel);
  }

  async #readNew(room: Room, channel: Channel): Promise<void> {
    const feed = room.feeds.get(channel)?.feed;
    if (feed?.last === undefined) return;
    for (;;) {
      const events = await this.log.after(room.sessionId, channel, feed.last, 500);
      for (const event of events) feed.take(event);
      if (events.length < 500) break;
    }
    if (feed.hasUnsent) this.#schedule(room);
  }

  /** A small room is told at once, a hall at most once a second, and both only what has changed. */
  #schedule(room: Room): void {
    if (room.timer || this.#stopping) return;
    const due = room.frameAt + gatheringMs(room.members.size) - performance.now();
    room.timer = setTimeout(() => this.#send(room), Math.max(0, due));
  }

  #send(room: Room): void {
    room.timer = undefined;
    room.frameAt = performance.now();
    const { sessionId } = room;
    const totals: Partial<Record<Channel, Totals>> = { all: room.forAll, staff: room.forStaff };
    room.forAll = {};
    room.forStaff = {};
    for (const [channel, { feed }] of room.feeds) {
      const counted = totals[channel];
      const hasTotals = counted !== undefined && Object.keys(counted).length > 0;
      const frame = feed.frame();
      if (!frame && !hasTotals) continue;
      const last = feed.last ?? 0;
      const payload = { sessionId, channel, ...(frame ?? { after: last, to: last, events: [] }) };
      this.sockets.send(
        roomName(sessionId, channel),
        roomFrame,
        hasTotals ? { ...payload, totals: counted } : payload,
      );
    }
  }

  #addTotals(sessionId: SessionId, totals: Totals, onlyForStaff = false): void {
    const room = this.#rooms.get(sessionId);
    if (!room || Object.keys(totals).length === 0) return;
    room.forStaff = merged(room.forStaff, totals);
    if (!onlyForStaff) {
      room.forAll = merged(room.forAll, totals);
      room.state = undefined;
    }
    this.#schedule(room);
  }

  #tellHere({ personId, ...told }: ToPerson): void {
    for (const socket of this.sockets.socketsOf(personId)) {
      if (this.#rooms.get(told.sessionId)?.members.has(socket)) socket.emit(roomMyself.name, told);
    }
  }

  #kickHere({ sessionId, personId, reason }: ToKick): void {
    for (const socket of this.sockets.socketsOf(personId)) this.#out(socket, sessionId, reason);
  }

  #out(socket: LiveSocket, sessionId: SessionId, reason: ToKick['reason']): void {
    if (!this.#rooms.get(sessionId)?.members.has(socket)) return;
    socket.emit(roomOut.name, { sessionId, reason });
    this.#remove(socket, sessionId, false);
  }

  async #stateOf(room: Room): Promise<{ row: RoomRow; view: RoomState }> {
    const { state } = room;
    const last = room.feeds.get('all')?.feed.last;
    if (state && state.row.seq === last && performance.now() - state.at < STATE_MS) return state;
    // Who asks while it is being read may have come in after that began; they wait for the next one.
    while (room.reading) {
      const read = await room.reading;
      if (read.row.seq >= (last ?? 0)) return read;
    }
    room.reading = this.#readState(room).finally(() => (room.reading = undefined));
    return room.reading;
  }

  async #readState(room: Room): Promise<{ row: RoomRow; view: RoomState; at: number }> {
    const at = performance.now();
    const row = found(await readRoom(this.db, room.sessionId));
    const polls = row.polls ?? [];
    const results = await readResults(
      this.db,
      polls.filter((poll) => isResultPublic(pollOf(poll))),
    );
    const view: RoomState = {
      session: {
        id: row.id,
        title: row.title,
        kind: row.kind,
        classGroupId: row.class_group_id as never,
        startsAt: row.starts_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
        state: row.state,
        version: row.version,
      },
      settings: row.settings,
      stage: row.stage,
      polls: polls.map((poll) => pollOf(poll)),
      results: [...results.values()],
      present: room.present,
      hands: row.hands,
      reactions: row.reactions ?? {},
      groupWork: row.group_work,
      announcement: row.announcement as RoomState['announcement'],
    };
    room.version ??= row.version;
    room.state = { row, view, at };
    return room.state;
  }

  /** What somebody has missed of a channel, up to a number when other things are told as of it. */
  async #heard(room: Room, channel: Channel, seen: number | undefined, upTo: number | undefined) {
    const { feed } = this.#feed(room, channel);
    const last = feed.last ?? 0;
    const to = Math.min(upTo ?? last, last);
    if (seen !== undefined && seen <= to) {
      const missed =
        feed.since(seen) ?? (await this.log.after(room.sessionId, channel, seen, MISSED_MAX + 1));
      const wanted = missed.filter(({ seq }) => seq <= to);
      if (wanted.length <= MISSED_MAX) return { whole: false as const, to, missed: wanted };
    }
    const known = room.channelStates.get(channel);
    if (known && known.state.seq === last && performance.now() - known.at < STATE_MS)
      return { whole: true as const, state: known.state };
    const at = performance.now();
    const state = await readChannel(this.db, room.sessionId, channel);
    room.channelStates.set(channel, { state, at });
    return { whole: true as const, state };
  }

  #forgetEmpty(): void {
    const before = performance.now() - FORGET_MS;
    for (const room of this.#rooms.values()) {
      if (room.members.size === 0 && (room.emptySince ??= performance.now()) < before) {
        clearTimeout(room.timer);
        this.#rooms.delete(room.sessionId);
      }
    }
  }

  async #countReactions(rooms: Room[]): Promise<void> {
    const counted = rooms.flatMap((room) => {
      const list = [...room.reactions].map(([kind, count]) => ({ sessionId: room.sessionId, kind, count }));
      room.reactions.clear();
      return list;
    });
    if (counted.length === 0) return;
    const rows: { session_id: SessionId; kind: ReactionKind; total: number }[] = await this.db.query(
      `INSERT INTO live_reaction AS r (session_id, kind, total)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[]) ORDER BY 1, 2
       ON CONFLICT (session_id, kind) DO UPDATE SET total = r.total + excluded.total
       RETURNING session_id, kind, total`,
      [
        counted.map(({ sessionId }) => sessionId),
        counted.map(({ kind }) => kind),
        counted.map(({ count }) => count),
      ],
    );
    for (const { session_id: sessionId, kind, total } of rows) {
      const reactions: Reactions = { [kind]: total };
      this.tellTotals(sessionId, { reactions });
    }
  }

  async #countPolls(rooms: Room[]): Promise<void> {
    const due = rooms.filter((room) => room.pollsToCount.size > 0);
    if (due.length === 0) return;
    const ids = due.flatMap((room) => [...room.pollsToCount]);
    for (const room of due) {
      const pollIds = [...room.pollsToCount];
      room.pollsToCount.clear();
      this.sockets.tellOthers('live.polls', { sessionId: room.sessionId, pollIds });
    }
    const polls: PollRow[] = await this.db.query(
      `SELECT ${POLL_COLUMNS} FROM live_poll p WHERE p.id = ANY($1::uuid[])`,
      [ids],
    );
    const results = await readResults(this.db, polls);
    for (const poll of polls) this.tellResult(poll, results.get(poll.id));
  }

  /** What was counted, to those of this process who may see it. */
  tellResult(poll: PollRow, result: PollResult | undefined): void {
    if (result)
      this.#addTotals(poll.sessionId as SessionId, { polls: [result] }, !isResultPublic(pollOf(poll)));
  }

  async #countPresent(rooms: Room[]): Promise<void> {
    const counts = await this.presence.counts(rooms.map(({ sessionId }) => sessionId));
    for (const room of rooms) {
      const present = counts.get(room.sessionId) ?? 0;
      const now = performance.now();
      const isDue = now - room.toldPresentAt >= PRESENT_MS || room.members.size <= 60;
      if (present !== room.present) this.#addTotals(room.sessionId, { present }, !isDue);
      if (present !== room.present && isDue) room.toldPresentAt = now;
      room.present = present;
    }
  }

  /** Compares rooms with the database: what nobody told is found here, and who must not be inside is taken out. */
  async #feelPulse(rooms: Room[]): Promise<void> {
    const now = this.clock.now();
    const pulses = await readPulse(
      this.db,
      rooms.map(({ sessionId }) => sessionId),
    );
    for (const pulse of pulses) {
      const room = this.#rooms.get(pulse.id);
      if (!room) continue;
      for (const [channel, { feed }] of room.feeds) {
        if (feed.last !== undefined && (pulse.channels?.[channel] ?? 0) > feed.last)
          await this.#readNew(room, channel);
      }
      for (const personId of pulse.removed ?? [])
        if (room.people.has(personId)) this.#kickHere({ sessionId: pulse.id, personId, reason: 'removed' });
      if (room.version !== pulse.version) this.#tellSession(room, pulse);
      this.#closeDoors(room, pulse, now);
    }
  }

  #tellSession(room: Room, pulse: Awaited<ReturnType<typeof readPulse>>[number]): void {
    const isFirst = room.version === undefined;
    room.version = pulse.version;
    const { title, state, version } = pulse;
    const session = {
      title,
      state,
      version,
      startsAt: pulse.starts_at.toISOString(),
      endsAt: pulse.ends_at.toISOString(),
    };
    if (!isFirst) this.#addTotals(pulse.id, { session });
  }

  #closeDoors(room: Room, pulse: Awaited<ReturnType<typeof readPulse>>[number], now: Date): void {
    const session = { state: pulse.state, startsAt: pulse.starts_at, endsAt: pulse.ends_at };
    const refused = (role: RoomRole) => {
      const refusal = refusesJoin(session, role, { removed: false }, now);
      // A session that is moved to later while people are inside lets them stay and wait.
      return refusal === 'session-cancelled' || refusal === 'session-over' ? refusal : null;
    };
    const reasons = {
      host: refused('host'),
      coTrainer: refused('coTrainer'),
      trainee: refused('trainee'),
      observer: refused('observer'),
    };
    if (Object.values(reasons).every((reason) => reason === null)) return;
    for (const [socket, { role }] of room.members) {
      const reason = reasons[role];
      if (reason) this.#out(socket, pulse.id, reason);
    }
  }
}

function aRoom(sessionId: SessionId): Room {
  return {
    sessionId,
    members: new Map(),
    people: new Map(),
    feeds: new Map(),
    reactions: new Map(),
    pollsToCount: new Set(),
    forAll: {},
    forStaff: {},
    state: undefined,
    reading: undefined,
    channelStates: new Map(),
    present: 0,
    version: undefined,
    frameAt: Number.NEGATIVE_INFINITY,
    timer: undefined,
    emptySince: performance.now(),
    toldPresentAt: Number.NEGATIVE_INFINITY,
  };
}

function memberOf(me: Actor, entry: EntryRow, role: RoomRole): Member {
  const own =
    role === 'trainee'
      ? [entry.seatClassId]
      : [...(entry.trainedClassIds ?? []), ...(entry.scopeClassIds ?? [])];
  const classIds = entry.classGroupId && role !== 'observer' ? [entry.classGroupId] : own;
  const groupId = role === 'trainee' ? entry.groupId : null;
  return {
    me,
    sessionId: entry.id,
    sessionClassId: entry.classGroupId,
    role,
    classGroupId: role === 'trainee' ? entry.seatClassId : null,
    place: entry.place,
    channels: channelsOf(role, [...new Set(classIds.filter((id) => id !== null))], groupId),
    groupId,
  };
}

function myself(member: Member, entry: EntryRow): Myself {
  return {
    personId: member.me.userId,
    role: member.role,
    classGroupId: member.classGroupId as never,
    muted: entry.muted,
    handRaised: entry.handRaised,
    votes: entry.votes ?? [],
    questions: entry.questions ?? [],
    groupId: member.groupId,
  };
}

function personOf({ sessionId, me, role, classGroupId }: Member) {
  return { sessionId, personId: me.userId, role, classGroupId };
}

function roomName(sessionId: SessionId, channel: Channel): string {
  return `${sessionId} ${channel}`;
}

function merged(before: Totals, now: Totals): Totals {
  const together = { ...before, ...now };
  if (before.reactions && now.reactions) together.reactions = { ...before.reactions, ...now.reactions };
  if (before.questionVotes && now.questionVotes)
    together.questionVotes = { ...before.questionVotes, ...now.questionVotes };
  if (before.polls && now.polls) {
    const newer = new Set(now.polls.map(({ pollId }) => pollId));
    together.polls = [...before.polls.filter(({ pollId }) => !newer.has(pollId)), ...now.polls];
  }
  return together;
}
