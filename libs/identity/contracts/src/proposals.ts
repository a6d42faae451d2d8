import * as z from 'zod';

/**
 * A proposal: somebody who may not do a thing asks those who may to do it. It waits until it is answered once: accepted,
 * which does the thing by its ordinary rules, declined with a reason, or taken back by whoever proposed it. What is
 * proposed belongs to each context; the words around it are these.
 */
export const ProposalState = z.enum(['open', 'accepted', 'declined', 'withdrawn']);
export type ProposalState = z.infer<typeof ProposalState>;

/** Why it is proposed, or declined. */
export const ProposalReason = z.string().trim().min(5).max(500);

export const proposalProblems = {
  'proposal-not-open': [409, 'The proposal has been answered or taken back already'],
  'own-proposal': [409, 'Nobody decides on what they proposed, or on what is about themselves'],
} as const;

const Somebody = z.object({ personId: z.uuid(), name: z.string() });

/** What every proposal tells, whatever it is about. */
export const proposalFacts = {
  state: ProposalState,
  reason: z.string(),
  proposedBy: Somebody,
  proposedAt: z.iso.datetime(),
  /** Who answered it; null while it is open. Whoever took it back is who proposed it. */
  decidedBy: Somebody.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Why it was declined. */
  answer: z.string().nullable(),
  /** Whether the one who asks may take it back. */
  isMineToWithdraw: z.boolean(),
  /** Whether the one who asks may accept or decline it. */
  isMineToDecide: z.boolean(),
};
