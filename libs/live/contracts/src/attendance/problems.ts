import { problems } from '@bimtek/platform-contracts';

const locked = {
  'session-cancelled': [409, 'The session is cancelled'],
  'session-closed': [409, 'The session is closed; its attendance is settled'],
  'class-closed': [409, 'The class is closed; nothing about it changes any more'],
  'no-attendance': [409, 'No attendance is taken of a rehearsal'],
} as const;

export const checkProblem = problems({
  ...locked,
  'too-early': [409, 'The code is not taken yet'],
  'too-late': [409, 'The code is not taken any more; a correction can be asked for'],
  'code-wrong': [422, 'This is not the code of the session'],
  'code-for-other-part': [422, 'This code is for the other end of the session'],
});

export const markProblem = problems({
  ...locked,
  'not-begun': [409, 'The session has not begun'],
  'not-over': [409, 'The session is not over'],
});

export const fileRefusals = {
  'file-empty': [422, 'The file has no bytes'],
  'kind-unknown': [422, 'The file is neither a photo (JPEG, PNG, WebP) nor a PDF'],
} as const;

export const venueProblem = problems({
  ...markProblem.table,
  ...fileRefusals,
  'list-of-other': [409, 'This list belongs to another session or was made by somebody else'],
  'photo-too-late': [409, 'The photo comes later than 24 hours after the session'],
});

export const requestProblem = problems({
  ...locked,
  ...fileRefusals,
  'request-too-early': [409, 'It cannot be asked for before the session'],
  'request-too-late': [409, 'It could be asked for until two days after the session'],
  'already-requested': [409, 'This has been asked for and is not decided, or was refused'],
  'already-decided': [409, 'This is decided already'],
  'already-present': [409, 'The attendance is recorded in full'],
  'own-library': [403, 'Somebody else decides about oneself and the own library'],
  'no-substitute': [409, 'There is no substitute task'],
  'substitute-other-kind': [409, 'The substitute task is done in another way'],
  'substitute-passed': [409, 'The substitute task is passed'],
  'no-attempts-left': [409, 'No attempt at the substitute task is left'],
  'stale-questions': [409, 'These are not the questions of the present attempt'],
});

export const reportProblem = problems({
  ...markProblem.table,
  'file-empty': [422, 'The file has no bytes'],
  'file-not-a-table': [422, 'The file is neither XLSX nor CSV'],
  'file-locked': [422, 'The file is protected by a password or has the old format XLS'],
  'file-has-macros': [422, 'The file contains macros'],
  'file-too-large-inside': [422, 'The file is larger unpacked than an import takes'],
  'file-damaged': [422, 'The file cannot be read to its end'],
  'too-many-rows': [422, 'The file has more rows than an import takes'],
  'too-many-columns': [422, 'The file has more columns than an import takes'],
  'headings-missing': [422, 'The first rows lack headings that this import needs'],
  'no-rows': [422, 'There are no rows below the headings'],
});
