import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, type MarkerLoad, type PieceToAllocate } from './allocation.rules.ts';

const marker = (id: string, given: Partial<MarkerLoad> = {}): MarkerLoad => ({
  id,
  perDay: 10,
  open: 0,
  mostOpen: null,
  ...given,
});
const piece = (id: string, eligible: string[], markerId: string | null = null): PieceToAllocate => ({
  id,
  since: `2026-07-0${1 + (Number(id.slice(1)) % 9)}`,
  eligible,
  markerId,
});
const pieces = (count: number, eligible: string[], markerId: string | null = null, from = 0) =>
  Array.from({ length: count }, (_, n) => piece(`p${from + n}`, eligible, markerId));
const loadsOf = (given: Map<string, string | null>) => {
  const loads: Record<string, number> = {};
  for (const id of given.values()) loads[id ?? 'nobody'] = (loads[id ?? 'nobody'] ?? 0) + 1;
  return loads;
};

describe('allocate', () => {
  it('halves the work of a class between its two trainers', () => {
    const given = allocate([marker('a'), marker('b')], pieces(20, ['a', 'b']), 'all');
    expect(loadsOf(given)).toEqual({ a: 10, b: 10 });
  });

  it('counts days and not pieces: who marks twice as fast gets twice as much', () => {
    const given = allocate([marker('a', { perDay: 20 }), marker('b')], pieces(30, ['a', 'b']), 'all');
    expect(loadsOf(given)).toEqual({ a: 20, b: 10 });
  });

  it('minds what somebody has from other classes', () => {
    const given = allocate([marker('a', { open: 8 }), marker('b')], pieces(10, ['a', 'b']), 'waiting');
    expect(loadsOf(given)).toEqual({ a: 1, b: 9 });
  });

  it('gives nobody more than they take, and leaves the newest to nobody', () => {
    const given = allocate(
      [marker('a', { mostOpen: 2 }), marker('b', { open: 1, mostOpen: 2 })],
      [piece('p1', ['a', 'b']), piece('p2', ['a', 'b']), piece('p3', ['a', 'b']), piece('p4', ['a', 'b'])],
      'all',
    );
    expect(loadsOf(given)).toEqual({ a: 2, b: 1, nobody: 1 });
    expect(given.get('p4')).toBeNull();
  });

  it('relieves somebody over a third person who shares a class with each', () => {
    // Only b can take from a, only c from b; a has eight, c nothing.
    const all = [...pieces(8, ['a', 'b'], 'a'), ...pieces(4, ['b', 'c'], 'b', 20)];
    expect(loadsOf(allocate([marker('a'), marker('b'), marker('c')], all, 'all'))).toEqual({
      a: 4,
      b: 4,
      c: 4,
    });
  });

  it('moves nothing that somebody has when only what waits is asked for', () => {
    const all = [...pieces(8, ['a', 'b'], 'a'), piece('p50', ['a', 'b'])];
    const given = allocate([marker('a'), marker('b')], all, 'waiting');
    expect(loadsOf(given)).toEqual({ a: 8, b: 1 });
    expect(given.get('p50')).toBe('b');
  });

  it('moves no more than fairness needs: whoever keeps a share keeps the pieces they had', () => {
    const all = [...pieces(6, ['a', 'b'], 'a'), ...pieces(4, ['a', 'b'], 'b', 10)];
    const given = allocate([marker('a'), marker('b')], all, 'all');
    const moved = all.filter(({ id, markerId }) => given.get(id) !== markerId);
    expect(moved).toHaveLength(1);
  });

  it('takes a piece from somebody who may not mark it any more', () => {
    expect(allocate([marker('a'), marker('b')], [piece('p1', ['b'], 'a')], 'waiting').get('p1')).toBe('b');
    expect(allocate([marker('a')], [piece('p1', [], 'a')], 'all').get('p1')).toBeNull();
  });

  it('gives everybody of the oldest and of the newest', () => {
    const all = Array.from({ length: 8 }, (_, n) => ({
      ...piece(`p${n}`, ['a', 'b']),
      since: `2026-07-1${n}`,
    }));
    const given = allocate([marker('a'), marker('b')], all, 'all');
    const oldest = all.slice(0, 4).map(({ id }) => given.get(id));
    expect(oldest.filter((id) => id === 'a')).toHaveLength(2);
  });
});

