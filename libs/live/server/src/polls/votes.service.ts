import { type Choice, type PollId, roomProblem, type SessionId, type vote } from '@bimtek/live-contracts';
import { commonProblem, type ReplyOf } from '@bimtek/platform-contracts';
import { Clock, GroupCommit, namedStatement } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { type Member, Rooms } from '../room/rooms.service.ts';
import { type AskedPoll, keptChoice } from './poll.rules.ts';

interface ToVote {
  sessionId: SessionId;
  pollId: PollId;
  personId: string;
  name: string;
  choice: Choice;
  revision: number;
}

interface VotedRow {
  ord: number;
  stored: boolean;
  open: boolean;
  removed: boolean;
  choice: Choice | null;
  revision: number | null;
  final: boolean | null;
}

/**
 * Many votes, the whole story in one statement: the polls are held (`FOR SHARE`), so that none is closed between the look
 * and the write; each vote is written when its poll is open and it is newer than what is there. What was there before is
 * told too, so that a vote that comes twice or late is answered with what is kept.
 */
const voteAll = namedStatement<VotedRow>(
  'live.vote',
  `WITH sent AS (
     SELECT * FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::int[])
       AS t(ord, session_id, poll_id, person_id, name, choice, revision)
   ), held AS MATERIALIZED (
     SELECT p.id, p.session_id, NOT p.changeable OR p.kind = 'quiz' AS final FROM live_poll p
     WHERE p.id IN (SELECT poll_id FROM sent) AND p.state = 'open' AND (p.closes_at IS NULL OR p.closes_at > $8)
     ORDER BY p.id FOR SHARE
   ), put AS (
     INSERT INTO live_vote AS v (poll_id, person_id, name, choice, revision, final, at)
     SELECT t.poll_id, t.person_id, t.name, t.choice::jsonb, t.revision, h.final, $8
     FROM sent t JOIN held h ON h.id = t.poll_id AND h.session_id = t.session_id
     WHERE NOT EXISTS (
       SELECT 1 FROM live_restriction x WHERE x.session_id = t.session_id AND x.person_id = t.person_id AND x.removed)
     ORDER BY t.poll_id, t.person_id
     ON CONFLICT (poll_id, person_id) DO UPDATE
     SET choice = excluded.choice, revision = excluded.revision, name = excluded.name, at = excluded.at
     WHERE NOT v.final AND v.revision < excluded.revision
     RETURNING poll_id, person_id
   )
   SELECT t.ord, put.person_id IS NOT NULL AS stored, h.id IS NOT NULL AS open,
     EXISTS (SELECT 1 FROM live_restriction x
       WHERE x.session_id = t.session_id AND x.person_id = t.person_id AND x.removed) AS removed,
     before.choice, before.revision, before.final
   FROM sent t
   LEFT JOIN held h ON h.id = t.poll_id AND h.session_id = t.session_id
   LEFT JOIN put ON put.poll_id = t.poll_id AND put.person_id = t.person_id
   LEFT JOIN live_vote before ON before.poll_id = t.poll_id AND before.person_id = t.person_id
   ORDER BY t.ord`,
);

/** Votes: each stored once per person, in the database before it is acknowledged, and many by one statement. */
@Injectable()
export class Votes {
  readonly #group = new GroupCommit<ToVote, VotedRow>((items) => this.#write(items), {
    keyOf: ({ pollId, personId }) => `${pollId} ${personId}`,
    most: 500,
  });
  /** What polls ask; it stays as it is from their opening on, and before that there are no votes. */
  readonly #asked = new LRUCache<PollId, AskedPoll & { sessionId: string }>({ max: 2_000 });

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rooms: Rooms,
  ) {}

  async vote(
    member: Member,
    sent: { pollId: PollId; choice: Choice; revision: number },
  ): Promise<ReplyOf<typeof vote>> {
    const { pollId, revision } = sent;
    const { sessionId, me } = member;
    const choice = keptChoice(await this.#askedBy(sessionId, pollId), sent.choice);
    if (!choice) throw roomProblem('choice-unknown');
    const row = await this.#group.add({
      ...{ sessionId, pollId, choice, revision },
      personId: me.userId,
      name: me.displayName,
    });
    if (row.stored) {
      this.rooms.countPoll(sessionId, pollId);
      return { choice, revision };
    }
    if (row.removed) throw roomProblem('removed-from-room');
    const kept = row.choice && row.revision !== null ? { choice: row.choice, revision: row.revision } : null;
    // Sent twice, or overtaken by a newer one.
    if (kept && kept.revision >= revision) return kept;
    if (!row.open) throw roomProblem('poll-not-open');
    if (row.final) throw roomProblem('vote-final', { kept });
    // Written by another process at the same moment: as good as there before.
    return this.vote(member, sent);
  }

  async #askedBy(sessionId: SessionId, pollId: PollId): Promise<AskedPoll> {
    let asked = this.#asked.get(pollId);
    if (!asked) {
      const [row]: (AskedPoll & { sessionId: string; state: string })[] = await this.db.query(
        `SELECT session_id AS "sessionId", kind, options, scale_to AS "scaleTo", right_option AS "right", state
         FROM live_poll WHERE id = $1`,
        [pollId],
      );
      if (row?.sessionId !== sessionId) throw commonProblem('not-found');
      if (row.state === 'draft') throw roomProblem('poll-not-open');
      asked = row;
      this.#asked.set(pollId, asked);
    }
    if (asked.sessionId !== sessionId) throw commonProblem('not-found');
    return asked;
  }

  #write(items: ToVote[]): Promise<VotedRow[]> {
    return voteAll(this.db, [
      items.map((_, ord) => ord),
      items.map(({ sessionId }) => sessionId),
      items.map(({ pollId }) => pollId),
      items.map(({ personId }) => personId),
      items.map(({ name }) => name),
      items.map(({ choice }) => JSON.stringify(choice)),
      items.map(({ revision }) => revision),
      this.clock.now(),
    ]);
  }
}
