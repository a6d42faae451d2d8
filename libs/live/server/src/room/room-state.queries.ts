import type {
  Channel,
  ChannelState,
  GroupWork,
  OnStage,
  Reactions,
  RoomSettings,
  SessionId,
  SessionKind,
  SessionState,
} from '@bimtek/live-contracts';
import { namedStatement } from '@bimtek/platform-server';
import type { DataSource } from 'typeorm';
import { POLL_COLUMNS, type PollRow } from '../polls/poll-rows.ts';

const GROUP_WORK = `
  SELECT jsonb_build_object('id', w.id, 'title', w.title, 'task', w.task, 'startedAt', ${iso('w.started_at')},
    'endsAt', ${iso('w.ends_at')}, 'endedAt', ${iso('w.ended_at')},
    'groups', coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', g.id, 'number', g.number, 'members', coalesce((
        SELECT jsonb_agg(jsonb_build_object('personId', m.person_id, 'name', m.name) ORDER BY m.name, m.person_id)
        FROM live_group_member m WHERE m.group_id = g.id), '[]')) ORDER BY g.number)
      FROM live_group g WHERE g.work_id = w.id), '[]'))
  FROM live_group_work w WHERE w.id =`;

/** A group work with its groups, as jsonb; the id follows. */
export const groupWorkOf = (id: string) => `(${GROUP_WORK} ${id})`;

