/** What contexts to the right show on pages of their own. */
export { proposalWords } from './proposals/proposal-words.ts';
export { ProposalItem } from './proposals/proposal-item.ts';
export type { ProposalAnswer, ShownProposal } from './proposals/proposal-item.ts';
export { ProposalSection } from './proposals/proposal-section.ts';
/** The words of the language that is always there, for the specs of those pages. */
export { default as proposalWordsOfIndonesia } from './proposal-words/id.ts';
