import type { Choice, Poll, PollId, PollKind, PollResult, PollState } from '@bimtek/live-contracts';
import { namedStatement } from '@bimtek/platform-server';
import type { DataSource } from 'typeorm';
import { resultOf } from './poll.rules.ts';

/** A row of `live_poll`; times are text where it comes out of jsonb. */
export interface PollRow {
  id: PollId;
  sessionId: string;
  position: number;
  kind: PollKind;
  question: string;
  options: string[];
  scaleTo: number;
  right: number | null;
  changeable: boolean;
  liveResults: boolean;
  seconds: number | null;
  state: PollState;
  shown: boolean;
  openedAt: Date | string | null;
  closesAt: Date | string | null;
}

export const POLL_COLUMNS = `p.id, p.session_id AS "sessionId", p.position, p.kind, p.question, p.options,
  p.scale_to AS "scaleTo", p.right_option AS "right", p.changeable, p.live_results AS "liveResults", p.seconds, p.state,
  p.shown, p.opened_at AS "openedAt", p.closes_at AS "closesAt"`;

const isoOrNull = (time: Date | string | null) => (time === null ? null : new Date(time).toISOString());

/** As everybody may see it: the right answer of a quiz only when its results are shown after its end. */
export function pollOf(row: PollRow, forStaff = false): Poll {
  const { id, kind, question, options, scaleTo, changeable, liveResults, state, shown } = row;
  return {
    ...{ id, kind, question, options, scaleTo, changeable, liveResults, state, shown },
    openedAt: isoOrNull(row.openedAt),
    closesAt: isoOrNull(row.closesAt),
    right: forStaff || (state === 'closed' && shown) ? row.right : null,
  };
}

const counts = namedStatement<{ poll_id: PollId; choice: Choice; votes: number }>(
  'live.count-votes',
  `SELECT poll_id, choice, count(*)::int AS votes FROM live_vote WHERE poll_id = ANY($1::uuid[]) GROUP BY 1, 2`,
);

/** What is counted of polls, from the votes themselves. */
export async function readResults(
  db: DataSource,
  polls: readonly PollRow[],
): Promise<Map<PollId, PollResult>> {
  const rows = polls.length === 0 ? [] : await counts(db, [polls.map(({ id }) => id)]);
  const byPoll = new Map<PollId, { choice: Choice; votes: number }[]>(polls.map(({ id }) => [id, []]));
  for (const row of rows) byPoll.get(row.poll_id)?.push(row);
  return new Map(polls.map((poll) => [poll.id, resultOf(poll.id, poll, byPoll.get(poll.id) ?? [])]));
}
