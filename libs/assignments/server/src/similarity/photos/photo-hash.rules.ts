/**
 * Which photos look nearly the same, without comparing each with each. A photo is 64 bits, one for each of eight steps in
 * eight rows of the picture made small and grey: whether it gets lighter to the right (dHash: Krawetz, "Kind of Like That",
 * 2013). Making it smaller, lighter or saving it anew changes few of them. Two photos are alike when at most six differ
 * (Hamming distance). Bits are cut into four bands of 16: of six differences one band has at most one, so whoever looks
 * up every band of a photo as it is and with each single bit turned (4 × 17 keys) meets all that are alike
 * (multi-index hashing: Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012).
 */
export const DISTANCE_MAX = 6;
export const WIDTH = 9;
export const HEIGHT = 8;
const BANDS = 4;
const BITS = 16;

/** A picture whose lightness varies less than this (standard deviation, of 255) says nothing: a wall, the inside of a pocket. */
const CONTRAST_MIN = 6;

/** The hash of a grey picture of 9 × 8 points, row by row; null when it shows too little. */
export function photoHash(grey: Uint8Array): bigint | null {
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const variance = grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length;
  if (Math.sqrt(variance) < CONTRAST_MIN) return null;
  let hash = 0n;
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column + 1 < WIDTH; column++) {
      const [left, right] = [grey[row * WIDTH + column], grey[row * WIDTH + column + 1]];
      hash = (hash << 1n) | (left !== undefined && right !== undefined && left < right ? 1n : 0n);
    }
  }
  return hash;
}

/** In how many bits two hashes differ. */
export function distanceOf(one: bigint, other: bigint): number {
  let rest = BigInt.asUintN(64, one ^ other);
  let count = 0;
  for (; rest > 0n; count++) rest &= rest - 1n;
  return count;
}

/** The key of each band: its place above its bits. A photo is found under these. */
export function bandsOf(hash: bigint): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const bits = Number((BigInt.asUintN(64, hash) >> BigInt(band * BITS)) & 0xffffn);
    return (band << BITS) | bits;
  });
}

/** All keys under which photos are looked for that are alike. */
export function probesOf(hash: bigint): number[] {
  return bandsOf(hash).flatMap((key) => [key, ...Array.from({ length: BITS }, (_, bit) => key ^ (1 << bit))]);
}
