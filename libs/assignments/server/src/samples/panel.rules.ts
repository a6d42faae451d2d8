import { PANEL_MIN } from '@bimtek/assignments-contracts';

export interface PanelMark {
  sampleId: string;
  markerId: string;
  points: number;
}

export interface Beside {
  /** Mean difference from the others, and how far single differences lie from it; null without enough to compare. */
  leniency: number | null;
  spread: number | null;
}

/** Mean and spread of numbers; a spread needs two. */
export function meanOf(numbers: readonly number[]): { mean: number | null; spread: number | null } {
  if (numbers.length === 0) return { mean: null, spread: null };
  const mean = sum(numbers) / numbers.length;
  const squares = sum(numbers.map((one) => (one - mean) ** 2));
  return {
    mean: rounded(mean),
    spread: numbers.length > 1 ? rounded(Math.sqrt(squares / (numbers.length - 1))) : null,
  };
}

export function besidePanel(differences: readonly number[]): Beside {
  const { mean, spread } = meanOf(differences);
  return { leniency: mean, spread };
}

/** What somebody's mark differs from the mean of the others; null where these are too few. */
export function differenceFrom(mine: number, others: readonly number[]): number | null {
  return others.length < PANEL_MIN ? null : rounded(mine - sum(others) / others.length);
}

/** Every marker beside all others on the same samples: one pass over the marks, whatever their number. */
export function panelOf(marks: readonly PanelMark[]): Map<string, Beside & { samples: number }> {
  const ofSample = new Map<string, { sum: number; n: number }>();
  for (const { sampleId, points } of marks) {
    const { sum: total, n } = ofSample.get(sampleId) ?? { sum: 0, n: 0 };
    ofSample.set(sampleId, { sum: total + points, n: n + 1 });
  }
  const byMarker = new Map<string, { samples: number; differences: number[] }>();
  for (const { sampleId, markerId, points } of marks) {
    const { sum: total, n } = ofSample.get(sampleId) ?? { sum: 0, n: 0 };
    const held = byMarker.get(markerId) ?? { samples: 0, differences: [] };
    held.samples++;
    if (n - 1 >= PANEL_MIN) held.differences.push(points - (total - points) / (n - 1));
    byMarker.set(markerId, held);
  }
  return new Map(
    [...byMarker].map(([markerId, { samples, differences }]) => [
      markerId,
      { samples, ...besidePanel(differences) },
    ]),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

export function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}
