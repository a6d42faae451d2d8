import {
  type getRanking,
  type listPolls,
  type movePoll,
  type NewPoll,
  type PollId,
  type PollResult,
  type PreparedPoll,
  roomProblem,
  type SessionId,
} from '@bimtek/live-contracts';
import { type Actor, commonProblem, found, type ReplyOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RoomLog, type Written } from '../room/room-log.ts';
import { type Member, Rooms } from '../room/rooms.service.ts';
import { leads } from '../room/room.rules.ts';
import { POLL_COLUMNS, pollOf, type PollRow, readResults } from './poll-rows.ts';
import { type QuizVote, rankingOf } from './poll.rules.ts';

type Act = 'open' | 'close' | 'show' | 'hide';
/** Ranking that everybody sees. */
const RANKED = 10;

@Injectable()
export class Polls implements OnApplicationBootstrap {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly log: RoomLog,
    private readonly rooms: Rooms,
  ) {}

  onApplicationBootstrap(): void {
    this.rooms.onTick((sessionIds) => this.closeOverdue(sessionIds));
  }

  async list(me: Actor, sessionId: SessionId): Promise<ResultOf<typeof listPolls>> {
    await this.#mayLead(me, sessionId);
    const rows: PollRow[] = await this.db.query(
      `SELECT ${POLL_COLUMNS} FROM live_poll p WHERE p.session_id = $1 ORDER BY p.position, p.id LIMIT 500`,
      [sessionId],
    );
    const results = await readResults(this.db, rows);
    return { items: rows.map((row) => prepared(row, results)) };
  }

  /** Prepares a poll; the same id again changes what it asks, as long as it has not been opened. */
  async prepare(
    me: Actor,
    at: { sessionId: SessionId; pollId: PollId },
    asked: NewPoll,
  ): Promise<PreparedPoll> {
    await this.#mayLead(me, at.sessionId);
    const [row]: PollRow[] = await this.db.query(
      `WITH put AS (
         INSERT INTO live_poll AS p (id, session_id, position, kind, question, options, scale_to, right_option, changeable,
           live_results, seconds, state, created_by, created_at)
         SELECT $1, $2, coalesce((SELECT max(o.position) FROM live_poll o WHERE o.session_id = $2), 0) + 1,
           $3, $4, $5::jsonb, $6, $7, $8, $9, $10, 'draft', $11, $12
         ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, question = excluded.question, options = excluded.options,
           scale_to = excluded.scale_to, right_option = excluded.right_option, changeable = excluded.changeable,
           live_results = excluded.live_results, seconds = excluded.seconds
         WHERE p.session_id = excluded.session_id AND p.state = 'draft'
         RETURNING *)
       SELECT ${POLL_COLUMNS} FROM put p`,
      [
        at.pollId,
        at.sessionId,
        asked.kind,
        asked.question,
        JSON.stringify(asked.options),
        asked.scaleTo,
        asked.right,
        asked.changeable && asked.kind !== 'quiz',
        asked.liveResults && asked.kind !== 'quiz',
        asked.seconds,
        me.userId,
        this.clock.now(),
      ],
    );
    if (row) return prepared(row, await readResults(this.db, [row]));
    const there = await this.#read(this.db.manager, at.pollId);
    throw roomProblem(there?.sessionId === at.sessionId ? 'poll-opened' : 'id-taken');
  }

  async remove(me: Actor, { sessionId, pollId }: { sessionId: SessionId; pollId: PollId }): Promise<void> {
    await this.#mayLead(me, sessionId);
    await this.db.query(`DELETE FROM live_poll WHERE id = $1 AND session_id = $2 AND state = 'draft'`, [
      pollId,
      sessionId,
    ]);
    const there = await this.#read(this.db.manager, pollId);
    if (there?.sessionId === sessionId) throw roomProblem('poll-opened');
  }

  /** Opens, closes, shows or hides; what is so already stays, and nobody is told again. */
  async move(member: Member, pollId: PollId, act: Act): Promise<ReplyOf<typeof movePoll>> {
    const { sessionId } = member;
    const moved = await this.db.transaction(async (tx) => {
      const poll = await this.#read(tx, pollId, 'FOR UPDATE');
      if (poll?.sessionId !== sessionId) throw commonProblem('not-found');
      const change = changeOf(poll, act, this.clock.now());
      if (!change) return { poll, events: [] as Written[] };
      await tx.query(
        `UPDATE live_poll SET state = $2, shown = $3, opened_at = $4, closes_at = $5, closed_at = $6 WHERE id = $1`,
        [pollId, change.state, change.shown, change.openedAt, change.closesAt, change.closedAt],
      );
      const now = { ...poll, ...change };
      const events = await this.log.append(tx, sessionId, [
        { channel: 'all', event: { kind: 'poll', poll: pollOf(now) }, personId: member.me.userId },
      ]);
      return { poll: now, events };
    });
    this.rooms.tell(moved.events);
    if (moved.events.length > 0) this.rooms.countPoll(sessionId, pollId);
    const results = await readResults(this.db, [moved.poll]);
    return { poll: pollOf(moved.poll, true), result: found(results.get(pollId)) };
  }

  /** Closes polls whose time is up, in rooms of this process; of several processes one does it. */
  async closeOverdue(sessionIds: SessionId[]): Promise<void> {
    const now = this.clock.now();
    const due: { id: PollId }[] = await this.db.query(
      `SELECT id FROM live_poll WHERE session_id = ANY($1::uuid[]) AND state = 'open' AND closes_at <= $2`,
      [sessionIds, now],
    );
    for (const { id } of due) {
      const events = await this.db.transaction(async (tx) => {
        const poll = await this.#read(tx, id, 'FOR UPDATE');
        if (poll?.state !== 'open') return [];
        await tx.query(
          `UPDATE live_poll SET state = 'closed', closed_at = $2, shown = live_results WHERE id = $1`,
          [id, now],
        );
        const closed = { ...poll, state: 'closed' as const, shown: poll.liveResults };
        return this.log.append(tx, poll.sessionId as SessionId, [
          { channel: 'all', event: { kind: 'poll', poll: pollOf(closed) } },
        ]);
      });
      this.rooms.tell(events);
      for (const { sessionId } of events) this.rooms.countPoll(sessionId, id);
    }
  }

  /** The ranking over quizzes whose results are shown: the first ones, and the own place. */
  async ranking(me: Actor, sessionId: SessionId): Promise<ResultOf<typeof getRanking>> {
    const { role } = await this.rooms.admit(me, sessionId);
    // Observers see counts and nobody's name.
    if (role === 'observer') return { ranked: [], mine: null };
    const rows: (QuizVote & { tookMs: string })[] = await this.db.query(
      `SELECT v.person_id AS "personId", v.name, v.choice->'options'->0 = to_jsonb(p.right_option) AS "isRight",
         extract(epoch FROM v.at - p.opened_at) * 1000 AS "tookMs", p.seconds
       FROM live_poll p JOIN live_vote v ON v.poll_id = p.id
       WHERE p.session_id = $1 AND p.kind = 'quiz' AND p.state = 'closed' AND p.shown`,
      [sessionId],
    );
    const ranked = rankingOf(rows.map((row) => ({ ...row, tookMs: Number(row.tookMs) })));
    return {
      ranked: leads(role) ? ranked.slice(0, 500) : ranked.slice(0, RANKED),
      mine: ranked.find(({ personId }) => personId === me.userId) ?? null,
    };
  }

  async #mayLead(me: Actor, sessionId: SessionId): Promise<void> {
    const { role } = await this.rooms.admit(me, sessionId);
    if (!leads(role)) throw roomProblem('only-for-hosts');
  }

  async #read(tx: EntityManager, pollId: PollId, lock = ''): Promise<PollRow | undefined> {
    const [row]: PollRow[] = await tx.query(
      `SELECT ${POLL_COLUMNS} FROM live_poll p WHERE p.id = $1 ${lock}`,
      [pollId],
    );
    return row;
  }
}

