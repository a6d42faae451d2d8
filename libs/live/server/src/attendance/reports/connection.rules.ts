import { checkWindows, windowOf } from '@bimtek/live-contracts';
import type { SessionTimes } from '../check.rules.ts';

const MINUTE = 60_000;

/** One line of a report. Reports without times know only how long somebody was connected. */
export interface Connection {
  name: string;
  email: string;
  joinedAt: Date | null;
  leftAt: Date | null;
  minutes: number | null;
  isHost: boolean;
}

/** One person of a report: all lines under one name, put together. */
export interface ReportPerson {
  key: string;
  name: string;
  connections: number;
  minutes: number;
  joinedAt: string | null;
  leftAt: string | null;
  overlaps: boolean;
  isHost: boolean;
}

/** Puts connections of one person together: by the name as they wrote it, and the address of their account when there is one. */
export function mergeConnections(connections: readonly Connection[]): ReportPerson[] {
  const people = Map.groupBy(connections, ({ name, email }) => `${email.toLowerCase()}|${plainName(name)}`);
  return [...people].map(([key, all]) => {
    const spans = all
      .flatMap(({ joinedAt, leftAt }) =>
        joinedAt && leftAt && leftAt >= joinedAt ? [{ joinedAt, leftAt }] : [],
      )
      .sort((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime());
    const timed = unionOf(spans);
    // Lines without times are summed as they are.
    const untimed = all
      .filter(({ joinedAt, leftAt }) => !joinedAt || !leftAt)
      .reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
    const ends = spans.map(({ leftAt }) => leftAt.getTime());
    return {
      key,
      name: all[0]?.name ?? '',
      connections: all.length,
      minutes: Math.floor(timed.total / MINUTE) + untimed,
      joinedAt: spans[0]?.joinedAt.toISOString() ?? null,
      leftAt: ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : null,
      overlaps: timed.overlaps,
      isHost: all.some(({ isHost }) => isHost),
    };
  });
}

/** A moment in which an old connection has not noticed yet that a new one is there. */
const HANDOVER = 2 * MINUTE;

function unionOf(spans: readonly { joinedAt: Date; leftAt: Date }[]): { total: number; overlaps: boolean } {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  let overlaps = false;
  for (const { joinedAt, leftAt } of spans) {
    const [from, to] = [joinedAt.getTime(), leftAt.getTime()];
    if (Math.min(until, to) - from > HANDOVER) overlaps = true;
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { total, overlaps };
}

/**
 * What a row says about coming and leaving: joined while the code for coming was taken, still there when the one for leaving was.
 * Where only minutes are known, whoever was there for all but those two windows was there at both.
 */
export function countsOf(
  session: SessionTimes,
  { joinedAt, leftAt, minutes }: Pick<ReportPerson, 'joinedAt' | 'leftAt' | 'minutes'>,
): { in: boolean; out: boolean } {
  if (joinedAt && leftAt) {
    const came = new Date(joinedAt) <= windowOf('in', session).until && new Date(leftAt) > session.startsAt;
    return { in: came, out: came && new Date(leftAt) >= windowOf('out', session).from };
  }
  const whole = (session.endsAt.getTime() - session.startsAt.getTime()) / MINUTE;
  const least = Math.max(whole - checkWindows.in.after - checkWindows.out.before, whole / 2);
  return { in: minutes > 0, out: minutes > 0 && minutes >= least };
}

/** Whether nobody of the report was there while the session was: another meeting, or times of another zone. */
export function isElsewhere(session: SessionTimes, people: readonly ReportPerson[]): boolean {
  const timed = people.filter(({ joinedAt, leftAt }) => joinedAt && leftAt);
  return (
    timed.length > 0 &&
    timed.every(
      ({ joinedAt, leftAt }) =>
        new Date(leftAt ?? 0) < session.startsAt || new Date(joinedAt ?? 0) > session.endsAt,
    )
  );
}

const TITLES = new Set(
  'h hj haji hajah dr drs dra ir prof s se sh si sip spd spdi sag sptk ssos ssi st mm mpd msi mhum ma amd spust skom bapak ibu pak bu sdr sdri'.split(
    ' ',
  ),
);

/** A name as it is compared: small letters, without titles, signs and what stands in brackets. */
export function plainName(name: string): string {
  const words = name
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[.'’`]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const bare = words.filter((word) => !TITLES.has(word));
  return (bare.length > 0 ? bare : words).join(' ');
}
