import { DOORS_OPEN_MINUTES, phaseOf, type Session } from '@bimtek/live-contracts';
import { dayFrom, formatDay, formatTime, type Formats, type Words, zoneName } from '@bimtek/platform-portal';
import type { IconName, Tone } from '@bimtek/platform-ui';

/** `09.00–10.30 WITA`, in the time of the session's own place, whoever looks. */
export function hoursOf(
  words: Words,
  { startsAt, endsAt, timeZone }: Pick<Session, 'startsAt' | 'endsAt' | 'timeZone'>,
): string {
  const language = words.language();
  const [from, until] = [startsAt, endsAt].map((at) => formatTime(at, language, timeZone));
  return `${from?.replace(` ${zoneName(timeZone, startsAt)}`, '')}–${until}`;
}

/** `Rabu, 8 Juli`. */
export function dayOf(words: Words, at: string, timeZone: string): string {
  return formatDay(at, words.language(), timeZone);
}

/** `Rabu, 8 Juli, 09.00–10.30 WITA`. */
export function whenOf(words: Words, session: Pick<Session, 'startsAt' | 'endsAt' | 'timeZone'>): string {
  return `${dayOf(words, session.startsAt, session.timeZone)}, ${hoursOf(words, session)}`;
}

const looks: Readonly<Record<string, { tone: Tone; icon: IconName }>> = {
  upcoming: { tone: 'none', icon: 'clock' },
  open: { tone: 'now', icon: 'clock' },
  running: { tone: 'now', icon: 'video' },
  past: { tone: 'done', icon: 'check' },
  cancelled: { tone: 'bad', icon: 'close' },
  moved: { tone: 'info', icon: 'calendar' },
};

export type SessionLook = ReturnType<typeof lookOf>;

/** A session as it reads at a moment. */
export function lookOf(words: Words, formats: Formats, session: Session, now: number) {
  const { module, kind, timeZone, startsAt } = session;
  const phase = phaseOf(session, new Date(now));
  const minutesLeft = (Date.parse(startsAt) - now) / 60_000;
  const shown = phase === 'upcoming' && session.movedFrom ? 'moved' : phase;
  const what = module
    ? words.t('schedule.of.module', { number: module.code.slice(1) })
    : kind === 'class'
      ? ''
      : words.t(`schedule.of.${kind}`);
  const hours =
    session.lessonHours > 0 ? words.t('schedule.hours', { n: formats.number(session.lessonHours) }) : '';
  const minutes = (Date.parse(session.endsAt) - Date.parse(startsAt)) / 60_000;
  const doors = new Date(Date.parse(startsAt) - DOORS_OPEN_MINUTES * 60_000).toISOString();
  const reason = session.changeReason ?? '';
  return {
    ...session,
    phase,
    look: looks[shown] ?? { tone: 'none' as const, icon: 'clock' as const },
    stateWords: words.t(`schedule.state.${shown}`),
    what,
    hoursWords: hours,
    time: hoursOf(words, session),
    clock: formatTime(startsAt, words.language(), timeZone),
    day: dayOf(words, startsAt, timeZone),
    dayFromNow: dayFrom(startsAt, now, timeZone),
    when: whenOf(words, session),
    meta: [what, hours].filter(Boolean).join(' · '),
    about: words.t('schedule.minutes', { what, minutes: formats.minutes(minutes) }).replace(/\s+,/, ','),
    doors: words.t('schedule.doors', { time: formatTime(doors, words.language(), timeZone) }),
    doorsAt: `${dayOf(words, doors, timeZone)}, ${formatTime(doors, words.language(), timeZone)}`,
    countdown:
      phase === 'upcoming' || phase === 'open'
        ? minutesLeft < 1
          ? words.t('schedule.soon')
          : leftWords(words, formats, minutesLeft)
        : '',
    note:
      phase === 'cancelled'
        ? words.t('schedule.cancelledBecause', { reason })
        : session.movedFrom && phase !== 'past'
          ? words.t('schedule.movedFrom', {
              at: `${dayOf(words, session.movedFrom, timeZone)}, ${formatTime(session.movedFrom, words.language(), timeZone)}`,
              reason,
            })
          : '',
    has:
      session.recordingUrl && session.summary
        ? words.t('schedule.has.both')
        : session.recordingUrl
          ? words.t('schedule.has.recording')
          : session.summary
            ? words.t('schedule.has.summary')
            : '',
  };
}

/** Nobody counts hours to a day that is far: from two days on it is days. */
function leftWords(words: Words, formats: Formats, minutes: number): string {
  if (minutes < 48 * 60) return words.t('schedule.left', { time: formats.minutes(minutes) });
  return words.count('schedule.leftDays', Math.floor(minutes / (24 * 60)));
}
