import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  heading: 'Proposals',
  open: 'Waiting',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  filter: 'State of the proposals',
  none: 'There are no proposals here.',
  more: 'Show older ones',
  by: 'Proposed by {{name}}, {{at}}',
  byMe: 'Proposed by you, {{at}}',
  decided: { accepted: 'Accepted by {{name}}', declined: 'Declined by {{name}}', withdrawn: 'Withdrawn' },
  accept: 'Accept',
  decline: 'Decline',
  withdraw: 'Withdraw',
  reason: 'Reason for the proposal',
  reasonHint: 'Whoever decides reads it; it is recorded with your name.',
  reasonMissing: 'Write the reason, at least five letters.',
  declineReason: 'Reason for declining',
  declineHint: 'Whoever proposed it reads this.',
  send: 'Send proposal',
  told: {
    accepted: 'The proposal was accepted.',
    declined: 'The proposal was declined.',
    withdrawn: 'The proposal was withdrawn.',
  },
  problem: {
    'proposal-not-open': 'This proposal has been answered or withdrawn already. Reload this page.',
    'own-proposal': 'A proposal of yours, about you or from your own library is decided by somebody else.',
  },
} satisfies SameWords<typeof id>;
