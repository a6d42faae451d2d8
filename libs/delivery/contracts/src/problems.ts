import { proposalProblems } from '@bimtek/identity-contracts';
import { problems } from '@bimtek/platform-contracts';

export const deliveryProblem = problems({
  'version-not-in-use': [409, 'Only a curriculum version in use can be delivered'],
  'run-name-taken': [409, 'A run of that year has this name'],
  'wave-number-taken': [409, 'The run has a wave of this number'],
  'id-taken': [409, 'Something else has this id'],
  'dates-outside-run': [422, 'The wave does not lie within the dates of its run'],
  'run-finished': [409, 'The run is finished or canceled'],
  'run-started': [409, 'The run has begun'],
  'too-few-trainers': [409, 'A class needs at least two trainers'],
  'no-organizer': [409, 'A class needs an organizer'],
  'nobody-placed': [409, 'Nobody is placed in the class'],
  'class-closed': [409, 'The class is closed'],
  'class-not-closed': [409, 'The class is not closed'],
  'class-not-open': [409, 'The class has not been opened'],
  'class-past-placement': [409, 'The class takes nobody in any more'],
  'class-full': [409, 'The class has fewer free seats than people'],
  'capacity-too-small': [409, 'More people have a seat than that'],
  'people-undecided': [409, 'Somebody in the class has no result yet'],
  'not-an-account': [422, 'Somebody chosen has no account'],
  'also-a-trainee': [409, 'A trainer or organizer is a trainee of the run'],
  'move-not-possible': [409, 'The state does not lead there'],
  'reason-missing': [422, 'This needs a reason'],
  'name-has-changed': [409, 'The name is no longer the one that was shown'],
  'too-many': [413, 'These are more people than one act takes; narrow the filter'],
  'nobody-to-invite': [409, 'No candidate of the decree is left to invite here'],
  'people-do-not-fit': [409, 'Somebody proposed cannot get this seat now'],
  'team-changed': [409, 'The team has changed since this was proposed'],
  'nothing-to-propose': [409, 'It is as proposed already'],
  ...proposalProblems,
});

/** Why one person of a selection was left as they are. */
export const refusalCodes = [
  'move-not-possible',
  'not-allowed',
  'own-library',
  'other-province',
  'other-time-zone',
  'class-closed',
  'already-in-class',
  'too-late-to-replace',
  'not-started',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];
