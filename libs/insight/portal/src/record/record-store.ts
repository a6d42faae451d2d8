import { computed, inject, Service, signal } from '@angular/core';
import { getPersonRecord, seeContact } from '@bimtek/insight-contracts';
import { ApiClient, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import type { PersonId } from '@bimtek/registry-contracts';

/** One person's record, and the whole contact once somebody asked to see it. */
@Service({ autoProvided: false })
export class RecordStore {
  readonly #api = inject(ApiClient);
  readonly personId = signal<PersonId | undefined>(undefined);
  readonly read = this.#api.read(getPersonRecord, () => {
    const personId = this.personId();
    return personId ? { params: { personId } } : undefined;
  });
  readonly record = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #contact = signal<{ personId: PersonId; phone: string | null; email: string | null } | undefined>(
    undefined,
  );
  /** Only of the person on the screen: another record begins masked. */
  readonly contact = computed(() => {
    const seen = this.#contact();
    return seen && seen.personId === this.personId() ? seen : undefined;
  });
  readonly isLooking = signal(false);
  readonly refusal = signal<ApiProblem | undefined>(undefined);

  async seeContact(): Promise<void> {
    const personId = this.personId();
    if (!personId || this.isLooking()) return;
    this.isLooking.set(true);
    this.refusal.set(undefined);
    try {
      this.#contact.set({ personId, ...(await this.#api.call(seeContact, { params: { personId } })) });
    } catch (error) {
      this.refusal.set(asProblem(error));
    } finally {
      this.isLooking.set(false);
    }
  }
}
