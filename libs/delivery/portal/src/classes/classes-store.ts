import { computed, inject, Service, signal } from '@angular/core';
import { getRun, listClassGroups, listRuns } from '@bimtek/delivery-contracts';
import type { ClassGroupState, RunId, WaveId } from '@bimtek/delivery-contracts';
import { ApiClient } from '@bimtek/platform-portal';

export interface ClassesAsked {
  runId?: string | undefined;
  waveId?: string | undefined;
  state?: string | undefined;
  q?: string | undefined;
  after?: string | undefined;
}

/** Runs, the one being looked at, and its classes. */
@Service({ autoProvided: false })
export class ClassesStore {
  readonly #api = inject(ApiClient);
  readonly asked = signal<ClassesAsked>({});

  readonly runs = this.#api.read(listRuns, () => ({ query: { limit: 100 } }));
  readonly #items = computed(() => (this.runs.hasValue() ? this.runs.value().items : undefined));
  /** The run in the address, otherwise the newest. */
  readonly runId = computed<RunId | undefined>(() => {
    const [items, asked] = [this.#items(), this.asked().runId];
    return (items?.find(({ id }) => id === asked) ?? items?.[0])?.id;
  });
  readonly hasNoRuns = computed(() => this.#items()?.length === 0);

  readonly detail = this.#api.read(getRun, () => {
    const runId = this.runId();
    return runId ? { params: { runId } } : undefined;
  });
  readonly run = computed(() => (this.detail.hasValue() ? this.detail.value() : undefined));

  readonly groups = this.#api.read(listClassGroups, () => {
    const runId = this.runId();
    if (!runId) return undefined;
    const { waveId, state, q, after } = this.asked();
    return {
      query: {
        runId,
        waveId: waveId as WaveId | undefined,
        state: state as ClassGroupState | undefined,
        q,
        after,
        limit: 50,
      },
    };
  });
  readonly page = computed(() => (this.groups.hasValue() ? this.groups.value() : undefined));

  reload(): void {
    this.runs.reload();
    this.detail.reload();
    this.groups.reload();
  }
}
