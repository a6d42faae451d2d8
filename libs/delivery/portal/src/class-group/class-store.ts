import { computed, inject, Service, signal } from '@angular/core';
import {
  changeClassGroup,
  getClassGroup,
  openClassGroup,
  reopenClassGroup,
} from '@bimtek/delivery-contracts';
import type { ClassGroupDetail, ClassGroupId } from '@bimtek/delivery-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { Acting } from '../shared/acting.ts';

/** One class, and the acts that change it. */
@Service({ autoProvided: false })
export class ClassStore {
  readonly #api = inject(ApiClient);
  readonly classGroupId = signal<ClassGroupId | undefined>(undefined);
  readonly acting = new Acting();
  readonly read = this.#api.read(getClassGroup, () => {
    const classGroupId = this.classGroupId();
    return classGroupId ? { params: { classGroupId } } : undefined;
  });
  readonly group = computed(() => (this.read.hasValue() ? this.read.value() : undefined));

  open(): Promise<ClassGroupDetail | undefined> {
    return this.#act((params) => this.#api.call(openClassGroup, { params }));
  }

  reopen(reason: string): Promise<ClassGroupDetail | undefined> {
    return this.#act((params) => this.#api.call(reopenClassGroup, { params, body: { reason } }));
  }

  change(body: { name: string; capacity: number }): Promise<ClassGroupDetail | undefined> {
    return this.#act((params) => this.#api.call(changeClassGroup, { params, body }));
  }

  show(group: ClassGroupDetail): void {
    this.read.set(group);
  }

  async #act(
    call: (params: { classGroupId: ClassGroupId }) => Promise<ClassGroupDetail>,
  ): Promise<ClassGroupDetail | undefined> {
    const classGroupId = this.classGroupId();
    if (!classGroupId) return undefined;
    const group = await this.acting.run(() => call({ classGroupId }));
    if (group) this.show(group);
    return group;
  }
}