interface Change {
  state: PollRow['state'];
  shown: boolean;
  openedAt: Date | string | null;
  closesAt: Date | string | null;
  closedAt: Date | null;
}

/** What an act changes about a poll; null when it is so already. A poll that was closed may be opened again. */
function changeOf(poll: PollRow, act: Act, now: Date): Change | null {
  const { state, shown, openedAt, closesAt } = poll;
  const same = { state, shown, openedAt, closesAt, closedAt: state === 'closed' ? now : null };
  if (act === 'open') {
    if (state === 'open') return null;
    // A quiz that is opened again would measure its answers by two beginnings.
    if (state === 'closed' && poll.kind === 'quiz') throw roomProblem('poll-opened');
    const ends = poll.seconds === null ? null : new Date(now.getTime() + poll.seconds * 1_000);
    return { state: 'open', shown: false, openedAt: openedAt ?? now, closesAt: ends, closedAt: null };
  }
  if (state === 'draft') throw roomProblem('poll-not-open');
  if (act === 'close') return state === 'closed' ? null : { ...same, state: 'closed', closedAt: now };
  return shown === (act === 'show') ? null : { ...same, shown: act === 'show' };
}

function prepared(row: PollRow, results: Map<PollId, PollResult>): PreparedPoll {
  const { seconds, position } = row;
  return { poll: pollOf(row, true), seconds, position, result: found(results.get(row.id)) };
}
