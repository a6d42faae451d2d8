import { computed, effect, inject, Injector, Service, signal, untracked } from '@angular/core';
import { hasNotebooks } from '@bimtek/assessment-portal/parts';
import { getHome } from '@bimtek/insight-contracts';
import { hasUnsentPlaces } from '@bimtek/learning-portal/parts';
import { ApiClient, asProblem, Connection, Formats, Session } from '@bimtek/platform-portal';
import { LastHome } from './last-home.ts';
import type { WorkOnThisDevice } from './work-on-this-device.ts';

/** The home of the person who is signed in, and what of their work is only on this device. */
@Service({ autoProvided: false })
export class HomeStore {
  readonly #api = inject(ApiClient);
  readonly #last = inject(LastHome);
  readonly #formats = inject(Formats);
  readonly #connection = inject(Connection);
  readonly #injector = inject(Injector);
  readonly #session = inject(Session);
  readonly #nothingHere = signal(false);
  readonly #work = signal<WorkOnThisDevice | undefined>(undefined);

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

  /** Pieces of work that the server does not have yet; undefined as long as that is not known. */
  readonly waiting = computed(() => (this.#nothingHere() ? 0 : this.#work()?.waiting()));
  /** What the server did not take, and why. */
  readonly refused = computed(() => this.#work()?.refused());

  constructor() {
    void this.#lookOnThisDevice();
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
      if (this.#work()?.sentAt()) untracked(() => this.reload());
    });
  }

  reload(): void {
    this.read.reload();
  }

  retry(): void {
    this.#work()?.retry();
    this.reload();
  }

  async #lookOnThisDevice(): Promise<void> {
    const personId = this.#session.person()?.id ?? '';
    if (!hasUnsentPlaces(personId) && !hasNotebooks(personId)) return this.#nothingHere.set(true);
    try {
      const { WorkOnThisDevice } = await import('./work-on-this-device.ts');
      this.#work.set(this.#injector.get(WorkOnThisDevice));
    } catch {
      // Without signal it cannot be fetched; the page then says only what the server has.
    }
  }
}
