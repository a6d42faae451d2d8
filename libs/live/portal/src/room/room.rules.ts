import type {
  Channel,
  ChannelState,
  ChatMessage,
  Myself,
  Poll,
  PollResult,
  Question,
  QuestionId,
  RaisedHand,
  RoomEvent,
  RoomState,
  Seen,
  SheetLine,
  Totals,
} from '@bimtek/live-contracts';

type Restricted = ChannelState['restricted'][number];

/** One channel as this device knows it: everything up to `seq`, and what came before its turn. */
export interface ChannelView {
  readonly seq: number;
  readonly messages: readonly ChatMessage[];
  readonly questions: readonly Question[];
  readonly hands: readonly RaisedHand[];
  readonly restricted: readonly Restricted[];
  readonly lines: readonly SheetLine[];
  readonly early: readonly RoomEvent[];
}

/** The room as this device knows it: a snapshot, and every event and count since, each applied once and in order. */
export interface RoomView {
  readonly me: Myself;
  readonly room: RoomState;
  readonly channels: Readonly<Partial<Record<Channel, ChannelView>>>;
  /** Newest counts of votes; what a question itself carries is as old as its last event. */
  readonly questionVotes: Readonly<Record<QuestionId, number>>;
  /** The word has been given to this person. */
  readonly isCalled: boolean;
  /** The times of the session when this device first came in: by them it is seen that it was moved. */
  readonly cameInAt: { readonly startsAt: string; readonly endsAt: string };
}

/** What a reply to joining tells; the contract's reply without its time. */
export interface Joined {
  me: Myself;
  room: RoomState;
  channels: Partial<
    Record<Channel, { whole: false; to: number; missed: RoomEvent[] } | { whole: true; state: ChannelState }>
  >;
}

export interface Frame {
  channel: Channel;
  after: number;
  events: readonly RoomEvent[];
  totals?: Totals | undefined;
}

/** More messages than anybody scrolls back on a phone are let go. */
const MESSAGES_KEPT = 300;

const nothingYet: ChannelView = {
  seq: 0,
  messages: [],
  questions: [],
  hands: [],
  restricted: [],
  lines: [],
  early: [],
};

/** The last number of each channel, to be sent when coming back. */
export function seenOf(view: RoomView | undefined): Seen {
  const channels = Object.entries(view?.channels ?? {}) as [Channel, ChannelView][];
  return Object.fromEntries(channels.map(([channel, { seq }]) => [channel, seq])) as Seen;
}

/** Coming in, or back: what was missed goes onto what is known; the room as everybody sees it is taken as it is told. */
export function joined(before: RoomView | undefined, { me, room, channels }: Joined): RoomView {
  const views: Partial<Record<Channel, ChannelView>> = {};
  for (const [name, told] of Object.entries(channels) as [Channel, Joined['channels'][Channel]][]) {
    if (!told) continue;
    const known = before?.channels[name] ?? nothingYet;
    if (told.whole) {
      const { seq, ...state } = told.state;
      views[name] = drained({ ...state, seq, early: known.early });
    } else {
      const caughtUp = drained({ ...known, early: together(known, told.missed) });
      views[name] = { ...caughtUp, seq: Math.max(caughtUp.seq, told.to) };
    }
  }
  return {
    me,
    room,
    channels: views,
    questionVotes: before?.questionVotes ?? {},
    isCalled: me.handRaised && (before?.isCalled ?? false),
    cameInAt: before?.cameInAt ?? { startsAt: room.session.startsAt, endsAt: room.session.endsAt },
  };
}

/**
 * Takes a frame, whatever came before it. `gapAfter` is the last number that is known with all before it, when something
 * between that and the frame is missing and has to be asked for.
 */
export function heard(view: RoomView, frame: Frame): { view: RoomView; gapAfter: number | null } {
  const known = view.channels[frame.channel] ?? nothingYet;
  const channel = drained({ ...known, early: together(known, frame.events) });
  let room = view.room;
  for (const event of newIn(known, channel, frame.events)) room = roomAfter(room, event);
  const after: RoomView = { ...view, room, channels: { ...view.channels, [frame.channel]: channel } };
  const hasGap = channel.early.length > 0 || frame.after > channel.seq;
  return { view: frame.totals ? counted(after, frame.totals) : after, gapAfter: hasGap ? channel.seq : null };
}

