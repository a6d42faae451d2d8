import { computed, inject, Service, signal } from '@angular/core';
import type { RunId } from '@bimtek/delivery-contracts';
import { getSummary } from '@bimtek/insight-contracts';
import { ApiClient } from '@bimtek/platform-portal';

/** The counts of one run: the one in the address, otherwise the one that is under way. */
@Service({ autoProvided: false })
export class SummaryStore {
  readonly #api = inject(ApiClient);
  readonly runId = signal<string | undefined>(undefined);
  readonly read = this.#api.read(getSummary, () => ({ query: { runId: this.runId() as RunId | undefined } }));
  readonly summary = computed(() => (this.read.hasValue() ? this.read.value() : undefined));

  reload(): void {
    this.read.reload();
  }
}
