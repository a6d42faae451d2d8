import { type Channel, roomProblem, type RoomEvent, type SessionId } from '@bimtek/live-contracts';
import { Clock, GroupCommit, isUniqueViolation, namedStatement } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** An event without its number, as it is about to be written. */
type WithoutSeq<E> = E extends RoomEvent ? Omit<E, 'seq' | 'at'> : never;
export interface NewEvent {
  channel: Channel;
  event: WithoutSeq<RoomEvent>;
  personId?: string;
  /** What is sent again under the same key is written once. */
  key?: string;
}

/** What was written where; to be told to those who hear the channel. */
export interface Written {
  sessionId: SessionId;
  channel: Channel;
  event: RoomEvent;
}

/** A message on its way into the log. */
export interface ToSay {
  sessionId: SessionId;
  channel: Channel;
  personId: string;
  leads: boolean;
  message: Extract<RoomEvent, { kind: 'said' }>['message'];
}
type SaidOr = { written: Written; isNew: boolean } | { refusal: SayRefusal; waitSeconds: number };
type SayRefusal = 'removed-from-room' | 'muted' | 'chat-closed' | 'slow-mode' | 'id-taken';

interface SaidRow {
  ord: number;
  refusal: SayRefusal | 'again' | null;
  wait_seconds: number;
  seq: number | null;
  /** Of what was said before under the same key. */
  said: { message: ToSay['message'] } | null;
  person_id: string | null;
}

/**
 * Many messages, the whole story in one statement: who may not speak is left out, then each channel's counter is locked (in
 * one order, so that two processes never wait for each other), raised, and the messages written under its numbers.
 */
const sayAll = namedStatement<SaidRow>(
  'live.say',
  `WITH sent AS (
     SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::boolean[], $7::text[])
       AS t(ord, session_id, channel, person_id, key, leads, payload)
   ), judged AS (
     SELECT t.*, dup.seq AS dup_seq, dup.payload AS dup_payload, dup.person_id AS dup_person,
       greatest(0, ceil(r.slow_seconds - extract(epoch FROM $8::timestamptz - last.at)))::int AS wait_seconds,
       CASE WHEN dup.seq IS NOT NULL THEN 'again'
            WHEN t.leads THEN NULL
            WHEN x.removed THEN 'removed-from-room'
            WHEN x.muted THEN 'muted'
            WHEN NOT r.chat_open THEN 'chat-closed'
            WHEN last.at > $8::timestamptz - r.slow_seconds * interval '1 second' THEN 'slow-mode' END AS refusal
     FROM sent t
     JOIN live_room r ON r.session_id = t.session_id
     LEFT JOIN live_restriction x ON x.session_id = t.session_id AND x.person_id = t.person_id
     LEFT JOIN live_event dup ON dup.session_id = t.session_id AND dup.channel = t.channel AND dup.key = t.key
     LEFT JOIN LATERAL (
       SELECT e.at FROM live_event e
       WHERE r.slow_seconds > 0 AND e.session_id = t.session_id AND e.person_id = t.person_id AND e.kind = 'said'
       ORDER BY e.at DESC LIMIT 1) last ON true
   ), wanted AS (
     SELECT session_id, channel, count(*)::int AS n FROM judged WHERE refusal IS NULL GROUP BY 1, 2
   ), held AS (
     SELECT c.session_id, c.channel, w.n FROM live_channel c JOIN wanted w USING (session_id, channel)
     ORDER BY 1, 2 FOR UPDATE OF c
   ), counted AS (
     UPDATE live_channel c SET seq = c.seq + held.n FROM held
     WHERE c.session_id = held.session_id AND c.channel = held.channel
     RETURNING c.session_id, c.channel, c.seq - held.n AS base
   ), put AS (
     INSERT INTO live_event (session_id, channel, seq, kind, payload, at, person_id, key)
     SELECT j.session_id, j.channel,
       counted.base + row_number() OVER (PARTITION BY j.session_id, j.channel ORDER BY j.ord),
       'said', j.payload::jsonb, $8, j.person_id, j.key
     FROM judged j JOIN counted USING (session_id, channel) WHERE j.refusal IS NULL
     RETURNING session_id, channel, key, seq
   )
   SELECT j.ord, j.refusal, j.wait_seconds, coalesce(put.seq, j.dup_seq) AS seq, j.dup_payload AS said,
     j.dup_person AS person_id
   FROM judged j LEFT JOIN put USING (session_id, channel, key) ORDER BY j.ord`,
);

