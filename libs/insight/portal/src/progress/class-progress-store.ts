import { computed, inject, Service, signal } from '@angular/core';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { getClassProgress } from '@bimtek/insight-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import type { CallOf } from '@bimtek/platform-contracts';

type Query = CallOf<typeof getClassProgress>['query'];

/** A page of the people of a class against its modules, as the address asks for it. */
@Service({ autoProvided: false })
export class ClassProgressStore {
  readonly #api = inject(ApiClient);
  readonly classGroupId = signal<string | undefined>(undefined);
  readonly query = signal<Query>({});
  readonly read = this.#api.read(getClassProgress, () => {
    const classGroupId = this.classGroupId() as ClassGroupId | undefined;
    return classGroupId ? { params: { classGroupId }, query: this.query() } : undefined;
  });
  /** The last page stays on the screen while the next is on its way. */
  readonly page = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
}
