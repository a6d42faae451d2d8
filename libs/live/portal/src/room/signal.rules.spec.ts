import { describe, expect, it } from '@jest/globals';
import { weakness } from './signal.rules.ts';

const now = Date.parse('2026-07-06T02:30:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const inside = {
  present: true,
  joinedAt: ago(20),
  leftAt: null,
  drops: 0,
  roundTripMs: 90,
  mode: 'all',
  removed: false,
} as const;

describe('a weak signal', () => {
  it.each([
    ['somebody who never came in', { joinedAt: null, present: false }, null],
    ['somebody well connected', {}, null],
    ['somebody who had drops and is back', { drops: 3 }, null],
    [
      'somebody out by a dropped link',
      { present: false, leftAt: ago(2.5), drops: 3 },
      { kind: 'out', count: 3, minutes: 2 },
    ],
    ['somebody who closed the page', { present: false, leftAt: ago(2), drops: 0 }, null],
    ['somebody gone for half an hour', { present: false, leftAt: ago(30), drops: 1 }, null],
    ['a slow link', { roundTripMs: 2_400, drops: 1 }, { kind: 'slow', count: 1, roundTripMs: 2_400 }],
    ['sound only, smooth', { mode: 'soundAndSlides' }, { kind: 'sound' }],
    ['somebody who was taken out', { present: false, leftAt: ago(1), drops: 2, removed: true }, null],
  ] as const)('of %s', (_who, given, expected) => {
    const found = weakness({ ...inside, ...given }, now);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });
});
