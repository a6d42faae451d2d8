import type { RoomEvent } from '@bimtek/live-contracts';

/** So many events of a channel are kept to tell those who come back soon what they missed. */
const KEPT = 64;

/**
 * The events of one channel in this process, in the order of their numbers whatever order they arrive in: by this process,
 * told by others, read from the database. Until it knows where the channel stands it only collects.
 */
export class ChannelFeed {
  #last: number | undefined;
  readonly #early = new Map<number, RoomEvent>();
  readonly #kept: RoomEvent[] = [];
  #unsent: RoomEvent[] = [];

  /** The number of the last event that is known with all before it; undefined while that is not known. */
  get last(): number | undefined {
    return this.#last;
  }

  get hasUnsent(): boolean {
    return this.#unsent.length > 0;
  }

  /** Whether something is known that comes after something unknown. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  /** Says where the channel stands. */
  begin(seq: number): void {
    if (this.#last !== undefined) return;
    this.#last = seq;
    for (const early of this.#early.keys()) if (early <= seq) this.#early.delete(early);
    this.#drain();
  }

  /** Takes an event; one that is known already changes nothing. */
  take(event: RoomEvent): void {
    if (this.#last !== undefined && event.seq <= this.#last) return;
    this.#early.set(event.seq, event);
    this.#drain();
  }

  /** What is to be sent now, as one frame; null when there is nothing. */
  frame(): { after: number; to: number; events: RoomEvent[] } | null {
    const events = this.#unsent;
    const [first] = events;
    if (!first) return null;
    this.#unsent = [];
    return { after: first.seq - 1, to: first.seq - 1 + events.length, events };
  }

  /** The events after a number up to now; null when they are no longer kept, or the number is none of this channel. */
  since(seq: number): RoomEvent[] | null {
    const last = this.#last ?? -1;
    if (seq > last) return null;
    const missing = last - seq;
    return missing <= this.#kept.length ? this.#kept.slice(this.#kept.length - missing) : null;
  }

  #drain(): void {
    if (this.#last === undefined) return;
    for (let next = this.#early.get(this.#last + 1); next; next = this.#early.get(this.#last + 1)) {
      this.#early.delete(next.seq);
      this.#last = next.seq;
      if (next.kind === 'hid') this.#redact(next.messageId);
      this.#kept.push(next);
      if (this.#kept.length > KEPT) this.#kept.shift();
      this.#unsent.push(next);
    }
  }

  /** What has been hidden is told to nobody any more. */
  #redact(messageId: string): void {
    for (const events of [this.#kept, this.#unsent]) {
      events.forEach((event, place) => {
        if (event.kind === 'said' && event.message.id === messageId)
          events[place] = { ...event, message: { ...event.message, text: null } };
      });
    }
  }
}
