import { SubmissionState } from '@bimtek/assignments-contracts';
import { describe, expect, it } from '@jest/globals';
import { shownState, stateAfter, type SubmissionAct } from './submission-state.rules.ts';

const acts: SubmissionAct[] = [
  'handIn',
  'claim',
  'giveBack',
  'finish',
  'draw',
  'dispute',
  'askRevision',
  'reopen',
  'release',
];

describe('the states of a submission', () => {
  it('lead only where the table says', () => {
    const possible = SubmissionState.options.flatMap((state) =>
      acts.flatMap((act) => {
        const to = stateAfter(state, act);
        return to ? [`${state} ${act} ${to}`] : [];
      }),
    );
    expect(possible).toEqual([
      'draft handIn submitted',
      'submitted claim inMarking',
      'inMarking claim inMarking',
      'inMarking giveBack submitted',
      'inMarking finish marked',
      'inMarking draw secondMarking',
      'inMarking askRevision needsRevision',
      'secondMarking claim secondMarking',
      'secondMarking giveBack secondMarking',
      'secondMarking finish marked',
      'secondMarking dispute secondMarking',
      'secondMarking reopen inMarking',
      'needsRevision handIn submitted',
      'needsRevision reopen inMarking',
      'marked reopen inMarking',
      'marked release released',
    ]);
  });

  it('never show a trainee that a mark is finished before it is released', () => {
    expect([null, ...SubmissionState.options].map(shownState)).toEqual([
      'notStarted',
      'draft',
      'submitted',
      'inMarking',
      'inMarking',
      'needsRevision',
      'inMarking',
      'released',
    ]);
  });
});