/** The newest of what is counted. */
export function counted(view: RoomView, totals: Totals): RoomView {
  const { present, hands, reactions, polls, questionVotes, session } = totals;
  const newer = new Set(polls?.map(({ pollId }) => pollId));
  return {
    ...view,
    questionVotes: { ...view.questionVotes, ...questionVotes },
    room: {
      ...view.room,
      ...(present === undefined ? {} : { present }),
      ...(hands === undefined ? {} : { hands }),
      ...(reactions ? { reactions: { ...view.room.reactions, ...reactions } } : {}),
      ...(polls
        ? { results: [...view.room.results.filter(({ pollId }) => !newer.has(pollId)), ...polls] }
        : {}),
      ...(session ? { session: { ...view.room.session, ...session } } : {}),
    },
  };
}

/** Something about this person, told on all devices. */
export function toldMyself(
  view: RoomView,
  told: {
    muted?: boolean | undefined;
    handRaised?: boolean | undefined;
    called?: boolean | undefined;
    groupId?: Myself['groupId'] | undefined;
  },
): RoomView {
  const handRaised = told.handRaised ?? view.me.handRaised;
  return {
    ...view,
    me: {
      ...view.me,
      handRaised,
      muted: told.muted ?? view.me.muted,
      groupId: told.groupId === undefined ? view.me.groupId : told.groupId,
    },
    isCalled: handRaised && (told.called ?? view.isCalled),
  };
}

