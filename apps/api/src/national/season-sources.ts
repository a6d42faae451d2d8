import { Clock, Ids } from '@bimtek/platform-server';
import { Chance } from './chance.ts';

/** A clock that the season moves through its own calendar. */
export class SeasonClock extends Clock {
  #now = new Date(0);

  override now(): Date {
    return new Date(this.#now);
  }

  set(now: Date): void {
    this.#now = now;
  }
}

/** Ids and codes that are the same whenever the same seed makes the same season. */
export class SeasonIds extends Ids {
  readonly #chance: Chance;
  #count = 0;

  constructor(
    seed: string,
    private readonly clock: Clock,
  ) {
    super();
    this.#chance = new Chance(`${seed}/ids`);
  }

  override next<Id extends string = string>(): Id {
    return this.at(this.clock.now()) as Id;
  }

  /** A uuid of version 7 as it would have been made at that moment; in the order of calls within a millisecond. */
  at(moment: Date): string {
    const time = moment.getTime().toString(16).padStart(12, '0');
    const count = (this.#count++ & 0xfff).toString(16).padStart(3, '0');
    const variant = (0x8000 | this.#chance.below(0x4000)).toString(16);
    const rest = this.#hex(8) + this.#hex(4);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}-${rest}`;
  }

  override token(bytes = 32): string {
    return Buffer.from(this.#hex(bytes * 2), 'hex').toString('base64url');
  }

  override code(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }

  override below(below: number): number {
    return this.#chance.below(below);
  }

  #hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.#chance.below(0x1_0000_0000).toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}
