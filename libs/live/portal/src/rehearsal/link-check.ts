/** What came back of several small requests, in milliseconds; null for each that did not. */
export type Trips = readonly (number | null)[];

export type LinkVerdict = 'good' | 'fair' | 'poor' | 'none';

/** The middle of the trips that came back: one slow one says little about the rest. */
export function middleOf(trips: Trips): number | null {
  const back = trips.filter((trip) => trip !== null).sort((a, b) => a - b);
  return back[Math.floor((back.length - 1) / 2)] ?? null;
}

/** Speech stands about half a second of delay; video stutters long before. */
export function verdictOf(trips: Trips): LinkVerdict {
  const middle = middleOf(trips);
  if (middle === null) return 'none';
  const lost = trips.filter((trip) => trip === null).length / trips.length;
  if (middle <= 300 && lost === 0) return 'good';
  if (middle <= 800 && lost <= 0.2) return 'fair';
  return 'poor';
}
