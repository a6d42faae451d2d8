import type { Channel, ChatMessage, Poll, Question, RoomEvent, RoomState } from '@bimtek/live-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  barsOf,
  heard,
  inOrderOf,
  isResultShown,
  joined,
  type Joined,
  messagesOf,
  questionsOf,
  type RoomView,
  seenOf,
  toldMyself,
} from './room.rules.ts';

const at = (second: number) => new Date(Date.UTC(2026, 6, 6, 2, 0, second)).toISOString();
const uuid = (n: number) => `0197a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const channel: Channel = `class:${uuid(1)}`;

const room: RoomState = {
  session: {
    id: uuid(9) as never,
    title: 'Modul 4',
    kind: 'class',
    classGroupId: uuid(1) as never,
    startsAt: at(0),
    endsAt: at(59),
    state: 'planned',
    version: 0,
  },
  settings: { chatOpen: true, slowSeconds: 0, questionsOpen: true },
  stage: { deckId: null, page: null, pauseUntil: null, soundOnly: false },
  polls: [],
  results: [],
  present: 3,
  hands: 0,
  reactions: {},
  groupWork: null,
  announcement: null,
};
const me = {
  personId: uuid(2),
  role: 'trainee',
  classGroupId: uuid(1),
  muted: false,
  handRaised: false,
  votes: [],
  questions: [],
  groupId: null,
} as never;
const fresh = (channels: Joined['channels'] = { all: none(), [channel]: none() }): RoomView =>
  joined(undefined, { me, room, channels });
function none() {
  return {
    whole: true as const,
    state: { seq: 0, messages: [], questions: [], hands: [], restricted: [], lines: [] },
  };
}
const author = { personId: uuid(2), name: 'Sri Wahyuningsih', place: 'Sido Rukun', role: 'trainee' as const };
const message = (n: number): ChatMessage => ({
  ...author,
  id: uuid(100 + n) as never,
  at: at(n),
  text: `Pesan ${n}`,
});
const question = (n: number, state: Question['state'], votes = 0): Question => ({
  ...author,
  id: uuid(200 + n) as never,
  classGroupId: uuid(1) as never,
  at: at(n),
  text: `Pertanyaan ${n}`,
  state,
  votes,
});
const poll = (given: Partial<Poll> = {}): Poll => ({
  id: uuid(300) as never,
  kind: 'single',
  question: 'Siapa?',
  options: ['Petani', 'Remaja'],
  scaleTo: 5,
  changeable: true,
  liveResults: true,
  state: 'open',
  openedAt: at(1),
  closesAt: null,
  shown: false,
  right: null,
  ...given,
});

/** A history of one channel: each event with the number of its place. */
const history = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 5 }).map((n) => ({ kind: 'said' as const, message: message(n) })),
      fc.integer({ min: 0, max: 5 }).map((n) => ({ kind: 'hid' as const, messageId: message(n).id })),
      fc
        .tuple(
          fc.integer({ min: 0, max: 3 }),
          fc.constantFrom<Question['state'][]>('open', 'promoted', 'answered', 'hidden'),
        )
        .map(([n, state]) => ({ kind: 'question' as const, question: question(n, state) })),
      fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()).map(([n, raised]) => ({
        kind: 'hand' as const,
        personId: uuid(n),
        hand: raised ? { personId: uuid(n), name: 'A', place: null, at: at(n), called: false } : null,
      })),
      fc
        .integer({ min: 1, max: 9 })
        .map((page) => ({ kind: 'stage' as const, stage: { ...room.stage, page } })),
      fc
        .constantFrom<Poll['state'][]>('open', 'closed')
        .map((state) => ({ kind: 'poll' as const, poll: poll({ state }) })),
    ),
    { maxLength: 25 },
  )
  .map((events) => events.map((event, place): RoomEvent => ({ ...event, seq: place + 1, at: at(place) })));

/** What somebody who missed nothing and heard nothing twice knows. */
function straight(events: RoomEvent[]): RoomView {
  return events.reduce(
    (view, event) => heard(view, { channel, after: event.seq - 1, events: [event] }).view,
    fresh(),
  );
}

describe('the room as a device knows it', () => {
  it('is the same in whatever order, however often and in whatever pieces events arrive', () => {
    fc.assert(
      fc.property(
        history.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 6 })), { maxLength: 20 }),
            fc.shuffledSubarray(events, { minLength: events.length }),
          ),
        ),
        ([events, pieces, shuffled]) => {
          let view = fresh();
          for (const [start, length] of pieces) {
            const from = events.length === 0 ? 0 : start % events.length;
            view = heard(view, { channel, after: from, events: events.slice(from, from + length) }).view;
          }
          for (const event of shuffled)
            view = heard(view, { channel, after: event.seq - 1, events: [event, event] }).view;
          expect(view).toEqual(straight(events));
        },
      ),
    );
  });

  it('is the same after coming back with the last number as without having been away', () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, cut) => {
        const seen = events.length === 0 ? 0 : cut % (events.length + 1);
        const whole = straight(events);
        const before = straight(events.slice(0, seen));
        expect(seenOf(before)[channel]).toBe(seen);
        const back = joined(before, {
          me,
          room: whole.room,
          channels: {
            all: { whole: false, to: 0, missed: [] },
            [channel]: { whole: false, to: events.length, missed: events.slice(seen) },
          },
        });
        expect(back).toEqual(whole);
      }),
    );
  });

  it('asks for what lies between two frames, and says from where', () => {
    const said = (n: number): RoomEvent => ({ kind: 'said', seq: n, at: at(n), message: message(n) });
    const first = heard(fresh(), { channel, after: 0, events: [said(1)] });
    expect(first.gapAfter).toBeNull();
    const gap = heard(first.view, { channel, after: 2, events: [said(3)] });
    expect(gap.gapAfter).toBe(1);
    expect(messagesOf(gap.view).map(({ text }) => text)).toEqual(['Pesan 1']);
    const filled = heard(gap.view, { channel, after: 1, events: [said(2)] });
    expect(filled.gapAfter).toBeNull();
    expect(messagesOf(filled.view).map(({ text }) => text)).toEqual(['Pesan 1', 'Pesan 2', 'Pesan 3']);
  });

  it('notices by a frame without events that something was missed', () => {
    expect(heard(fresh(), { channel, after: 4, events: [], totals: { present: 9 } }).gapAfter).toBe(0);
  });

  it('takes counts as they come and keeps them over an older event', () => {
    const asked: RoomEvent = { kind: 'question', seq: 1, at: at(1), question: question(1, 'open', 0) };
    let { view } = heard(fresh(), {
      channel,
      after: 0,
      events: [asked],
      totals: { questionVotes: { [asked.question.id]: 7 } },
    });
    view = heard(view, {
      channel,
      after: 1,
      events: [{ ...asked, seq: 2, question: question(1, 'promoted', 6) }],
    }).view;
    expect(questionsOf(view)).toMatchObject([{ state: 'promoted', votes: 7 }]);
  });

  it('shows a question that is on the screen with its name, though it is heard without one too', () => {
    const named = question(1, 'promoted', 3);
    const views = [channel, 'all' as const].map((name) => {
      const shown = name === 'all' ? { ...named, name: '', personId: uuid(0) } : named;
      return [name, { whole: true as const, state: { ...none().state, questions: [shown] } }];
    });
    for (const order of [views, [...views].reverse()])
      expect(questionsOf(fresh(Object.fromEntries(order) as Joined['channels']))).toMatchObject([
        { name: 'Sri Wahyuningsih' },
      ]);
  });

  it('believes the class of a question rather than how it was when somebody who leads came in', () => {
    const views = [channel, 'staff' as const].map((name) => [
      name,
      { whole: true as const, state: { ...none().state, questions: [question(1, 'promoted')] } },
    ]);
    const view = fresh(Object.fromEntries(views) as Joined['channels']);
    const event: RoomEvent = { kind: 'question', seq: 1, at: at(1), question: question(1, 'open') };
    const after = heard(view, { channel, after: 0, events: [event] }).view;
    expect(questionsOf(after)).toMatchObject([{ state: 'open' }]);
  });

  it('orders questions by what they are about to become: on the screen, then by votes, answered last', () => {
    const questions = [
      question(1, 'answered', 9),
      question(2, 'open', 2),
      question(3, 'open', 5),
      question(4, 'promoted', 0),
      question(5, 'hidden', 8),
    ];
    const view = fresh({ [channel]: { whole: true, state: { ...none().state, questions } } });
    expect(questionsOf(view).map(({ text }) => text)).toEqual([
      'Pertanyaan 4',
      'Pertanyaan 3',
      'Pertanyaan 2',
      'Pertanyaan 1',
    ]);
  });

  it('holds an order that somebody is looking at, and puts what is new at the end', () => {
    const items = ['c', 'a', 'new', 'b'].map((id) => ({ id }));
    expect(inOrderOf(items, ['a', 'b', 'c']).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'new']);
    expect(inOrderOf(items, null)).toEqual(items);
  });

  it('forgets that the word was given when the hand is down', () => {
    const raised = toldMyself(fresh(), { handRaised: true });
    const called = toldMyself(raised, { called: true });
    expect(called.isCalled).toBe(true);
    expect(toldMyself(called, { handRaised: false }).isCalled).toBe(false);
    expect(toldMyself(called, { muted: true })).toMatchObject({
      isCalled: true,
      me: { muted: true, handRaised: true },
    });
  });
});

describe('bars of a poll', () => {
  const result = { pollId: uuid(300) as never, votes: 10, counts: [3, 7], words: [] };

  it('stay in their places while it is open, with what is new marked, and are sorted when it is closed', () => {
    const before = { ...result, votes: 8, counts: [3, 5] };
    expect(barsOf(poll(), result, before)).toMatchObject([
      { label: 'Petani', votes: 3, percent: 30, recent: 0 },
      { label: 'Remaja', votes: 7, percent: 70, recent: 20 },
    ]);
    expect(barsOf(poll({ state: 'closed' }), result).map(({ label }) => label)).toEqual(['Remaja', 'Petani']);
  });

  it('have a number for each step of a scale and nothing over nothing', () => {
    expect(barsOf(poll({ kind: 'scale', options: [], scaleTo: 3 }), undefined)).toMatchObject([
      { label: '1', votes: 0, percent: 0 },
      { label: '2' },
      { label: '3' },
    ]);
  });

  it.each([
    ['a draft', { state: 'draft' }, false],
    ['an open one whose bars grow for all', {}, true],
    ['an open one for those who lead only', { liveResults: false }, false],
    ['a closed one that is not shown', { state: 'closed' }, false],
    ['a closed one that is shown', { state: 'closed', shown: true }, true],
    ['an open quiz', { kind: 'quiz', right: 0, shown: true }, false],
  ] as const)('of %s: %j are seen by all: %s', (_what, given, isSeen) => {
    expect(isResultShown(poll(given as Partial<Poll>))).toBe(isSeen);
  });
});
