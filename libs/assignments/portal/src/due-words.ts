import type { Due } from '@bimtek/assignments-contracts';
import { dayFrom, type Formats, type Words } from '@bimtek/platform-portal';

/** `Tenggat besok 16.00 WITA`. */
export function dueWords(words: Words, formats: Formats, due: Pick<Due, 'dueAt'>, now: string): string {
  const { dueAt } = due;
  if (!dueAt) return words.t('assignments.due.none');
  const day = formats.dateTime(dueAt);
  if (dueAt < now) return words.t('assignments.due.passed', { day });
  const near = dayFrom(dueAt, now, formats.zone());
  if (near !== 'today' && near !== 'tomorrow') return words.t('assignments.due.by', { day });
  return words.t(`assignments.due.${near}`, { time: formats.time(dueAt) });
}

/** `1` of `T1`. */
export function assignmentNumber(code: string): string {
  return code.replace(/^T/, '');
}
