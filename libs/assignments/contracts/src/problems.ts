import { problems } from '@bimtek/platform-contracts';

/** Why work is not taken. Both sides know the codes: the portal says them beforehand, the server decides. */
export const handInProblem = problems({
  'not-active': [409, 'Only somebody active in a class hands in work'],
  'class-not-open': [409, 'The class has not been opened'],
  'class-closed': [409, 'The class is closed; nothing about it changes any more'],
  'already-handed-in': [409, 'The work is handed in and not asked back'],
  'stale-draft': [409, 'A newer draft is already saved'],
  'too-late': [409, 'It is too late for this without a permission of the trainer'],
  'nothing-to-hand-in': [422, 'There is neither text nor link nor file'],
  'link-not-taken': [422, 'The assignment takes no link'],
  'file-missing': [422, 'A file is not there any more, or belongs to other work'],
  'file-not-taken': [422, 'The assignment takes no such file'],
  'plan-incomplete': [422, 'Something is missing in the plan'],
  'plan-not-taken': [422, 'The assignment asks for no plan'],
  'id-taken': [409, 'Another hand-in has this id'],
});
export const handInRefusals = [
  'not-active',
  'class-not-open',
  'class-closed',
  'already-handed-in',
  'too-late',
] as const;
export type HandInRefusal = (typeof handInRefusals)[number];

const writing = {
  'not-active': handInProblem.table['not-active'],
  'class-not-open': handInProblem.table['class-not-open'],
  'class-closed': handInProblem.table['class-closed'],
  'already-handed-in': handInProblem.table['already-handed-in'],
  'file-not-taken': handInProblem.table['file-not-taken'],
} as const;

/** Why a piece of a file is not taken. */
export const uploadProblem = problems({
  ...writing,
  'file-too-large': [413, 'A file has at most 2 MB; a photo is made smaller before it is sent'],
  'file-empty': [422, 'The file has no bytes'],
  'upload-expired': [410, 'The upload is too old; it begins anew'],
  'offset-conflict': [409, 'The bytes do not begin where the last ended; ask how much has arrived'],
  'upload-malformed': [400, 'The request is not one of tus 1.0'],
});

/** Why a file that has arrived is not kept, by what is in it. */
export const attachProblem = problems({
  ...writing,
  'upload-incomplete': [409, 'The file has not arrived whole'],
  'upload-expired': uploadProblem.table['upload-expired'],
  'kind-unknown': [422, 'It is neither a photo (JPEG, PNG, WebP) nor PDF, DOCX or sound'],
  'kind-disguised': [422, 'The content is not what the name says'],
  'kind-ambiguous': [422, 'The file is of two kinds at once'],
  'file-encrypted': [422, 'The file is locked with a password'],
  'file-damaged': [422, 'The file is damaged'],
  'has-script': [422, 'The file can run programs, like a drawing (SVG), a page or a document with macros'],
  'has-video': [422, 'The file is a video; only sound is taken'],
});

export const markingProblem = problems({
  'class-not-open': handInProblem.table['class-not-open'],
  'class-closed': handInProblem.table['class-closed'],
  'own-library': [409, 'Nobody marks their own work or that of people of their own library'],
  'claimed-by-another': [409, 'Somebody else is marking this work'],
  'first-marker': [409, 'Whoever gave the first mark does not give the second'],
  'no-revision-now': [409, 'Work that is marked a second time is not sent back'],
  'not-to-be-marked': [409, 'The work does not wait for a mark'],
  'not-marked': [409, 'There is no mark of yours that could be taken back'],
  'newer-version': [409, 'A newer version of the work has been handed in'],
  'stale-mark': [409, 'A newer state of this mark is already saved'],
  'criterion-unknown': [422, 'The rubric has no such criterion'],
  'item-unknown': [422, 'The plan has no such item'],
  'file-unknown': [422, 'The version that is marked has no such file'],
  'mark-incomplete': [422, 'A criterion has no level yet'],
  'must-be-revised': [409, 'At this level the work goes back for revision'],
  'no-revisions-left': [409, 'The work has been revised as often as it may be'],
  'comment-missing': [422, 'The trainee needs to read what to revise'],
});
/** Why a piece of work cannot be marked by the one who looks at it. */
export const markingRefusals = [
  'class-not-open',
  'class-closed',
  'own-library',
  'claimed-by-another',
  'first-marker',
  'not-to-be-marked',
] as const;
export type MarkingRefusal = (typeof markingRefusals)[number];

export const termsProblem = problems({
  'class-closed': handInProblem.table['class-closed'],
  'own-library': markingProblem.table['own-library'],
  'accepted-before-due': [422, 'Work cannot be refused before it is due'],
});
