import type { ProgressStanding, StandingCounts } from '@bimtek/insight-contracts';
import { ProgressStanding as Standings } from '@bimtek/insight-contracts';
import type { BarTone, IconName, Tone } from '@bimtek/platform-ui';

/** Colour says the same as icon and word: secang is behind, kunyit has not begun, daun is on the way or done. */
export const lookOfStanding: Record<ProgressStanding, { tone: Tone; icon: IconName; bar: BarTone }> = {
  notStarted: { tone: 'now', icon: 'clock', bar: 'now' },
  behind: { tone: 'bad', icon: 'warning', bar: 'bad' },
  onTrack: { tone: 'info', icon: 'book', bar: 'primary' },
  done: { tone: 'done', icon: 'check', bar: 'done' },
};

/** In the order of who needs somebody first. */
const order: ProgressStanding[] = ['behind', 'notStarted', 'onTrack', 'done'];

export function occupiedStandings(counts: StandingCounts): { standing: ProgressStanding; people: number }[] {
  return order.map((standing) => ({ standing, people: counts[standing] })).filter(({ people }) => people > 0);
}

/** What the address says, or nothing for a word that is none. */
export function standingFrom(word: string | undefined): ProgressStanding | undefined {
  return Standings.options.find((standing) => standing === word);
}
