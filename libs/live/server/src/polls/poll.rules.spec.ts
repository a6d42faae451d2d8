import type { Choice, PollId } from '@bimtek/live-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AskedPoll,
  countedWord,
  isResultPublic,
  keptChoice,
  pointsOf,
  rankingOf,
  resultOf,
} from './poll.rules.ts';

const id = '0197c000-0000-7000-8000-000000000001' as PollId;
const asked = (kind: AskedPoll['kind'], given: Partial<AskedPoll> = {}): AskedPoll => ({
  kind,
  options: kind === 'scale' || kind === 'words' ? [] : ['Petani', 'Remaja', 'Lansia'],
  scaleTo: 5,
  right: kind === 'quiz' ? 1 : null,
  ...given,
});

describe('countedWord', () => {
  it.each([
    ['Gotong-Royong!', 'gotong-royong'],
    ['  baca   nyaring ', 'baca nyaring'],
    ['"LITERASI"', 'literasi'],
    ['ｄｅｓａ', 'desa'],
    ['!!!', ''],
    ['5 cerita', '5 cerita'],
  ])('%s', (typed, counted) => expect(countedWord(typed)).toBe(counted));

  it('counts what it gave as itself', () => {
    fc.assert(fc.property(fc.string(), (typed) => countedWord(countedWord(typed)) === countedWord(typed)));
  });
});

describe('keptChoice', () => {
  it.each([
    ['one option', asked('single'), { options: [2] }, { options: [2] }],
    ['two where one is asked', asked('single'), { options: [0, 1] }, null],
    ['the same one twice', asked('single'), { options: [1, 1] }, { options: [1] }],
    ['several, in any order', asked('multiple'), { options: [2, 0, 2] }, { options: [0, 2] }],
    ['an option that is not there', asked('multiple'), { options: [3] }, null],
    ['the end of the scale', asked('scale'), { scale: 5 }, { scale: 5 }],
    ['beyond the scale', asked('scale'), { scale: 6 }, null],
    [
      'words, alike but for their form',
      asked('words'),
      { words: ['Desa', 'desa!', 'Buku'] },
      { words: ['buku', 'desa'] },
    ],
    ['nothing but marks', asked('words'), { words: ['?!'] }, null],
    ['another kind of answer', asked('quiz'), { scale: 1 }, null],
  ] as const)('%s', (_case, poll, choice, kept) =>
    expect(keptChoice(poll, choice as unknown as Choice)).toEqual(kept),
  );
});

describe('resultOf', () => {
  it('counts people by option, and each option of a person', () => {
    const choices = [
      { choice: { options: [0, 2] }, votes: 3 },
      { choice: { options: [2] }, votes: 2 },
    ];
    expect(resultOf(id, asked('multiple'), choices)).toEqual({
      pollId: id,
      votes: 5,
      counts: [3, 0, 5],
      words: [],
    });
  });
  it('puts the most frequent words first, and among equals by letter', () => {
    const choices = [
      { choice: { words: ['desa', 'buku'] }, votes: 1 },
      { choice: { words: ['warga', 'buku'] }, votes: 1 },
    ];
    expect(resultOf(id, asked('words'), choices).words).toEqual([
      { word: 'buku', count: 2 },
      { word: 'desa', count: 1 },
      { word: 'warga', count: 1 },
    ]);
  });
  it('neither loses nor adds a vote, however votes are gathered', () => {
    const poll = asked('single', { options: ['a', 'b', 'c'] });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 50 })), { maxLength: 40 }),
        (given) => {
          const result = resultOf(
            id,
            poll,
            given.map(([option, votes]) => ({ choice: { options: [option] }, votes })),
          );
          const all = given.reduce((sum, [, votes]) => sum + votes, 0);
          expect(result.votes).toBe(all);
          expect(result.counts.reduce((sum, count) => sum + count, 0)).toBe(all);
        },
      ),
    );
  });
});

describe('isResultPublic', () => {
  it.each([
    ['open with growing bars', { kind: 'single', state: 'open', shown: false, liveResults: true }, true],
    [
      'open, for the trainer first',
      { kind: 'single', state: 'open', shown: false, liveResults: false },
      false,
    ],
    [
      'a quiz that is open, whatever is set',
      { kind: 'quiz', state: 'open', shown: true, liveResults: true },
      false,
    ],
    ['closed and not shown', { kind: 'single', state: 'closed', shown: false, liveResults: true }, false],
    ['closed and shown', { kind: 'quiz', state: 'closed', shown: true, liveResults: false }, true],
    ['not opened yet', { kind: 'single', state: 'draft', shown: true, liveResults: true }, false],
  ] as const)('%s', (_case, poll, isPublic) => expect(isResultPublic(poll)).toBe(isPublic));
});

describe('pointsOf', () => {
  it.each([
    ['wrong', false, 0, 20, 0],
    ['right at once', true, 0, 20, 1_000],
    ['right at half time', true, 10_000, 20, 750],
    ['right at the last moment', true, 20_000, 20, 500],
    ['right, and by clocks too late', true, 25_000, 20, 500],
    ['right before it began, by clocks', true, -5_000, 20, 1_000],
    ['right in a quiz without an end', true, 30_000, null, 750],
  ] as const)('%s', (_case, right, took, seconds, points) =>
    expect(pointsOf(right, took, seconds)).toBe(points),
  );
});

describe('rankingOf', () => {
  it('adds up over quizzes, and gives equals one place', () => {
    const vote = (personId: string, isRight: boolean) => ({
      personId,
      name: personId,
      isRight,
      tookMs: 0,
      seconds: 20,
    });
    const ranked = rankingOf([
      vote('b', true),
      vote('a', true),
      vote('c', false),
      vote('c', true),
      vote('d', false),
    ]);
    expect(ranked.map(({ place, personId, points, right }) => [place, personId, points, right])).toEqual([
      [1, 'a', 1_000, 1],
      [1, 'b', 1_000, 1],
      [1, 'c', 1_000, 1],
      [4, 'd', 0, 0],
    ]);
  });
});
