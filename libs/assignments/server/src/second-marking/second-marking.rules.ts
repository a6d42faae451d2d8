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
