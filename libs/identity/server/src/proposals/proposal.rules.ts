import type { ProposalState } from '@bimtek/identity-contracts';

interface Facts {
  state: ProposalState;
  /** Whoever answers has proposed it, or it is about them. */
  isOwn: boolean;
}

/**
 * Whether a proposal can be answered so now: null when it can, `already` when it has been (the same again changes
 * nothing), or why not. What is taken back is one's own; everything else is decided by somebody else.
 */
export function refusesAnswer(
  { state, isOwn }: Facts,
  answer: Exclude<ProposalState, 'open'>,
): 'already' | 'proposal-not-open' | 'own-proposal' | null {
  if (answer !== 'withdrawn' && isOwn) return 'own-proposal';
  if (state === answer) return 'already';
  return state === 'open' ? null : 'proposal-not-open';
}
