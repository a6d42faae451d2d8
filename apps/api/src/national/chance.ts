/** Chance that can be repeated: the same seed and name give the same numbers, whatever else was drawn before. */
export class Chance {
  #state: number;

  constructor(seed: string) {
    let hash = 2166136261;
    for (let index = 0; index < seed.length; index++) {
      hash = Math.imul(hash ^ seed.charCodeAt(index), 16777619);
    }
    this.#state = hash | 0;
    // Seeds that differ in one letter begin far apart.
    for (let turn = 0; turn < 3; turn++) this.#next();
  }

  /** From 0 up to, not including, 1. */
  share(): number {
    return this.#next() / 0x1_0000_0000;
  }

  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number {
    return Math.floor(this.share() * below);
  }

  /** A number from `from` up to `to`. */
  between(from: number, to: number): number {
    return from + this.share() * (to - from);
  }

  isLikely(share: number): boolean {
    return this.share() < share;
  }

  pick<T>(things: readonly T[]): T {
    return things[this.below(things.length)] as T;
  }

  /** A number around `mean`; nearly all lie within twice the spread. */
  around(mean: number, spread: number): number {
    return mean + (this.share() + this.share() + this.share() - 1.5) * spread * 2;
  }

  shuffled<T>(things: readonly T[]): T[] {
    const order = [...things];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other] as T, order[last] as T];
    }
    return order;
  }

  /** 32 bits: mulberry32. For stories, not for secrets. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
