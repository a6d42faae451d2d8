import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import {
  countEnrollments,
  exportEnrollments,
  exportEnrollmentsAsCsv,
  listEnrollments,
} from '@bimtek/delivery-contracts';
import type { EnrollmentFilter, EnrollmentId, EnrollmentOrder, Selection } from '@bimtek/delivery-contracts';
import type { ResultOf } from '@bimtek/platform-contracts';
import { ApiClient, Session } from '@bimtek/platform-portal';

export interface PeopleAsked {
  filter: EnrollmentFilter;
  order?: EnrollmentOrder;
  after?: string | undefined;
  before?: string | undefined;
}

type PeoplePage = ResultOf<typeof listEnrollments>;
type PeopleCount = ResultOf<typeof countEnrollments>;

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
    if (!asked) return undefined;
    const { filter, order = 'name', after, before } = asked;
    return { query: { ...filter, order, after, before, limit: 50 } };
  });
  readonly #filter = computed(() => this.#asked()?.filter, {
    equal: (one, other) => JSON.stringify(one) === JSON.stringify(other),
  });
  /** Counted once a filter; another page of the same people asks for no new count. */
  readonly count = this.#api.read(countEnrollments, () => {
    const filter = this.#filter();
    return filter ? { query: filter } : undefined;
  });
  /** While another page is on its way, the one before stays on the screen. */
  readonly page = linkedSignal<PeoplePage | undefined, PeoplePage | undefined>({
    source: () => (this.list.hasValue() ? this.list.value() : undefined),
    computation: (page, before) => page ?? before?.value,
  });
  readonly counted = linkedSignal<PeopleCount | undefined, PeopleCount | undefined>({
    source: () => (this.count.hasValue() ? this.count.value() : undefined),
    computation: (count, before) => count ?? before?.value,
  });
  /** Not known while it is being counted anew. */
  readonly total = computed(() => (this.count.isLoading() ? undefined : this.counted()?.total));
  /** Everybody that matches is chosen, also those on other pages. */
  readonly isEverybody = this.#isEverybody.asReadonly();
  readonly chosenCount = computed(() =>
    this.#isEverybody() ? (this.counted()?.total ?? 0) : this.#ids().size,
  );
  readonly chosenRows = computed(() => this.page()?.items.filter(({ id }) => this.isChosen(id)) ?? []);
  readonly hasChosenShown = computed(() => {
    const items = this.page()?.items ?? [];
    return items.length > 0 && items.every(({ id }) => this.isChosen(id));
  });

  /** The address of the file of all that match. */
  fileUrl(format: 'xlsx' | 'csv', more: { reason?: string; phones?: 'masked' | 'whole' } = {}): string {
    const filter = this.#filter();
    const endpoint = format === 'csv' ? exportEnrollmentsAsCsv : exportEnrollments;
    return filter ? this.#api.urlOf(endpoint, { query: { ...filter, ...more } }) : '';
  }

  /** After an act: rows and counts as they are now. */
  reload(): void {
    this.list.reload();
    this.count.reload();
  }

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
