import { ClassGroupId } from '@bimtek/delivery-contracts';
import { id } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { SessionKind, SessionState } from '../states.ts';
import { SlideDeckId } from '../slides.contract.ts';
import { Choice, Poll, PollId, PollResult, Ranked } from './polls.ts';

export const MessageId = id('ChatMessage');
export type MessageId = z.infer<typeof MessageId>;
export const QuestionId = id('LiveQuestion');
export type QuestionId = z.infer<typeof QuestionId>;
export const GroupWorkId = id('GroupWork');
export type GroupWorkId = z.infer<typeof GroupWorkId>;
export const GroupId = id('WorkGroup');
export type GroupId = z.infer<typeof GroupId>;

/** `host` and `coTrainer` lead; an observer sees what is shown to all, and nobody's name. */
export const RoomRole = z.enum(['host', 'coTrainer', 'trainee', 'observer']);
export type RoomRole = z.infer<typeof RoomRole>;

/**
 * Who hears something, and with it a row of sequence numbers of its own: `all`; `staff`, those who lead; `class:<id>`, one
 * class and those who lead it; `group:<id>`, one group of a group work.
 */
export const Channel = z.union([
  z.literal('all'),
  z.literal('staff'),
  z.templateLiteral(['class:', z.uuid()]),
  z.templateLiteral(['group:', z.uuid()]),
]);
export type Channel = z.infer<typeof Channel>;

/** The last number a client has of each channel. */
export const Seen = z.partialRecord(Channel, z.int().nonnegative());
export type Seen = z.infer<typeof Seen>;

export const ReactionKind = z.enum(['clap', 'heart', 'thumb', 'laugh', 'wonder']);
export type ReactionKind = z.infer<typeof ReactionKind>;
export const Reactions = z.partialRecord(ReactionKind, z.int().nonnegative());
export type Reactions = z.infer<typeof Reactions>;

const Author = z.object({
  personId: z.uuid(),
  name: z.string(),
  /** The village of a trainee's library, or null. */
  place: z.string().nullable(),
  role: RoomRole,
});