const missed = namedStatement<{ seq: number; kind: string; payload: object; at: Date }>(
  'live.missed',
  `SELECT seq, kind, payload, at FROM live_event
   WHERE session_id = $1 AND channel = $2 AND seq > $3 ORDER BY seq LIMIT $4`,
);

/** Everything that happens in rooms, numbered by channel without gaps, in the database before anybody is told. */
@Injectable()
export class RoomLog {
  readonly #saying = new GroupCommit<ToSay, SaidOr>((items) => this.#say(items), {
    // Two of one person never go together, so that the slow mode sees the first.
    keyOf: ({ sessionId, personId }) => `${sessionId} ${personId}`,
    most: 400,
  });

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Writes events in the transaction of what they tell of. Channels are locked in one order. */
  async append(tx: EntityManager, sessionId: SessionId, events: readonly NewEvent[]): Promise<Written[]> {
    const now = this.clock.now();
    const written: Written[] = [];
    const sorted = [...events].sort((a, b) => (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0));
    for (const { channel, event, personId = null, key = null } of sorted) {
      const rows: { seq: number }[] = await tx.query(
        `WITH counted AS (
           INSERT INTO live_channel AS c (session_id, channel, seq) VALUES ($1, $2, 1)
           ON CONFLICT (session_id, channel) DO UPDATE SET seq = c.seq + 1 RETURNING seq)
         INSERT INTO live_event (session_id, channel, seq, kind, payload, at, person_id, key)
         SELECT $1, $2, seq, $3, $4, $5, $6, $7 FROM counted RETURNING seq`,
        [sessionId, channel, event.kind, JSON.stringify(payloadOf(event)), now, personId, key],
      );
      const [row] = rows;
      if (!row) throw new Error('An event was not written');
      written.push({
        sessionId,
        channel,
        event: { ...event, seq: row.seq, at: now.toISOString() } as RoomEvent,
      });
    }
    return written;
  }

  /** Says something; what was said before under the same key is given again. Throws why it was not said. */
  async say(toSay: ToSay): Promise<{ written: Written; isNew: boolean }> {
    const said = await this.#saying.add(toSay);
    if (!('refusal' in said)) return said;
    if (said.refusal !== 'slow-mode') throw roomProblem(said.refusal);
    throw roomProblem('slow-mode', { retryAfterSeconds: Math.max(1, said.waitSeconds) });
  }

  /** Events of a channel after a number, in order, at most so many. */
  async after(sessionId: SessionId, channel: Channel, seq: number, limit: number): Promise<RoomEvent[]> {
    const rows = await missed(this.db, [sessionId, channel, seq, limit]);
    return rows.map(
      (row) => ({ ...row.payload, seq: row.seq, at: row.at.toISOString(), kind: row.kind }) as RoomEvent,
    );
  }

  async #say(items: ToSay[]): Promise<SaidOr[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sayOnce(items);
      } catch (error) {
        // The same message came in by another process at the same moment; now it is found.
        if (!isUniqueViolation(error, 'live_event_key') || attempt === 4) throw error;
      }
    }
  }

  async #sayOnce(items: ToSay[]): Promise<SaidOr[]> {
    const now = this.clock.now();
    const rows = await sayAll(this.db, [
      items.map((_, ord) => ord),
      items.map(({ sessionId }) => sessionId),
      items.map(({ channel }) => channel),
      items.map(({ personId }) => personId),
      items.map(({ message }) => message.id),
      items.map(({ leads }) => leads),
      items.map(({ message }) => JSON.stringify({ message })),
      now,
    ]);
    return rows.map(({ refusal, wait_seconds: waitSeconds, seq, said, person_id: saidBy }, place) => {
      const item = items[place] as ToSay;
      const { sessionId, channel, message } = item;
      if (refusal === 'again' && saidBy !== item.personId) return { refusal: 'id-taken', waitSeconds: 0 };
      if (refusal && refusal !== 'again') return { refusal, waitSeconds };
      const kept = said?.message ?? message;
      const event: RoomEvent = { kind: 'said', seq: seq ?? 0, at: kept.at, message: kept };
      return { written: { sessionId, channel, event }, isNew: refusal === null };
    });
  }
}

function payloadOf(event: object): object {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'kind'));
}
