import { messageTemplate } from '@bimtek/notification-contracts';
import * as z from 'zod';

/** What the person whose work it is reads: the assignment by its title. */
const mine = z.object({ title: z.string() });
/** What those who mark read: also whose work it is. */
const theirs = mine.extend({ name: z.string() });
const scores = mine.extend({ before: z.number(), score: z.number() });

export const markReleasedMessage = messageTemplate({ name: 'assignments.mark-released', params: mine });
export const revisionAskedMessage = messageTemplate({ name: 'assignments.revision-asked', params: mine });

const clock = theirs.extend({ dueAt: z.iso.datetime() });
export const markDueSoonMessage = messageTemplate({ name: 'assignments.mark-due-soon', params: clock });
export const markOverdueMessage = messageTemplate({ name: 'assignments.mark-overdue', params: clock });
/** For whoever organizes the class. */
export const markOverdueInClassMessage = messageTemplate({
  name: 'assignments.mark-overdue-in-class',
  params: clock.extend({ class: z.string(), marker: z.string() }),
});

export const appealMadeMessage = messageTemplate({ name: 'assignments.appeal-made', params: theirs });
export const appealKeptMessage = messageTemplate({
  name: 'assignments.appeal-kept',
  params: mine.extend({ score: z.number() }),
});
export const appealChangedMessage = messageTemplate({ name: 'assignments.appeal-changed', params: scores });

export const rubricCorrectedMessage = messageTemplate({
  name: 'assignments.rubric-corrected',
  params: scores,
});

export const assignmentMessages = [
  markReleasedMessage,
  revisionAskedMessage,
  markDueSoonMessage,
  markOverdueMessage,
  markOverdueInClassMessage,
  appealMadeMessage,
  appealKeptMessage,
  appealChangedMessage,
  rubricCorrectedMessage,
];