/** Few markers and pieces, so that everything that is possible can be tried. */
const smallWorld = fc
  .record({
    markers: fc.array(
      fc.record({
        perDay: fc.integer({ min: 1, max: 4 }),
        open: fc.integer({ min: 0, max: 4 }),
        mostOpen: fc.option(fc.integer({ min: 0, max: 5 })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    kinds: fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 0, maxLength: 6 }),
    held: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ markers, kinds, held }) => {
    const all = markers.map((one, n) => marker('abcd'.charAt(n), one));
    return {
      markers: all,
      pieces: kinds.map((mask, n) => {
        const eligible = all.filter((_, place) => mask & (1 << place)).map(({ id }) => id);
        const markerId = eligible.find((id) => id === 'abcd'.charAt(held[n] ?? -1)) ?? null;
        return piece(`p${n}`, eligible, markerId);
      }),
    };
  });

/** Pieces that nobody has, then the cost: of the k-th piece of a marker `k / perDay`, in twelfths of a day. */
function costOf(markers: MarkerLoad[], holders: (string | null)[]): [number, number] {
  let cost = 0;
  for (const { id, perDay, open } of markers) {
    const count = holders.filter((holder) => holder === id).length;
    for (let k = open + 1; k <= open + count; k++) cost += (k * 12) / perDay;
  }
  return [holders.filter((holder) => holder === null).length, cost];
}

function everyWay(markers: MarkerLoad[], all: PieceToAllocate[]): (string | null)[][] {
  return all
    .reduce<(string | null)[][]>(
      (ways, { eligible }) => ways.flatMap((way) => [null, ...eligible].map((id) => [...way, id])),
      [[]],
    )
    .filter((way) =>
      markers.every(
        ({ id, open, mostOpen }) =>
          mostOpen === null || way.filter((one) => one === id).length <= Math.max(0, mostOpen - open),
      ),
    );
}

describe('fairness, against everything that is possible', () => {
  // Somebody over their limit keeps what they have, so that a start is possible.
  const isPossible = ({ markers, pieces: all }: { markers: MarkerLoad[]; pieces: PieceToAllocate[] }) =>
    markers.every(
      ({ id, open, mostOpen }) =>
        mostOpen === null ||
        open + all.filter(({ markerId }) => markerId === id).length <= Math.max(mostOpen, open),
    );

  it('leaves as few to nobody as possible, and no fairer way exists', () => {
    fc.assert(
      fc.property(smallWorld.filter(isPossible), ({ markers, pieces: all }) => {
        const given = allocate(markers, all, 'all');
        const [nobody, cost] = costOf(
          markers,
          all.map(({ id }) => given.get(id) ?? null),
        );
        const ways = everyWay(markers, all).map((way) => costOf(markers, way));
        const fewest = Math.min(...ways.map(([count]) => count));
        const least = Math.min(...ways.filter(([count]) => count === fewest).map(([, sum]) => sum));
        expect([nobody, cost]).toEqual([fewest, expect.closeTo(least, 6)]);
      }),
      { numRuns: 400 },
    );
  });

  it('makes the longest queue no longer than it must be', () => {
    fc.assert(
      fc.property(
        smallWorld.map(({ markers, pieces: all }) => ({
          markers: markers.map((one) => ({ ...one, mostOpen: null })),
          pieces: all.filter(({ eligible }) => eligible.length > 0),
        })),
        ({ markers, pieces: all }) => {
          const longest = (holders: (string | null | undefined)[]) =>
            Math.max(
              ...markers.map(
                ({ id, perDay, open }) => (open + holders.filter((one) => one === id).length) / perDay,
              ),
            );
          const given = allocate(markers, all, 'all');
          const ways = everyWay(markers, all).filter((way) => !way.includes(null));
          expect(longest(all.map(({ id }) => given.get(id)))).toBeCloseTo(Math.min(...ways.map(longest)), 9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives everybody only what they may mark, whatever the order of what is asked', () => {
    fc.assert(
      fc.property(
        smallWorld,
        fc.constantFrom('all' as const, 'waiting' as const),
        fc.nat(),
        (world, reach, turn) => {
          const given = allocate(world.markers, world.pieces, reach);
          for (const { id, eligible } of world.pieces) {
            const to = given.get(id) ?? null;
            expect(to === null || eligible.includes(to)).toBe(true);
          }
          const turned = <T>(list: T[]) => list.map((_, n) => list[(n + turn) % list.length] as T).reverse();
          const again = allocate(
            turned(world.markers),
            turned(world.pieces).map((one) => ({ ...one, eligible: [...one.eligible].reverse() })),
            reach,
          );
          expect([...again].sort()).toEqual([...given].sort());
        },
      ),
    );
  });

  it('keeps what is fair already', () => {
    fc.assert(
      fc.property(smallWorld.filter(isPossible), ({ markers, pieces: all }) => {
        const first = allocate(markers, all, 'all');
        const held = all.map((one) => ({ ...one, markerId: first.get(one.id) ?? null }));
        expect([...allocate(markers, held, 'all')].sort()).toEqual([...first].sort());
      }),
    );
  });
});
