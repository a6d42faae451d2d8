import type { RoomPerson } from '@bimtek/live-contracts';

/** A round trip that is felt while talking. */
const SLOW_MS = 1_500;
/** Who has been out for longer than this has gone, and is no longer named as somebody with a weak signal. */
const GONE_MS = 20 * 60_000;

export interface Weakness {
  kind: 'out' | 'slow' | 'sound';
  /** How often the link broke. */
  count: number;
  /** Out since so many minutes. */
  minutes: number;
  roundTripMs: number;
}

type Link = Pick<
  RoomPerson,
  'present' | 'joinedAt' | 'leftAt' | 'drops' | 'roundTripMs' | 'mode' | 'removed'
>;

/** What is weak about somebody's link, and nothing when nothing is. Evidence to help by, never a judgement. */
export function weakness(person: Link, now: number): Weakness | null {
  const { present, joinedAt, leftAt, drops, mode, removed } = person;
  const roundTripMs = person.roundTripMs ?? 0;
  if (removed || !joinedAt) return null;
  if (!present) {
    const out = leftAt ? now - Date.parse(leftAt) : 0;
    // Who left without a broken link has closed the page.
    if (drops === 0 || out > GONE_MS) return null;
    return { kind: 'out', count: drops, minutes: Math.max(0, Math.floor(out / 60_000)), roundTripMs };
  }
  if (roundTripMs >= SLOW_MS) return { kind: 'slow', count: drops, minutes: 0, roundTripMs };
  return mode === 'soundAndSlides' ? { kind: 'sound', count: drops, minutes: 0, roundTripMs } : null;
}
