import { describe, expect, it } from '@jest/globals';
import { isCovered, merged, type UnsentPlace } from './place.ts';

const place = (given: Partial<UnsentPlace> = {}): UnsentPlace => ({
  blockIndex: 1,
  fraction: 0,
  isEndReached: false,
  isCompleted: false,
  readAt: '2026-07-06T02:00:00.000Z',
  ...given,
});
const later = '2026-07-06T02:05:00.000Z';

describe('merged', () => {
  it('takes the first place as it is', () => expect(merged(undefined, place())).toEqual(place()));

  it('keeps the place read later, whichever comes last', () => {
    const late = place({ blockIndex: 5, readAt: later });
    expect(merged(place(), late).blockIndex).toBe(5);
    expect(merged(late, place()).blockIndex).toBe(5);
  });

  it('never forgets the end or the completion', () => {
    const ended = place({ isEndReached: true, isCompleted: true });
    expect(merged(ended, place({ readAt: later }))).toMatchObject({
      isEndReached: true,
      isCompleted: true,
      readAt: later,
    });
  });
});

describe('isCovered', () => {
  it.each([
    ['the same place', place(), place(), true],
    ['a later reading', place({ readAt: later }), place(), false],
    ['an end that was not sent', place({ isEndReached: true }), place(), false],
    [
      'a completion that was not sent',
      place({ isEndReached: true, isCompleted: true }),
      place({ isEndReached: true }),
      false,
    ],
    ['less than what was sent', place(), place({ readAt: later, isEndReached: true }), true],
  ])('%s', (_case, unsent, sent, expected) => expect(isCovered(unsent, sent)).toBe(expected));
});
