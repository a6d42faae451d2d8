import { describe, expect, it } from '@jest/globals';
import { claimEnd, refusesMarking } from './marking.rules.ts';

const now = new Date('2026-07-10T13:00:00Z');
const waiting = {
  classState: 'running',
  state: 'submitted',
  isOwnWork: false,
  claimedBy: null,
  claimedUntil: null,
  firstMarkerId: null,
  isDisputed: false,
} as const;
const twice = { ...waiting, state: 'secondMarking', firstMarkerId: 'other' } as const;
const claimed = { ...waiting, state: 'inMarking', claimedBy: 'other', claimedUntil: now } as const;

describe('refusesMarking', () => {
  it.each([
    ['waiting', waiting, now, null],
    ['my own claim', { ...claimed, claimedBy: 'me' }, now, null],
    ['somebody’s claim, on its last instant', claimed, now, 'claimed-by-another'],
    ['somebody’s claim that has run out', claimed, new Date(now.getTime() + 1), null],
    ['asked back', { ...waiting, state: 'needsRevision' }, now, 'not-to-be-marked'],
    ['marked', { ...waiting, state: 'marked' }, now, 'not-to-be-marked'],
    ['marked by somebody, drawn for a second mark', twice, now, null],
    ['drawn after my own mark', { ...twice, firstMarkerId: 'me' }, now, 'first-marker'],
    ['with two marks too far apart', { ...twice, isDisputed: true }, now, 'not-to-be-marked'],
    ['released', { ...waiting, state: 'released' }, now, 'not-to-be-marked'],
    ['of the own library', { ...waiting, isOwnWork: true }, now, 'own-library'],
    ['in a closed class', { ...waiting, classState: 'closed', isOwnWork: true }, now, 'class-closed'],
    ['in a class that is not open', { ...waiting, classState: 'preparing' }, now, 'class-not-open'],
  ] as const)('%s', (_case, piece, at, refusal) => expect(refusesMarking(piece, 'me', at)).toBe(refusal));

  it('lets a claim run for half an hour', () => {
    expect(claimEnd(now)).toEqual(new Date('2026-07-10T13:30:00Z'));
  });
});
