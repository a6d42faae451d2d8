import { computed, inject, Service } from '@angular/core';
import { answersWaitingHere } from '@bimtek/assessment-portal/notebook';
import { ReadingProgress } from '@bimtek/learning-portal/progress';
import { Session } from '@bimtek/platform-portal';

/** What of the person's work is only on this device. Fetched only when there may be something. */
@Service()
export class WorkOnThisDevice {
  readonly #session = inject(Session);
  readonly #reading = inject(ReadingProgress);

  /** Pieces of work that the server does not have yet. */
  readonly waiting = computed(() => {
    // What lies on the device is no signal; it changes with the state of sending.
    this.#reading.state();
    const personId = this.#session.person()?.id;
    return this.#reading.unsentCount() + (personId ? answersWaitingHere(personId) : 0);
  });
  /** The server did not take a place in a lesson, and why. */
  readonly refused = computed(() => this.#reading.refused()?.problem);
  readonly sentAt = this.#reading.savedAt;

  retry(): void {
    this.#reading.retry();
  }
}