export const ChatMessage = Author.extend({
  id: MessageId,
  at: z.iso.datetime(),
  /** Null: somebody who leads has hidden it. */
  text: z.string().nullable(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const QuestionState = z.enum(['open', 'promoted', 'answered', 'hidden']);
export type QuestionState = z.infer<typeof QuestionState>;

export const Question = Author.extend({
  id: QuestionId,
  classGroupId: ClassGroupId.nullable(),
  at: z.iso.datetime(),
  text: z.string(),
  /** `promoted`: on the screen. */
  state: QuestionState,
  votes: z.int(),
});
export type Question = z.infer<typeof Question>;

export const RaisedHand = Author.pick({ personId: true, name: true, place: true }).extend({
  at: z.iso.datetime(),
  /** Somebody who leads has given the word. */
  called: z.boolean(),
});
export type RaisedHand = z.infer<typeof RaisedHand>;

export const RoomSettings = z.object({
  chatOpen: z.boolean(),
  /** Seconds between two messages of one person; 0: none. */
  slowSeconds: z.int().min(0).max(300),
  questionsOpen: z.boolean(),
});
export type RoomSettings = z.infer<typeof RoomSettings>;

/** What is on: the page that those who lead show, and a break until some time. */
export const OnStage = z.object({
  deckId: SlideDeckId.nullable(),
  page: z.int().min(1).max(500).nullable(),
  pauseUntil: z.iso.datetime().nullable(),
  /** Everybody is asked to go on with sound and slides only. */
  soundOnly: z.boolean(),
});
export type OnStage = z.infer<typeof OnStage>;

export const SplitBy = z.enum(['random', 'regency']);
export type SplitBy = z.infer<typeof SplitBy>;

export const GroupWork = z.object({
  id: GroupWorkId,
  title: z.string(),
  task: z.string(),
  startedAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  groups: z.array(
    z.object({
      id: GroupId,
      number: z.int(),
      members: z.array(z.object({ personId: z.uuid(), name: z.string() })),
    }),
  ),
});
export type GroupWork = z.infer<typeof GroupWork>;

export const SHEET_LINES_MAX = 60;

/** A line of a group's sheet. Who writes last wins; `version` says which was last. */
export const SheetLine = z.object({
  groupId: GroupId,
  line: z.int().min(1).max(SHEET_LINES_MAX),
  text: z.string(),
  version: z.int(),
  personId: z.uuid(),
});
export type SheetLine = z.infer<typeof SheetLine>;

const at = { seq: z.int(), at: z.iso.datetime() };

/** What happened in a channel. Each carries the whole new form of what it is about, so that it can be applied twice. */
export const RoomEvent = z.discriminatedUnion('kind', [
  z.object({ ...at, kind: z.literal('said'), message: ChatMessage }),
  z.object({ ...at, kind: z.literal('hid'), messageId: MessageId }),
  z.object({ ...at, kind: z.literal('announced'), id: z.uuid(), text: z.string(), name: z.string() }),
  z.object({ ...at, kind: z.literal('settings'), settings: RoomSettings }),
  z.object({ ...at, kind: z.literal('stage'), stage: OnStage }),
  z.object({ ...at, kind: z.literal('poll'), poll: Poll }),
  z.object({ ...at, kind: z.literal('question'), question: Question }),
  z.object({ ...at, kind: z.literal('hand'), personId: z.uuid(), hand: RaisedHand.nullable() }),
  z.object({
    ...at,
    kind: z.literal('restricted'),
    personId: z.uuid(),
    muted: z.boolean(),
    removed: z.boolean(),
  }),
  z.object({ ...at, kind: z.literal('groupWork'), work: GroupWork.nullable() }),
  z.object({ ...at, kind: z.literal('line'), line: SheetLine }),
]);
export type RoomEvent = z.infer<typeof RoomEvent>;

/** What is counted and has no history: the newest value is the whole truth. Only what changed is sent. */
export const Totals = z.object({
  present: z.int().optional(),
  hands: z.int().optional(),
  reactions: Reactions.optional(),
  /** Results of polls that may be seen. */
  polls: z.array(PollResult).optional(),
  /** Votes of questions that changed. */
  questionVotes: z.record(QuestionId, z.int()).optional(),
  /** When the session is moved, cancelled or closed while people are inside. */
  session: z
    .object({
      title: z.string(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      state: SessionState,
      version: z.int(),
    })
    .optional(),
});
export type Totals = z.infer<typeof Totals>;

/** A channel as it stands at a number: what a client needs that has nothing of it, or too little. */
export const ChannelState = z.object({
  seq: z.int(),
  /** The newest messages, oldest first. */
  messages: z.array(ChatMessage),
  questions: z.array(Question),
  /** Only of `staff`. */
  hands: z.array(RaisedHand),
  restricted: z.array(
    z.object({ personId: z.uuid(), name: z.string(), muted: z.boolean(), removed: z.boolean() }),
  ),
  /** Only of a group. */
  lines: z.array(SheetLine),
});
export type ChannelState = z.infer<typeof ChannelState>;

/** What everybody in the room has before their eyes. */
export const RoomState = z.object({
  session: z.object({
    id: SessionId,
    title: z.string(),
    kind: SessionKind,
    classGroupId: ClassGroupId.nullable(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    state: SessionState,
    version: z.int(),
  }),
  settings: RoomSettings,
  stage: OnStage,
  /** Open ones and the last that are shown, newest last. */
  polls: z.array(Poll),
  results: z.array(PollResult),
  present: z.int(),
  hands: z.int(),
  reactions: Reactions,
  groupWork: GroupWork.nullable(),
  announcement: z
    .object({ id: z.uuid(), text: z.string(), name: z.string(), at: z.iso.datetime() })
    .nullable(),
});
export type RoomState = z.infer<typeof RoomState>;

/** What is true of the person who asks. */
export const Myself = z.object({
  personId: z.uuid(),
  role: RoomRole,
  classGroupId: ClassGroupId.nullable(),
  muted: z.boolean(),
  handRaised: z.boolean(),
  /** Own votes in polls that are open. */
  votes: z.array(z.object({ pollId: PollId, choice: Choice, revision: z.int() })),
  /** Questions voted for. */
  questions: z.array(QuestionId),
  groupId: GroupId.nullable(),
});
export type Myself = z.infer<typeof Myself>;

export const Ranking = z.object({ ranked: z.array(Ranked), mine: Ranked.nullable() });
export type Ranking = z.infer<typeof Ranking>;
