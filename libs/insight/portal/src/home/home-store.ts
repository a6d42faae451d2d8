import { computed, effect, inject, Service, untracked } from '@angular/core';
import { answersWaitingHere } from '@bimtek/assessment-portal';
import { getHome } from '@bimtek/insight-contracts';
import { ReadingProgress } from '@bimtek/learning-portal';
import { ApiClient, asProblem, Connection, Formats, Session } from '@bimtek/platform-portal';
import { LastHome } from './last-home.ts';

/** The home of the person who is signed in, and what of their work is only on this device. */
@Service({ autoProvided: false })
export class HomeStore {
  readonly #api = inject(ApiClient);
  readonly #last = inject(LastHome);
  readonly #session = inject(Session);
  readonly #formats = inject(Formats);
  readonly #connection = inject(Connection);
  readonly #reading = inject(ReadingProgress);

  readonly read = this.#api.read(getHome);
  readonly home = computed(() => (this.read.hasValue() ? this.read.value() : this.#last.home()));
  readonly error = this.read.error;
  readonly isOnline = this.#connection.isOnline;
  /** What is shown is from before, because no newer one could be fetched. */
  readonly isFromBefore = computed(() => this.read.error() !== undefined && this.home() !== undefined);
  readonly isNetwork = computed(() => {
    const error = this.read.error();
    return error !== undefined && asProblem(error).isNetwork;
  });

  /** Pieces of work that the server does not have yet. */
  readonly waiting = computed(() => {
    // What lies on the device is no signal; it changes with the state of sending.
    this.#reading.state();
    this.read.status();
    const personId = this.#session.person()?.id;
    return this.#reading.unsentCount() + (personId ? answersWaitingHere(personId) : 0);
  });
  /** The server did not take a place in a lesson, and why. */
  readonly refused = computed(() => this.#reading.refused()?.problem);

  constructor() {
    effect(() => {
      if (!this.read.hasValue()) return;
      const home = this.read.value();
      this.#last.keep(home);
      if (home.enrollment) this.#formats.zone.set(home.enrollment.timeZone);
    });
    effect(() => {
      if (this.#connection.isOnline() && untracked(() => this.isNetwork())) this.reload();
    });
    effect(() => {
      // What has just been sent changes what is to do next.
      if (this.#reading.savedAt()) untracked(() => this.reload());
    });
  }

  reload(): void {
    this.read.reload();
  }

  retry(): void {
    this.#reading.retry();
    this.reload();
  }
}
