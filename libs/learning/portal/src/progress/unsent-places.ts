import { ReadingPosition } from '@bimtek/learning-contracts';
import { remember, remembered } from '@bimtek/platform-portal';
import * as z from 'zod';
import { isCovered, merged, type UnsentPlace } from './place.ts';
import { unsentKey } from './unsent-key.ts';

const Kept = z.record(
  z.string(),
  ReadingPosition.extend({ isEndReached: z.boolean(), isCompleted: z.boolean(), readAt: z.string() }),
);

/** Places that the server does not have yet, on this device, by lesson; each person of a shared phone has their own. */
export class UnsentPlaces {
  readonly #key: string;
  /** What counts while the page lives; a browser that keeps nothing still sends. */
  #places: Map<string, UnsentPlace>;

  constructor(personId: string) {
    this.#key = unsentKey(personId);
    this.#places = readPlaces(this.#key);
  }

  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  of(lessonId: string): UnsentPlace | undefined {
    return this.#places.get(lessonId);
  }

  all(): [lessonId: string, place: UnsentPlace][] {
    return [...this.#places];
  }

  put(lessonId: string, place: UnsentPlace): void {
    // Another tab may have kept a place meanwhile.
    this.#places = new Map([...readPlaces(this.#key), ...this.#places]);
    this.#places.set(lessonId, merged(this.#places.get(lessonId), place));
    this.#keep();
  }

  /** Lets go of what the server has; what was read meanwhile stays. */
  sent(lessonId: string, place: UnsentPlace): void {
    const unsent = this.#places.get(lessonId);
    if (!unsent || !isCovered(unsent, place)) return;
    this.#places.delete(lessonId);
    this.#keep();
  }

  /** Lets go of a place that the server will never take. */
  drop(lessonId: string): void {
    this.#places.delete(lessonId);
    this.#keep();
  }

  #keep(): void {
    remember(this.#key, this.isEmpty ? null : JSON.stringify(Object.fromEntries(this.#places)));
  }
}

function readPlaces(key: string): Map<string, UnsentPlace> {
  try {
    return new Map(Object.entries(Kept.parse(JSON.parse(remembered(key) ?? '{}'))));
  } catch {
    return new Map();
  }
}
