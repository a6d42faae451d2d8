import { Clock } from '../clock/clock.ts';

/** A clock that a spec sets and moves. */
export class FixedClock extends Clock {
  #now: Date;

  constructor(now: Date | string) {
    super();
    this.#now = new Date(now);
  }

  override now(): Date {
    return new Date(this.#now);
  }

  set(now: Date | string): void {
    this.#now = new Date(now);
  }

  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}
