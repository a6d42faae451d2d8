import { createHash } from 'node:crypto';

/**
 * The lot of a piece, from 0 to below 1, the same however often it is drawn: the first 48 bits of a hash of the seed that
 * was drawn for its run and its own id. Nobody can know it beforehand, and everybody can check it afterwards.
 */
export function lotOf(seed: string, submissionId: string): number {
  return createHash('sha256').update(`${seed}:${submissionId}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** Whether a piece is marked twice, when so many percent are. */
export function isDrawn(lot: number, sharePercent: number): boolean {
  return lot * 100 < sharePercent;
}

export type Comparison = { agreed: true; points: number; score: number } | { agreed: false };

/**
 * What two marks come to: their mean, or a master trainer's decision when they are too far apart. Marks are quarters of a
 * point, so the mean may have three decimals; what counts has two, half up.
 */
export function compareMarks(
  first: number,
  second: number,
  { maxDifference, latePoints }: { maxDifference: number; latePoints: number },
): Comparison {
  if (Math.abs(first - second) > maxDifference) return { agreed: false };
  const points = (first + second) / 2;
  return { agreed: true, points, score: Math.max(0, Math.round((points - latePoints) * 100) / 100) };
}
