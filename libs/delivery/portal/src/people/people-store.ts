import { computed, inject, Service, signal } from '@angular/core';
import { exportEnrollments, listEnrollments } from '@bimtek/delivery-contracts';
import type { EnrollmentFilter, EnrollmentId, Selection } from '@bimtek/delivery-contracts';
import { ApiClient, Session } from '@bimtek/platform-portal';

export interface PeopleAsked {
  filter: EnrollmentFilter;
  after?: string | undefined;
}

/** A page of people under a filter, and who of them is chosen. */
@Service({ autoProvided: false })
export class PeopleStore {
  readonly #api = inject(ApiClient);
  /** Some see classes and counts, but no list of people. */
  readonly maySee = inject(Session).can(listEnrollments);
  readonly #asked = signal<PeopleAsked | undefined>(undefined);
  readonly #ids = signal<ReadonlySet<EnrollmentId>>(new Set());
  readonly #isEverybody = signal(false);

  readonly list = this.#api.read(listEnrollments, () => {
    const asked = this.#asked();
    return asked ? { query: { ...asked.filter, after: asked.after, limit: 50 } } : undefined;
  });
  readonly page = computed(() => (this.list.hasValue() ? this.list.value() : undefined));
  /** Everybody that matches is chosen, also those on other pages. */
  readonly isEverybody = this.#isEverybody.asReadonly();
  readonly chosenCount = computed(() => (this.#isEverybody() ? (this.page()?.total ?? 0) : this.#ids().size));
  readonly chosenRows = computed(() => this.page()?.items.filter(({ id }) => this.isChosen(id)) ?? []);
  readonly hasChosenShown = computed(() => {
    const items = this.page()?.items ?? [];
    return items.length > 0 && items.every(({ id }) => this.isChosen(id));
  });
  readonly exportUrl = computed(() => {
    const asked = this.#asked();
    return asked ? this.#api.urlOf(exportEnrollments, { query: asked.filter }) : '';
  });

  /** What the address asks for; another question forgets the choice made under the old one. */
  ask(asked: PeopleAsked): void {
    if (!this.maySee) return;
    const before = this.#asked();
    if (JSON.stringify(before) === JSON.stringify(asked)) return;
    this.#asked.set(asked);
    if (JSON.stringify(before?.filter) !== JSON.stringify(asked.filter)) this.clear();
  }

  isChosen(id: EnrollmentId): boolean {
    return this.#isEverybody() || this.#ids().has(id);
  }

  choose(id: EnrollmentId, isChosen: boolean): void {
    const ids = new Set(this.#isEverybody() ? this.page()?.items.map((item) => item.id) : this.#ids());
    if (isChosen) ids.add(id);
    else ids.delete(id);
    this.#isEverybody.set(false);
    this.#ids.set(ids);
  }

  chooseShown(isChosen: boolean): void {
    this.#isEverybody.set(false);
    this.#ids.set(new Set(isChosen ? this.page()?.items.map(({ id }) => id) : []));
  }

  chooseEverybody(): void {
    this.#isEverybody.set(true);
  }

  clear(): void {
    this.#isEverybody.set(false);
    this.#ids.set(new Set());
  }

  /** The choice as the server takes it. */
  selection(): Selection {
    const asked = this.#asked();
    return this.#isEverybody() && asked ? { matching: asked.filter } : { ids: [...this.#ids()] };
  }
}
