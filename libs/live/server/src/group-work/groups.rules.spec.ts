import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitIntoGroups } from './groups.rules.ts';

const people = (count: number, regencies = 4) =>
  Array.from({ length: count }, (_, n) => ({ personId: `p${n}`, regencyCode: `33.0${n % regencies}` }));

describe('splitIntoGroups', () => {
  it('gives everybody one group, and no group two more than another, however it is split', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('random' as const, 'regency' as const),
        fc.infiniteStream(fc.nat(1_000)),
        (count, groups, by, chance) => {
          const all = people(count);
          const split = splitIntoGroups(all, groups, by, (n) => (chance.next().value as number) % n);
          expect(
            split
              .flat()
              .map(({ personId }) => personId)
              .sort(),
          ).toEqual(all.map(({ personId }) => personId).sort());
          const sizes = split.map((group) => group.length);
          if (count > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          expect(split.length).toBe(Math.min(groups, count));
        },
      ),
    );
  });

  it('keeps neighbors together where the sizes allow it', () => {
    const split = splitIntoGroups(people(12, 3), 3, 'regency', () => 0);
    expect(split.map((group) => new Set(group.map(({ regencyCode }) => regencyCode)).size)).toEqual([
      1, 1, 1,
    ]);
  });

  it('mixes at random', () => {
    let turn = 0;
    const split = splitIntoGroups(people(12, 3), 3, 'random', (n) => (turn++ * 7) % n);
    expect(split.some((group) => new Set(group.map(({ regencyCode }) => regencyCode)).size > 1)).toBe(true);
  });
});
