import type { MyAssignmentState, SubmissionState } from '@bimtek/assignments-contracts';

export type SubmissionAct =
  'handIn' | 'claim' | 'giveBack' | 'finish' | 'draw' | 'dispute' | 'askRevision' | 'reopen' | 'release';

/** All that can happen to a piece of work; what is not here cannot. */
const moves: Record<SubmissionState, Partial<Record<SubmissionAct, SubmissionState>>> = {
  draft: { handIn: 'submitted' },
  submitted: { claim: 'inMarking' },
  inMarking: {
    claim: 'inMarking',
    giveBack: 'submitted',
    finish: 'marked',
    draw: 'secondMarking',
    askRevision: 'needsRevision',
  },
  secondMarking: {
    claim: 'secondMarking',
    giveBack: 'secondMarking',
    finish: 'marked',
    dispute: 'secondMarking',
    reopen: 'inMarking',
  },
  needsRevision: { handIn: 'submitted', reopen: 'inMarking' },
  marked: { reopen: 'inMarking', release: 'released' },
  released: {},
};

/** Where an act leads, or null when it is not possible in this state. */
export function stateAfter(state: SubmissionState, act: SubmissionAct): SubmissionState | null {
  return moves[state][act] ?? null;
}

/** What the trainee is told: a mark that is finished but not released is still being made. */
export function shownState(state: SubmissionState | null): MyAssignmentState {
  if (state === null) return 'notStarted';
  return state === 'marked' || state === 'secondMarking' ? 'inMarking' : state;
}
