import { ProposalState } from '@bimtek/identity-contracts';
import { describe, expect, it } from '@jest/globals';
import { refusesAnswer } from './proposal.rules.ts';

describe('refusesAnswer', () => {
  it.each([
    ['open', false, 'accepted', null],
    ['open', false, 'declined', null],
    ['open', true, 'withdrawn', null],
    ['open', true, 'accepted', 'own-proposal'],
    ['open', true, 'declined', 'own-proposal'],
    ['accepted', false, 'accepted', 'already'],
    ['accepted', false, 'declined', 'proposal-not-open'],
    ['accepted', true, 'withdrawn', 'proposal-not-open'],
    ['declined', false, 'declined', 'already'],
    ['declined', false, 'accepted', 'proposal-not-open'],
    ['withdrawn', true, 'withdrawn', 'already'],
    ['withdrawn', false, 'accepted', 'proposal-not-open'],
    ['withdrawn', false, 'declined', 'proposal-not-open'],
  ] as const)('%s, own: %s, to be %s: %s', (state, isOwn, answer, expected) =>
    expect(refusesAnswer({ state, isOwn }, answer)).toBe(expected),
  );

  it('never lets anybody decide on their own, whatever has become of it', () => {
    for (const state of ProposalState.options) {
      for (const answer of ['accepted', 'declined'] as const) {
        expect(refusesAnswer({ state, isOwn: true }, answer)).toBe('own-proposal');
      }
    }
  });
});
