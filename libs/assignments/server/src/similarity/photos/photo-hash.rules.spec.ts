import { describe, expect, it } from '@jest/globals';
import { bandsOf, DISTANCE_MAX, distanceOf, HEIGHT, photoHash, probesOf, WIDTH } from './photo-hash.rules.ts';

/** Numbers that follow no pattern, the same in every run (xorshift of Marsaglia). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
const hashFrom = (next: () => number) => (BigInt(next()) << 32n) | BigInt(next());
const turned = (hash: bigint, bits: readonly number[]) =>
  bits.reduce((turning, bit) => turning ^ (1n << BigInt(bit)), hash);

describe('looking for photos that are alike', () => {
  it('meets each at a distance of six or less, wherever the bits lie', () => {
    const next = numbers(7);
    for (let turn = 0; turn < 3_000; turn++) {
      const hash = hashFrom(next);
      const bits = new Set<number>();
      while (bits.size < 1 + (turn % DISTANCE_MAX)) bits.add(next() % 64);
      const other = turned(hash, [...bits]);
      expect(distanceOf(hash, other)).toBe(bits.size);
      const probes = new Set(probesOf(hash));
      expect([turn, bandsOf(other).some((key) => probes.has(key))]).toEqual([turn, true]);
    }
  });

  it('meets them also when the bits are spread as evenly as can be, or all in one band', () => {
    for (const bits of [
      [0, 1, 16, 17, 32, 48],
      [0, 16, 17, 32, 33, 48],
      [58, 59, 60, 61, 62, 63],
      [15, 16, 31, 32, 47, 63],
    ]) {
      const probes = new Set(probesOf(0n));
      expect([bits, bandsOf(turned(0n, bits)).some((key) => probes.has(key))]).toEqual([bits, true]);
    }
  });

  it('finds just the pairs that comparing each with each finds', () => {
    const next = numbers(11);
    const hashes: bigint[] = [];
    for (let family = 0; family < 120; family++) {
      const first = hashFrom(next);
      for (let member = 0; member < 5; member++) {
        hashes.push(
          turned(
            first,
            Array.from({ length: next() % 6 }, () => next() % 64),
          ),
        );
      }
    }
    const index = new Map<number, number[]>();
    const found = new Set<string>();
    let compared = 0;
    for (const [place, hash] of hashes.entries()) {
      const met = new Set(probesOf(hash).flatMap((key) => index.get(key) ?? []));
      for (const other of met) {
        compared++;
        if (distanceOf(hash, hashes[other] as bigint) <= DISTANCE_MAX) found.add(`${other} ${place}`);
      }
      for (const key of bandsOf(hash)) index.set(key, [...(index.get(key) ?? []), place]);
    }
    const expected = new Set<string>();
    for (let b = 0; b < hashes.length; b++)
      for (let a = 0; a < b; a++)
        if (distanceOf(hashes[a] as bigint, hashes[b] as bigint) <= DISTANCE_MAX) expected.add(`${a} ${b}`);
    expect(expected.size).toBeGreaterThan(500);
    expect([...found].sort()).toEqual([...expected].sort());
    // Of 180,000 pairs hardly more are looked at than are alike.
    expect(compared).toBeLessThan(5_000);
  });

  it('asks for 68 keys, whatever the photo', () => {
    expect(new Set(probesOf(-1n)).size).toBe(68);
    expect(new Set(bandsOf(0x0123456789abcdefn)).size).toBe(4);
  });
});

describe('the hash of a photo', () => {
  const picture = (lightness: (row: number, column: number) => number) =>
    Uint8Array.from({ length: WIDTH * HEIGHT }, (_, place) =>
      lightness(Math.floor(place / WIDTH), place % WIDTH),
    );

  it('says where it gets lighter, whatever its lightness as a whole', () => {
    const dark = picture((row, column) => column * 10 + row);
    const light = picture((row, column) => 100 + column * 10 + row);
    expect(photoHash(dark)).toBe((1n << 64n) - 1n);
    expect(photoHash(light)).toBe(photoHash(dark));
    expect(photoHash(picture((_, column) => 200 - column * 20))).toBe(0n);
  });

  it('is none of a picture that shows nothing', () => {
    expect(photoHash(picture(() => 128))).toBeNull();
    expect(photoHash(picture((row, column) => 128 + ((row + column) % 2)))).toBeNull();
  });

  it('counts signed and unsigned 64 bits as the same, as the database gives them back', () => {
    const hash = 0xf000000000000001n;
    const stored = BigInt.asIntN(64, hash);
    expect(distanceOf(hash, stored)).toBe(0);
    expect(bandsOf(stored)).toEqual(bandsOf(hash));
  });
});
