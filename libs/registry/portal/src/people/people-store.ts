import { Service, computed, inject, signal } from '@angular/core';
import { ApiClient, Session } from '@bimtek/platform-portal';
import { listPeople, listRegions } from '@bimtek/registry-contracts';

export const peopleAPage = 50;

/** The people this person may see, as asked for in the address. */
@Service({ autoProvided: false })
export class PeopleStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);

  readonly search = signal('');
  readonly province = signal<string | undefined>(undefined);
  readonly after = signal<string | undefined>(undefined);

  readonly people = this.#api.read(listPeople, () => {
    const [search, province, after] = [this.search().trim(), this.province(), this.after()];
    return {
      query: {
        limit: peopleAPage,
        ...(search ? { search } : {}),
        ...(province ? { province } : {}),
        ...(after ? { after } : {}),
      },
    };
  });
  readonly #regions = this.#api.read(listRegions, () =>
    this.#session.can(listRegions) ? { query: {} } : undefined,
  );
  /** All provinces, for those who may look them up. */
  readonly provinces = computed(() => (this.#regions.hasValue() ? (this.#regions.value()?.items ?? []) : []));
}
