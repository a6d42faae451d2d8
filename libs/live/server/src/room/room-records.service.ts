import { seatedStates } from '@bimtek/delivery-contracts';
import {
  type Choice,
  type getProjector,
  type listRoomPeople,
  type PollKind,
  roomProblem,
  type RoomPerson,
  type SessionId,
} from '@bimtek/live-contracts';
import type { Actor, QueryOf, ResultOf } from '@bimtek/platform-contracts';
import {
  AuditLog,
  Clock,
  Conditions,
  csvOf,
  Keyset,
  type SheetColumn,
  xlsxOf,
} from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { iso } from './room-state.queries.ts';
import { leads } from './room.rules.ts';
import { Rooms } from './rooms.service.ts';

type Cells = (string | number)[];
type Format = 'xlsx' | 'csv';

const CHAT: SheetColumn[] = [
  { heading: 'Waktu (UTC)', width: 20 },
  { heading: 'Jenis', width: 14 },
  { heading: 'Kelas', width: 16 },
  { heading: 'Nama', width: 30 },
  { heading: 'Isi', width: 80 },
  { heading: 'Suara', width: 8 },
  { heading: 'Disembunyikan', width: 14 },
];
const POLLS: SheetColumn[] = [
  { heading: 'No.', width: 6 },
  { heading: 'Jenis', width: 14 },
  { heading: 'Pertanyaan', width: 50 },
  { heading: 'Nama', width: 30 },
  { heading: 'Jawaban', width: 40 },
  { heading: 'Benar', width: 8 },
  { heading: 'Waktu (UTC)', width: 20 },
];
const KINDS: Record<PollKind, string> = {
  single: 'Satu pilihan',
  multiple: 'Beberapa pilihan',
  scale: 'Skala',
  words: 'Awan kata',
  quiz: 'Kuis',
};
const SAID: Record<string, string> = { said: 'Obrolan', question: 'Pertanyaan', announced: 'Pengumuman' };
/** Rows that are read at once while a table is sent. */
const AT_ONCE = 1_000;

