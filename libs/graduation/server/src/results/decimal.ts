/** A number with at most two decimals as whole hundredths, so that sums are exact: 13.5 is 1350. */
export function hundredths(value: number): number {
  return Math.round(value * 100);
}

export function fromHundredths(value: number): number {
  return value / 100;
}

/** Half up, for numbers from 0 on. */
export function roundedRatio(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

/** What is left when the rest is cut off: never more than the ratio. For numbers from 0 on. */
export function cutRatio(numerator: bigint, denominator: bigint): number {
  return Number(numerator / denominator);
}

/** `79.41`, always with two decimals. */
export function twoDecimals(value: number): string {
  return (hundredths(value) / 100).toFixed(2);
}
