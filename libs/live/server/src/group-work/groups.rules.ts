export interface ToSplit {
  personId: string;
  regencyCode: string;
}

/**
 * Splits people into so many groups, none larger than another by more than one. By regency neighbors stay together as far
 * as sizes allow; at random anybody may meet anybody. `below(n)` gives a whole number under n.
 */
export function splitIntoGroups<P extends ToSplit>(
  people: readonly P[],
  groups: number,
  by: 'random' | 'regency',
  below: (n: number) => number,
): P[][] {
  const order = shuffled(people, below);
  if (by === 'regency')
    order.sort((a, b) => (a.regencyCode < b.regencyCode ? -1 : a.regencyCode > b.regencyCode ? 1 : 0));
  const count = Math.min(groups, people.length);
  const split: P[][] = [];
  let from = 0;
  for (let number = 0; number < count; number++) {
    const size = Math.floor(people.length / count) + (number < people.length % count ? 1 : 0);
    split.push(order.slice(from, from + size));
    from += size;
  }
  return split;
}

/** Fisher and Yates: every order is equally likely. */
function shuffled<P>(people: readonly P[], below: (n: number) => number): P[] {
  const order = [...people];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [order[last], order[other]] = [order[other] as P, order[last] as P];
  }
  return order;
}
