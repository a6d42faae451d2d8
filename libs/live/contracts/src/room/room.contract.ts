import { ClassGroupId } from '@bimtek/delivery-contracts';
import { message, news, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { sessionProblem } from '../problems.ts';
import { Choice, Poll, PollId, PollResult } from './polls.ts';
import {
  Channel,
  ChannelState,
  ChatMessage,
  GroupId,
  GroupWork,
  GroupWorkId,
  MessageId,
  Myself,
  OnStage,
  Question,
  QuestionId,
  QuestionState,
  RaisedHand,
  ReactionKind,
  RoomEvent,
  RoomSettings,
  RoomState,
  Seen,
  SHEET_LINES_MAX,
  SheetLine,
  SplitBy,
  Totals,
} from './room.ts';

export const roomProblem = problems({
  'not-open-yet': sessionProblem.table['not-open-yet'],
  'session-over': sessionProblem.table['session-over'],
  'session-cancelled': sessionProblem.table['session-cancelled'],
  'not-in-room': [409, 'Join the room first'],
  'removed-from-room': [403, 'Somebody who leads the session has taken you out of it'],
  'only-for-hosts': [403, 'Only those who lead the session may do this'],
  'only-for-trainees': [403, 'Only trainees of the session do this'],
  muted: [403, 'Somebody who leads the session has muted you'],
  'chat-closed': [409, 'The chat is closed'],
  'questions-closed': [409, 'No more questions are taken'],
  'slow-mode': [429, 'Wait a moment before the next message'],
  'poll-not-open': [409, 'The poll is not open'],
  'poll-opened': [409, 'The poll has been opened; what it asks stays as it is'],
  'vote-final': [409, 'You have voted, and this poll takes no changes'],
  'choice-unknown': [422, 'The poll has no such choice'],
  'too-many-people': [409, 'Groups are made of one class'],
  'nobody-there': [409, 'There is nobody to make groups of'],
  'work-ended': [409, 'The group work has ended'],
  'id-taken': sessionProblem.table['id-taken'],
});

const inRoom = { sessionId: SessionId };
const done = z.object({});
/** Chosen by the client for one act; sent again after a lost link it has one effect. */
const key = z.uuid();

export const joinRoom = message({
  name: 'live.join-room',
  allow: 'session.join',
  payload: z.object({ ...inRoom, seen: Seen.default({}) }),
  reply: z.object({
    /** By the server's clock. */
    now: z.iso.datetime(),
    me: Myself,
    room: RoomState,
    /** Each channel the person hears: what was missed since `seen`, or the whole when that is too much. */
    channels: z.partialRecord(
      Channel,
      z.discriminatedUnion('whole', [
        z.object({ whole: z.literal(false), to: z.int(), missed: z.array(RoomEvent) }),
        z.object({ whole: z.literal(true), state: ChannelState }),
      ]),
    ),
  }),
  problems: roomProblem,
});

export const leaveRoom = message({
  name: 'live.leave-room',
  allow: 'session.join',
  payload: z.object(inRoom),
  reply: done,
});

/** For a client that sees a gap between two frames. */
export const catchUp = message({
  name: 'live.catch-up',
  allow: 'session.join',
  payload: z.object({ ...inRoom, channel: Channel, after: z.int().nonnegative() }),
  reply: z.object({ events: z.array(RoomEvent), to: z.int(), more: z.boolean() }),
  problems: roomProblem,
});

/** How the link of this person is, for those who lead; at most every few seconds. */
export const reportLink = message({
  name: 'live.report-link',
  allow: 'session.join',
  payload: z.object({
    ...inRoom,
    roundTripMs: z.int().min(0).max(120_000),
    mode: z.enum(['all', 'soundAndSlides']),
  }),
  reply: done,
  problems: roomProblem,
});

export const say = message({
  name: 'live.say',
  allow: 'session.join',
  payload: z.object({
    ...inRoom,
    /** The message's id. */
    key: MessageId,
    text: z.string().trim().min(1).max(1_000),
    /** For those who lead a session of a whole run: the class they speak to. */
    classGroupId: ClassGroupId.optional(),
  }),
  reply: ChatMessage,
  problems: roomProblem,
});

export const ask = message({
  name: 'live.ask',
  allow: 'session.join',
  payload: z.object({ ...inRoom, key: QuestionId, text: z.string().trim().min(3).max(500) }),
  reply: Question,
  problems: roomProblem,
});

export const voteForQuestion = message({
  name: 'live.vote-for-question',
  allow: 'session.join',
  payload: z.object({ ...inRoom, questionId: QuestionId, up: z.boolean() }),
  reply: z.object({ up: z.boolean(), votes: z.int() }),
  problems: roomProblem,
});

export const raiseHand = message({
  name: 'live.raise-hand',
  allow: 'session.join',
  payload: z.object({ ...inRoom, raised: z.boolean() }),
  reply: z.object({
    raised: z.boolean(),
    /** The place in the queue, from 1 on. */
    place: z.int().nullable(),
  }),
  problems: roomProblem,
});

export const react = message({
  name: 'live.react',
  allow: 'session.join',
  payload: z.object({ ...inRoom, kind: ReactionKind }),
  reply: done,
  problems: roomProblem,
});

export const vote = message({
  name: 'live.vote',
  allow: 'session.join',
  payload: z.object({
    ...inRoom,
    pollId: PollId,
    choice: Choice,
    /** Goes up with each change; what is sent twice or comes late changes nothing. */
    revision: z.int().min(1).max(1_000),
  }),
  /** What is kept, which is another vote when a newer one was there already. */
  reply: z.object({ choice: Choice, revision: z.int() }),
  problems: roomProblem,
});

export const writeLine = message({
  name: 'live.write-line',
  allow: 'session.join',
  payload: z.object({
    ...inRoom,
    groupId: GroupId,
    line: z.int().min(1).max(SHEET_LINES_MAX),
    text: z.string().max(500),
    key,
  }),
  reply: SheetLine,
  problems: roomProblem,
});

/** What those who lead do. */
export const hideMessage = message({
  name: 'live.hide-message',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, messageId: MessageId }),
  reply: done,
  problems: roomProblem,
});

