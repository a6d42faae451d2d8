import { DestroyRef, Service, computed, effect, inject } from '@angular/core';
import {
  downloadMyCertificate,
  listMyCertificates,
  type MyCertificate,
} from '@bimtek/certification-contracts';
import { getMyResults } from '@bimtek/graduation-contracts';
import { ApiClient, Session } from '@bimtek/platform-portal';

/** How often it is asked whether a file is ready. */
const askAgainMs = 3000;

/** The own certificates; while there is none, how far the way to one is. */
@Service({ autoProvided: false })
export class MyCertificateStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  #timer?: ReturnType<typeof setTimeout>;

  readonly read = this.#api.read(listMyCertificates);
  readonly certificates = computed(() =>
    this.read.hasValue() ? this.read.value()?.certificates : undefined,
  );
  /** The valid one, or else the newest. */
  readonly certificate = computed(() => {
    const all = this.certificates() ?? [];
    return all.find(({ validity }) => validity === 'valid') ?? all[0];
  });
  readonly older = computed(() => (this.certificates() ?? []).filter((one) => one !== this.certificate()));

  readonly #results = this.#api.read(getMyResults, () =>
    this.certificates()?.length === 0 && this.#session.can(getMyResults) ? {} : undefined,
  );
  /** Undefined while it is not known, null for those who are in no training. */
  readonly results = computed(() => {
    if (this.#results.error() || !this.#session.can(getMyResults)) return null;
    return this.#results.hasValue() ? this.#results.value()?.results : undefined;
  });

  constructor() {
    effect(() => {
      clearTimeout(this.#timer);
      const isMaking = this.certificates()?.some((one) => one.validity === 'valid' && !one.isReady);
      const isDecided = this.certificates()?.length === 0 && this.results()?.decision?.outcome === 'passed';
      if (isMaking || isDecided) this.#timer = setTimeout(() => this.read.reload(), askAgainMs);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  fileOf({ id }: MyCertificate): string {
    return this.#api.urlOf(downloadMyCertificate, { params: { certificateId: id } });
  }
}