/** All messages of all channels in the order in which they were said. */
export function messagesOf(view: RoomView): ChatMessage[] {
  const all = new Map(channelViews(view).flatMap(({ messages }) => messages.map((one) => [one.id, one])));
  return [...all.values()].sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

/**
 * Questions that may be seen, the one on the screen first, then by votes. The same question can be known by several
 * channels: its class hears everything about it, those who lead may have only how it was when they came in, and everybody
 * hears of it without a name while it is on the screen.
 */
export function questionsOf(view: RoomView): Question[] {
  const all = new Map<QuestionId, Question>();
  const channels = Object.keys(view.channels) as Channel[];
  for (const channel of channels.sort((a, b) => tellsLess(b) - tellsLess(a))) {
    for (const question of view.channels[channel]?.questions ?? []) all.set(question.id, question);
  }
  return [...all.values()]
    .map((question) => ({ ...question, votes: view.questionVotes[question.id] ?? question.votes }))
    .filter(({ state }) => state !== 'hidden')
    .sort(
      (a, b) =>
        placeOf[a.state] - placeOf[b.state] ||
        b.votes - a.votes ||
        a.at.localeCompare(b.at) ||
        a.id.localeCompare(b.id),
    );
}
function tellsLess(channel: Channel): number {
  return channel === 'all' ? 2 : channel === 'staff' ? 1 : 0;
}
const placeOf = { promoted: 0, open: 1, answered: 2, hidden: 3 } as const;

/** Keeps the order somebody is looking at: new ones go to the end until the pointer and the focus are elsewhere. */
export function inOrderOf<T extends { id: string }>(
  items: readonly T[],
  frozen: readonly string[] | null,
): T[] {
  if (!frozen) return [...items];
  const place = new Map(frozen.map((id, index) => [id, index]));
  return [...items].sort((a, b) => (place.get(a.id) ?? frozen.length) - (place.get(b.id) ?? frozen.length));
}

export function openPollsOf(view: RoomView): Poll[] {
  return view.room.polls.filter(({ state }) => state === 'open');
}

export function resultOf(view: RoomView, pollId: string): PollResult | undefined {
  return view.room.results.find((result) => result.pollId === pollId);
}

/** Whether everybody may see what was counted. */
export function isResultShown(poll: Pick<Poll, 'kind' | 'state' | 'shown' | 'liveResults'>): boolean {
  if (poll.state === 'draft') return false;
  if (poll.state === 'closed') return poll.shown;
  return poll.kind !== 'quiz' && (poll.shown || poll.liveResults);
}

export interface Bar {
  label: string;
  votes: number;
  /** Of the people who voted, 0 to 100. */
  percent: number;
  /** How many of the votes are new, as a part of the same. */
  recent: number;
  isRight: boolean;
}

/** Bars of options or of the numbers of a scale; they stay in their places while they grow and are sorted when it is over. */
export function barsOf(poll: Poll, result: PollResult | undefined, before?: PollResult): Bar[] {
  const votes = result?.votes ?? 0;
  const labels =
    poll.kind === 'scale' ? Array.from({ length: poll.scaleTo }, (_, at) => String(at + 1)) : poll.options;
  const bars = labels.map((label, place) => {
    const count = result?.counts[place] ?? 0;
    const recent = before ? Math.max(0, count - (before.counts[place] ?? 0)) : 0;
    return {
      label,
      votes: count,
      percent: votes === 0 ? 0 : (count / votes) * 100,
      recent: votes === 0 ? 0 : (recent / votes) * 100,
      isRight: poll.right === place,
    };
  });
  const isSorted = poll.state === 'closed' && poll.kind !== 'scale';
  return isSorted ? bars.sort((a, b) => b.votes - a.votes) : bars;
}

function channelViews(view: RoomView): ChannelView[] {
  return Object.values(view.channels) as ChannelView[];
}

/** What waits for its turn, each number once. */
function together(known: ChannelView, events: readonly RoomEvent[]): RoomEvent[] {
  const waiting = new Map(known.early.map((event) => [event.seq, event]));
  for (const event of events) if (event.seq > known.seq) waiting.set(event.seq, event);
  return [...waiting.values()].sort((a, b) => a.seq - b.seq);
}

/** Applies what is next, as long as it is there. */
function drained(view: ChannelView): ChannelView {
  const rest = view.early.filter(({ seq }) => seq > view.seq);
  let next: ChannelView = view;
  while (rest[0] && rest[0].seq === next.seq + 1) {
    const event = rest.shift() as RoomEvent;
    next = { ...channelAfter(next, event), seq: event.seq };
  }
  return { ...next, early: rest };
}

/** The events between two states of a channel: what this frame brought, and what had waited for it. */
function newIn(before: ChannelView, after: ChannelView, events: readonly RoomEvent[]): RoomEvent[] {
  return together(before, events).filter(({ seq }) => seq <= after.seq);
}

function channelAfter(view: ChannelView, event: RoomEvent): ChannelView {
  switch (event.kind) {
    case 'said':
      return { ...view, messages: put(view.messages, event.message).slice(-MESSAGES_KEPT) };
    case 'hid':
      return {
        ...view,
        messages: view.messages.map((one) => (one.id === event.messageId ? { ...one, text: null } : one)),
      };
    case 'question':
      return { ...view, questions: put(view.questions, event.question) };
    case 'hand': {
      const others = view.hands.filter(({ personId }) => personId !== event.personId);
      const hands = event.hand ? [...others, event.hand] : others;
      return {
        ...view,
        hands: hands.sort((a, b) => a.at.localeCompare(b.at) || a.personId.localeCompare(b.personId)),
      };
    }
    case 'restricted': {
      const { personId, muted, removed } = event;
      const known = view.restricted.find((one) => one.personId === personId);
      const others = view.restricted.filter((one) => one !== known);
      return {
        ...view,
        restricted:
          muted || removed ? [...others, { personId, name: known?.name ?? '', muted, removed }] : others,
      };
    }
    case 'line': {
      const { line } = event;
      const others = view.lines.filter(
        (one) => one.line !== line.line || one.groupId !== line.groupId || one.version > line.version,
      );
      const isOld = others.some((one) => one.line === line.line && one.groupId === line.groupId);
      return {
        ...view,
        lines: isOld ? view.lines : [...others, line].sort((a, b) => a.line - b.line),
      };
    }
    default:
      return view;
  }
}

function roomAfter(room: RoomState, event: RoomEvent): RoomState {
  switch (event.kind) {
    case 'settings':
      return { ...room, settings: event.settings };
    case 'stage':
      return { ...room, stage: event.stage };
    case 'poll':
      return { ...room, polls: put(room.polls, event.poll) };
    case 'groupWork':
      return { ...room, groupWork: event.work };
    case 'announced': {
      const { id, text, name, at } = event;
      return { ...room, announcement: { id, text, name, at } };
    }
    default:
      return room;
  }
}

/** In its place when it is known, else at the end. */
function put<T extends { id: string }>(items: readonly T[], item: T): T[] {
  return items.some(({ id }) => id === item.id)
    ? items.map((one) => (one.id === item.id ? item : one))
    : [...items, item];
}
