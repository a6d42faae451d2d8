import { ClassGroupId } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { NewPoll, Poll, PollId, PollResult } from './polls.ts';
import { roomProblem } from './room.contract.ts';
import { Question, Ranking, RoomState } from './room.ts';

const at = z.object({ sessionId: SessionId });
const ofPoll = at.extend({ pollId: PollId });

/** A poll as those who lead see it, with the right answer and what was counted. */
export const PreparedPoll = z
  .object({ poll: Poll, seconds: z.int().nullable(), position: z.int(), result: PollResult })
  .meta({ id: 'PreparedPoll' });
export type PreparedPoll = z.infer<typeof PreparedPoll>;

export const listPolls = endpoint({
  name: 'listPolls',
  summary: 'The polls of a session in their order, with results',
  method: 'GET',
  path: 'live-sessions/:sessionId/polls',
  allow: 'session.lead',
  params: at,
  result: z.object({ items: z.array(PreparedPoll) }),
});

export const preparePoll = endpoint({
  name: 'preparePoll',
  summary: 'Prepare a poll or change what a prepared one asks; impossible once it has been opened',
  method: 'PUT',
  path: 'live-sessions/:sessionId/polls/:pollId',
  allow: 'session.lead',
  params: ofPoll,
  body: NewPoll,
  result: PreparedPoll,
  problems: roomProblem,
});

export const removePoll = endpoint({
  name: 'removePoll',
  summary: 'Remove a poll that has not been opened; a second call changes nothing',
  method: 'DELETE',
  path: 'live-sessions/:sessionId/polls/:pollId',
  allow: 'session.lead',
  params: ofPoll,
  problems: roomProblem,
});

export const RoomPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  place: z.string().nullable(),
  regencyName: z.string().nullable(),
  classGroupId: ClassGroupId,
  present: z.boolean(),
  /** When the person came in first; null: never. */
  joinedAt: z.iso.datetime().nullable(),
  /** Since when the person is out; null while inside. */
  leftAt: z.iso.datetime().nullable(),
  /** Minutes connected: evidence, never a judgement. Phones suspend a page while another app is in front. */
  minutes: z.int(),
  /** How often the link broke. */
  drops: z.int(),
  roundTripMs: z.int().nullable(),
  mode: z.enum(['all', 'soundAndSlides']).nullable(),
  muted: z.boolean(),
  removed: z.boolean(),
});
export type RoomPerson = z.infer<typeof RoomPerson>;

export const listRoomPeople = endpoint({
  name: 'listRoomPeople',
  summary: 'The trainees of a session by name: who is in the room, who was, and how their link is',
  method: 'GET',
  path: 'live-sessions/:sessionId/people',
  allow: 'session.lead',
  params: at,
  query: z.object({
    /** One class of a session for a whole run. */
    classGroupId: ClassGroupId.optional(),
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  result: z.object({ items: z.array(RoomPerson), next: z.string().nullable() }),
});

export const getProjector = endpoint({
  name: 'getProjector',
  summary:
    'What a hall sees on its screen: the page that is shown, the poll with its bars, the promoted question',
  method: 'GET',
  path: 'live-sessions/:sessionId/projector',
  allow: 'session.join',
  params: at,
  result: z.object({ now: z.iso.datetime(), room: RoomState, promoted: Question.nullable() }),
});

export const getRanking = endpoint({
  name: 'getRanking',
  summary: 'The ranking over the quizzes of a session whose results are shown',
  method: 'GET',
  path: 'live-sessions/:sessionId/ranking',
  allow: 'session.join',
  params: at,
  result: Ranking,
});

const table = (name: string, summary: string, path: string, download: string) =>
  endpoint({
    name,
    summary,
    method: 'GET',
    path: `live-sessions/:sessionId/${path}`,
    allow: 'session.lead',
    params: at,
    download,
  });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const exportChat = table(
  'exportChat',
  'Chat, questions and announcements of a session as a table',
  'chat.xlsx',
  XLSX,
);
export const exportChatAsCsv = table('exportChatAsCsv', 'The same as text', 'chat.csv', 'text/csv');
export const exportPolls = table(
  'exportPolls',
  'The polls of a session with every vote as a table',
  'polls.xlsx',
  XLSX,
);
export const exportPollsAsCsv = table('exportPollsAsCsv', 'The same as text', 'polls.csv', 'text/csv');