/** What is read of a room from outside: who is there, what a hall sees, what remains of it as tables. */
@Injectable()
export class RoomRecords {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rooms: Rooms,
    private readonly audit: AuditLog,
  ) {}

  async people(
    me: Actor,
    sessionId: SessionId,
    query: QueryOf<typeof listRoomPeople>,
  ): Promise<ResultOf<typeof listRoomPeople>> {
    const { entry, role } = await this.rooms.admit(me, sessionId);
    if (!leads(role)) throw roomProblem('only-for-hosts');
    const keyset = new Keyset(
      [
        { sql: 'e.sort_name', type: 'text' },
        { sql: 'e.id', type: 'uuid' },
      ],
      query,
    );
    const classGroupId = entry.classGroupId ?? query.classGroupId ?? null;
    const where = new Conditions().and('e.state = ANY(?::text[])', seatedStates);
    if (classGroupId) where.and('e.class_group_id = ?', classGroupId);
    where.and('e.run_id = ?', entry.runId);
    // Who leads classes sees the people of these, also in a session for the whole run.
    if (me.scope.level === 'class') where.and('e.class_group_id = ANY(?::uuid[])', me.scope.ids);
    keyset.narrow(where);
    const session = where.value(sessionId);
    const limit = where.value(keyset.limit);
    const rows: (RoomPerson & { id: string; sort_name: string })[] = await this.db.query(
      `WITH e AS MATERIALIZED (
         SELECT e.* FROM delivery_enrollment e WHERE ${where.sql} ORDER BY ${keyset.order} LIMIT ${limit})
       SELECT e.id, e.sort_name, e.person_id AS "personId", p.full_name AS name, v.name AS place, k.name AS "regencyName",
         e.class_group_id AS "classGroupId", coalesce(here.present, false) AS present,
         ${iso('here.joined_at')} AS "joinedAt",
         CASE WHEN here.present THEN NULL ELSE ${iso('here.left_at')} END AS "leftAt",
         coalesce(here.seconds, 0)::int / 60 AS minutes, coalesce(here.drops, 0)::int AS drops,
         here.round_trip_ms AS "roundTripMs", here.mode,
         coalesce(x.muted, false) AS muted, coalesce(x.removed, false) AS removed
       FROM e
       JOIN registry_person p ON p.id = e.person_id
       LEFT JOIN registry_library l ON l.id = e.library_id
       LEFT JOIN registry_region v ON v.code = l.village_code
       LEFT JOIN registry_region k ON k.code = e.regency_code
       LEFT JOIN live_restriction x ON x.session_id = ${session} AND x.person_id = e.person_id
       LEFT JOIN LATERAL (
         SELECT bool_or(r.left_at IS NULL AND o.lease_until > now()) AS present, min(r.first_joined_at) AS joined_at,
           max(coalesce(r.left_at, o.lease_until, r.joined_at)) AS left_at, sum(r.drops) AS drops,
           sum(r.seconds + CASE WHEN r.left_at IS NULL AND o.lease_until > now()
             THEN greatest(0, extract(epoch FROM now() - r.joined_at)) ELSE 0 END) AS seconds,
           (array_agg(r.round_trip_ms ORDER BY r.joined_at DESC))[1] AS round_trip_ms,
           (array_agg(r.mode ORDER BY r.joined_at DESC))[1] AS mode
         FROM live_presence r LEFT JOIN live_process o ON o.id = r.process_id
         WHERE r.session_id = ${session} AND r.person_id = e.person_id) here ON true
       ORDER BY ${keyset.order}`,
      where.parameters,
    );
    const { items, next } = keyset.page(rows, ({ sort_name: name, id }) => [name, id]);
    return { items, next };
  }

  /** What the screen of a hall shows; nobody's name. */
  async projector(me: Actor, sessionId: SessionId): Promise<ResultOf<typeof getProjector>> {
    await this.rooms.admit(me, sessionId);
    const room = await this.rooms.stateOf(sessionId);
    const { questions } = await this.rooms.channelOf(sessionId, 'all');
    const promoted = questions.find(({ state }) => state === 'promoted') ?? null;
    return {
      now: this.clock.now().toISOString(),
      room: { ...room, groupWork: null },
      promoted: promoted && { ...promoted, personId: '00000000-0000-0000-0000-000000000000', name: '' },
    };
  }

  async chatTable(me: Actor, sessionId: SessionId, format: Format): Promise<Readable> {
    await this.#mayTake(me, sessionId, 'live.chat-exported', format);
    const rows = this.#chat(sessionId);
    return format === 'xlsx' ? xlsxOf('Obrolan', CHAT, rows) : csvOf(CHAT, rows);
  }

  async pollsTable(me: Actor, sessionId: SessionId, format: Format): Promise<Readable> {
    await this.#mayTake(me, sessionId, 'live.polls-exported', format);
    const rows = this.#votes(sessionId);
    return format === 'xlsx' ? xlsxOf('Jajak pendapat', POLLS, rows) : csvOf(POLLS, rows);
  }

  async #mayTake(
    me: Actor,
    sessionId: SessionId,
    action: `${string}.${string}`,
    format: Format,
  ): Promise<void> {
    const { role } = await this.rooms.admit(me, sessionId);
    if (!leads(role)) throw roomProblem('only-for-hosts');
    await this.db.transaction((tx) =>
      this.audit.record(tx, me, {
        action,
        subject: { type: 'live-session', id: sessionId },
        after: { format },
      }),
    );
  }

  async *#chat(sessionId: SessionId): AsyncGenerator<Cells> {
    let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
    for (;;) {
      const rows: {
        id: string;
        place_at: string;
        kind: string;
        class_name: string | null;
        name: string | null;
        text: string | null;
        votes: number | null;
        hidden: boolean;
      }[] = await this.db.query(
        `SELECT t.id, t.at::text AS place_at, t.kind, g.name AS class_name, t.name, t.text, t.votes, t.hidden FROM (
           SELECT e.key AS id, e.at, e.kind, substring(e.channel FROM 'class:(.*)')::uuid AS class_group_id,
             coalesce(e.payload->'message'->>'name', e.payload->>'name') AS name,
             coalesce(e.hidden_text, e.payload->'message'->>'text', e.payload->>'text') AS text, NULL::int AS votes,
             e.hidden_text IS NOT NULL AS hidden
           FROM live_event e WHERE e.session_id = $1 AND e.kind IN ('said', 'announced')
           UNION ALL
           SELECT q.id, q.at, 'question', q.class_group_id, q.name, q.text, q.votes, q.state = 'hidden'
           FROM live_question q WHERE q.session_id = $1) t
         LEFT JOIN delivery_class_group g ON g.id = t.class_group_id
         WHERE (t.at, t.id) > ($2::timestamptz, $3::uuid) ORDER BY t.at, t.id LIMIT ${AT_ONCE}`,
        [sessionId, after.at, after.id],
      );
      for (const row of rows) {
        const time = row.place_at.slice(0, 19);
        const votes = row.votes ?? '';
        yield [
          time,
          SAID[row.kind] ?? '',
          row.class_name ?? '',
          row.name ?? '',
          row.text ?? '',
          votes,
          row.hidden ? 'Ya' : '',
        ];
      }
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      after = { at: last.place_at, id: last.id };
    }
  }

  async *#votes(sessionId: SessionId): AsyncGenerator<Cells> {
    let after = { position: -1, pollId: '00000000-0000-0000-0000-000000000000', name: '', personId: '' };
    for (;;) {
      const rows: {
        pollId: string;
        position: number;
        kind: PollKind;
        question: string;
        options: string[];
        right: number | null;
        name: string;
        personId: string;
        choice: Choice;
        at: Date;
      }[] = await this.db.query(
        `SELECT p.id AS "pollId", p.position, p.kind, p.question, p.options, p.right_option AS "right", v.name,
           v.person_id AS "personId", v.choice, v.at
         FROM live_poll p JOIN live_vote v ON v.poll_id = p.id
         WHERE p.session_id = $1 AND (p.position, p.id, v.name, v.person_id::text) > ($2::int, $3::uuid, $4, $5)
         ORDER BY p.position, p.id, v.name, v.person_id::text LIMIT ${AT_ONCE}`,
        [sessionId, after.position, after.pollId, after.name, after.personId],
      );
      for (const { position, kind, question, options, right, name, choice, at } of rows) {
        const isRight =
          right === null ? '' : 'options' in choice && choice.options[0] === right ? 'Ya' : 'Tidak';
        const time = at.toISOString().slice(0, 19).replace('T', ' ');
        yield [position, KINDS[kind], question, name, answerOf(choice, options), isRight, time];
      }
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      after = last;
    }
  }
}

function answerOf(choice: Choice, options: string[]): string | number {
  if ('scale' in choice) return choice.scale;
  return ('words' in choice ? choice.words : choice.options.map((place) => options[place] ?? '')).join('; ');
}