export const restrictPerson = message({
  name: 'live.restrict-person',
  allow: 'session.lead',
  payload: z.object({
    ...inRoom,
    personId: z.uuid(),
    /** `none`: may speak, and come in, again. */
    to: z.enum(['none', 'muted', 'removed']),
    reason: z.string().trim().max(300).optional(),
  }),
  reply: done,
  problems: roomProblem,
});

export const setRoom = message({
  name: 'live.set-room',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, settings: RoomSettings.partial() }),
  reply: RoomSettings,
  problems: roomProblem,
});

export const setStage = message({
  name: 'live.set-stage',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, stage: OnStage.partial() }),
  reply: OnStage,
  problems: roomProblem,
});

export const announce = message({
  name: 'live.announce',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, key, text: z.string().trim().min(1).max(500) }),
  reply: done,
  problems: roomProblem,
});

export const setQuestion = message({
  name: 'live.set-question',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, questionId: QuestionId, state: QuestionState }),
  reply: Question,
  problems: roomProblem,
});

/** `call` gives the word and leaves the hand up; `lower` takes one down; `lowerAll` takes all down. */
export const moveHands = message({
  name: 'live.move-hands',
  allow: 'session.lead',
  payload: z.discriminatedUnion('act', [
    z.object({ ...inRoom, act: z.literal('call'), personId: z.uuid() }),
    z.object({ ...inRoom, act: z.literal('lower'), personId: z.uuid() }),
    z.object({ ...inRoom, act: z.literal('lowerAll') }),
  ]),
  reply: z.object({ hands: z.array(RaisedHand) }),
  problems: roomProblem,
});

/** `open` a prepared poll, `close` it, `show` its results to all or `hide` them. Done twice it is done once. */
export const movePoll = message({
  name: 'live.move-poll',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, pollId: PollId, act: z.enum(['open', 'close', 'show', 'hide']) }),
  reply: z.object({ poll: Poll, result: PollResult }),
  problems: roomProblem,
});

export const startGroupWork = message({
  name: 'live.start-group-work',
  allow: 'session.lead',
  payload: z.object({
    ...inRoom,
    key: GroupWorkId,
    title: z.string().trim().min(1).max(160),
    task: z.string().trim().max(1_000).default(''),
    by: SplitBy,
    groups: z.int().min(1).max(20),
    minutes: z.int().min(1).max(180).nullable(),
  }),
  reply: GroupWork,
  problems: roomProblem,
});

export const endGroupWork = message({
  name: 'live.end-group-work',
  allow: 'session.lead',
  payload: z.object({ ...inRoom, workId: GroupWorkId }),
  reply: done,
  problems: roomProblem,
});

/**
 * What happened in a channel since the frame before, and what is counted. `after` is the number of the last event that
 * was told before: who has another one has missed something and catches up. Events a client has already it skips.
 */
export const roomFrame = news({
  name: 'live.frame',
  payload: z.object({
    sessionId: SessionId,
    channel: Channel,
    after: z.int(),
    to: z.int(),
    events: z.array(RoomEvent),
    totals: Totals.optional(),
  }),
});

/** Something about the person alone, on all their devices. */
export const roomMyself = news({
  name: 'live.myself',
  payload: z.object({
    sessionId: SessionId,
    muted: z.boolean().optional(),
    handRaised: z.boolean().optional(),
    /** The word is given. */
    called: z.boolean().optional(),
    groupId: GroupId.nullable().optional(),
  }),
});

/** The person is no longer in the room; joining again is refused as long as the reason holds. */
export const roomOut = news({
  name: 'live.out',
  payload: z.object({
    sessionId: SessionId,
    reason: z.enum(['removed', 'session-cancelled', 'session-over']),
  }),
});