/** A time as everybody reads it. */
export function iso(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

export interface RoomRow {
  id: SessionId;
  title: string;
  kind: SessionKind;
  class_group_id: string | null;
  starts_at: Date;
  ends_at: Date;
  state: SessionState;
  version: number;
  settings: RoomSettings;
  stage: OnStage;
  seq: number;
  polls: PollRow[] | null;
  hands: number;
  reactions: Reactions | null;
  group_work: GroupWork | null;
  announcement: { id: string; text: string; name: string; at: string } | null;
}

/** All that everybody in a room has before their eyes, and the number at which it is so: one statement, one moment. */
const room = namedStatement<RoomRow>(
  'live.room-state',
  `SELECT s.id, s.title, s.kind, s.class_group_id, s.starts_at, s.ends_at, s.state, s.version,
     jsonb_build_object('chatOpen', r.chat_open, 'slowSeconds', r.slow_seconds, 'questionsOpen', r.questions_open)
       AS settings, r.stage,
     coalesce((SELECT c.seq FROM live_channel c WHERE c.session_id = s.id AND c.channel = 'all'), 0) AS seq,
     (SELECT jsonb_agg(to_jsonb(p) ORDER BY p."openedAt", p.id) FROM (
        SELECT ${POLL_COLUMNS} FROM live_poll p
        WHERE p.session_id = s.id AND (p.state = 'open' OR (p.state = 'closed' AND p.shown))
        ORDER BY p.opened_at DESC LIMIT 10) p) AS polls,
     (SELECT count(*)::int FROM live_hand h WHERE h.session_id = s.id) AS hands,
     (SELECT jsonb_object_agg(t.kind, t.total) FROM live_reaction t WHERE t.session_id = s.id) AS reactions,
     ${groupWorkOf('r.group_work_id')} AS group_work,
     (SELECT e.payload || jsonb_build_object('at', ${iso('e.at')}) FROM live_event e
      WHERE e.session_id = s.id AND e.channel = 'all' AND e.kind = 'announced' ORDER BY e.seq DESC LIMIT 1) AS announcement
   FROM live_session s JOIN live_room r ON r.session_id = s.id WHERE s.id = $1`,
);

export async function readRoom(db: DataSource, sessionId: SessionId): Promise<RoomRow | undefined> {
  const [row] = await room(db, [sessionId]);
  return row;
}

/** Messages and questions that somebody sees who comes in fresh. */
const SHOWN = 50;

const channelState = namedStatement<{ state: ChannelState }>(
  'live.channel-state',
  `SELECT jsonb_build_object(
     'seq', coalesce((SELECT c.seq FROM live_channel c WHERE c.session_id = $1 AND c.channel = $2), 0),
     'messages', coalesce((SELECT jsonb_agg(m.payload->'message' ORDER BY m.seq) FROM (
        SELECT e.payload, e.seq FROM live_event e
        WHERE e.session_id = $1 AND e.channel = $2 AND e.kind = 'said' ORDER BY e.seq DESC LIMIT ${SHOWN}) m), '[]'),
     'questions', coalesce((SELECT jsonb_agg(jsonb_build_object('id', q.id, 'classGroupId', q.class_group_id,
          'personId', q.person_id, 'name', q.name, 'place', q.place, 'role', q.role, 'text', q.text, 'state', q.state,
          'votes', q.votes, 'at', ${iso('q.at')}) ORDER BY q.at, q.id) FROM (
        SELECT * FROM live_question q
        WHERE q.session_id = $1 AND q.state <> 'hidden'
          AND ($2 = 'staff' OR $2 = 'class:' || q.class_group_id OR ($2 = 'all' AND q.state = 'promoted'))
        ORDER BY q.state = 'answered', q.votes DESC, q.at DESC LIMIT ${SHOWN}) q), '[]'),
     'hands', CASE WHEN $2 = 'staff' THEN coalesce((SELECT jsonb_agg(jsonb_build_object('personId', h.person_id,
          'name', h.name, 'place', h.place, 'at', ${iso('h.at')}, 'called', h.called) ORDER BY h.at, h.person_id)
        FROM (SELECT * FROM live_hand h WHERE h.session_id = $1 ORDER BY h.at, h.person_id LIMIT 200) h), '[]')
        ELSE '[]' END,
     'restricted', CASE WHEN $2 = 'staff' THEN coalesce((SELECT jsonb_agg(jsonb_build_object('personId', x.person_id,
          'name', x.name, 'muted', x.muted, 'removed', x.removed) ORDER BY x.name, x.person_id)
        FROM live_restriction x WHERE x.session_id = $1 AND (x.muted OR x.removed)), '[]') ELSE '[]' END,
     'lines', CASE WHEN $2 LIKE 'group:%' THEN coalesce((SELECT jsonb_agg(jsonb_build_object('groupId', l.group_id,
          'line', l.line, 'text', l.text, 'version', l.version, 'personId', l.person_id) ORDER BY l.line)
        FROM live_sheet_line l WHERE 'group:' || l.group_id = $2), '[]') ELSE '[]' END) AS state`,
);

export async function readChannel(
  db: DataSource,
  sessionId: SessionId,
  channel: Channel,
): Promise<ChannelState> {
  const [row] = await channelState(db, [sessionId, channel]);
  if (!row) throw new Error('A channel has no state');
  return row.state;
}

/** How rooms stand: what a process compares itself with, so that nothing that it was not told stays unknown. */
export interface PulseRow {
  id: SessionId;
  title: string;
  starts_at: Date;
  ends_at: Date;
  state: SessionState;
  version: number;
  hands: number;
  channels: Partial<Record<Channel, number>> | null;
  removed: string[] | null;
}

const pulse = namedStatement<PulseRow>(
  'live.pulse',
  `SELECT s.id, s.title, s.starts_at, s.ends_at, s.state, s.version,
     (SELECT count(*)::int FROM live_hand h WHERE h.session_id = s.id) AS hands,
     (SELECT jsonb_object_agg(c.channel, c.seq) FROM live_channel c WHERE c.session_id = s.id) AS channels,
     (SELECT array_agg(x.person_id) FROM live_restriction x WHERE x.session_id = s.id AND x.removed) AS removed
   FROM live_session s WHERE s.id = ANY($1::uuid[])`,
);

export function readPulse(db: DataSource, sessionIds: SessionId[]): Promise<PulseRow[]> {
  return pulse(db, [sessionIds]);
}
