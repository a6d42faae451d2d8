import { problems } from '@bimtek/platform-contracts';

export const sessionProblem = problems({
  'class-closed': [409, 'The class is closed; nothing about it changes any more'],
  'run-finished': [409, 'The run is finished or canceled'],
  'session-closed': [409, 'The session is closed; its attendance is settled'],
  'session-cancelled': [409, 'The session is cancelled'],
  'session-over': [409, 'The session is over'],
  'session-begun': [409, 'The session has begun'],
  'not-open-yet': [409, 'The doors of the session are not open yet'],
  'not-begun': [409, 'The session has not begun'],
  overlaps: [409, 'The class has another session at that time'],
  'overlaps-itself': [422, 'Two of the sessions lie at the same time'],
  'people-elsewhere': [409, 'Somebody who leads it, or a class, is in another session at that time'],
  'in-the-past': [422, 'The time lies in the past'],
  'too-late-to-move': [409, 'Less than 24 hours before the start only the organizer moves a session'],
  'only-for-run': [403, 'Sessions for a whole run are planned by the national office'],
  'module-unknown': [422, 'The curriculum of the run has no such module'],
  'stage-not-available': [422, 'This kind of stage is not set up here'],
  'id-taken': [409, 'Something else has this id'],
});

export const stageProblem = problems({
  'not-open-yet': sessionProblem.table['not-open-yet'],
  'session-over': sessionProblem.table['session-over'],
  'session-cancelled': sessionProblem.table['session-cancelled'],
  'stage-not-started': [409, 'Nobody who leads the session is on the stage yet'],
  'stage-not-available': sessionProblem.table['stage-not-available'],
  'stage-unreachable': [503, 'The service that carries picture and sound does not answer'],
});

export const slidesProblem = problems({
  'class-closed': sessionProblem.table['class-closed'],
  'session-cancelled': sessionProblem.table['session-cancelled'],
  'not-a-pdf': [422, 'The file is no PDF'],
  'file-empty': [422, 'The file has no bytes'],
});
