import type { AttendanceRecord } from '@bimtek/live-contracts';
import type { Formats, Words } from '@bimtek/platform-portal';
import type { IconName, Tone } from '@bimtek/platform-ui';

type State = AttendanceRecord['state'] | 'none';

const looks: Readonly<Record<State, { tone: Tone; icon: IconName }>> = {
  none: { tone: 'none', icon: 'clock' },
  present: { tone: 'done', icon: 'check' },
  partial: { tone: 'now', icon: 'clock' },
  absent: { tone: 'bad', icon: 'close' },
  excused: { tone: 'info', icon: 'mail' },
  sick: { tone: 'info', icon: 'mail' },
  unsettled: { tone: 'now', icon: 'warning' },
};

/** A record as people read it. */
export function recordLook(
  words: Words,
  record: Pick<AttendanceRecord, 'state' | 'lateMinutes' | 'flags'> | null | undefined,
) {
  const state: State = record?.state ?? 'none';
  const late = record?.lateMinutes ?? 0;
  return {
    ...looks[state],
    state,
    words: words.t(`attendance.state.${state}`),
    short: words.t(`attendance.short.${state}`),
    late: late > 0 ? words.t('attendance.late', { minutes: late }) : '',
    flags: (record?.flags ?? []).map((flag) => words.t(`attendance.flag.${flag}`)),
  };
}

/** `2 dari 2 JP`. */
export function hoursWords(
  words: Words,
  formats: Formats,
  record: Pick<AttendanceRecord, 'hours' | 'substituteHours'>,
  lessonHours: number,
): string {
  const hours = formats.number(record.hours + record.substituteHours);
  return words.t('attendance.hours', { hours, all: formats.number(lessonHours) });
}
