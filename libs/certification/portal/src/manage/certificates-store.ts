import { DestroyRef, Service, computed, effect, inject, signal } from '@angular/core';
import {
  type CertificateRow,
  downloadCertificate,
  getIssuer,
  listCertificates,
  replaceCertificate,
  revokeCertificate,
  Validity,
} from '@bimtek/certification-contracts';
import { ApiClient, type ApiProblem, asProblem } from '@bimtek/platform-portal';

export const certificatesAPage = 50;
/** How often the list is asked for again while files are being made. */
const askAgainMs = 4000;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export type CertificateAct = 'revoke' | 'replace';

/** The certificates this person may see, as asked for in the address, and the two acts on one. */
@Service({ autoProvided: false })
export class CertificatesStore {
  readonly #api = inject(ApiClient);
  #timer?: ReturnType<typeof setTimeout>;

  readonly search = signal('');
  readonly validity = signal<string | undefined>(undefined);
  readonly classGroupId = signal<string | undefined>(undefined);
  readonly after = signal<string | undefined>(undefined);
  readonly isBusy = signal(false);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  readonly list = this.#api.read(listCertificates, () => {
    const validity = Validity.safeParse(this.validity()).data;
    const [q, classGroupId, after] = [this.search().trim(), this.classGroupId(), this.after()];
    return {
      query: {
        limit: certificatesAPage,
        ...(q ? { q } : {}),
        ...(validity ? { validity } : {}),
        ...(classGroupId && uuid.test(classGroupId) ? { classGroupId } : {}),
        ...(after ? { after } : {}),
      },
    };
  });
  readonly page = computed(() => (this.list.hasValue() ? this.list.value() : undefined));
  readonly #issuer = this.#api.read(getIssuer);
  readonly isIssuerMissing = computed(() => this.#issuer.hasValue() && this.#issuer.value()?.issuer === null);

  constructor() {
    effect(() => {
      clearTimeout(this.#timer);
      if ((this.page()?.rendering ?? 0) > 0) {
        this.#timer = setTimeout(() => this.list.reload(), askAgainMs);
      }
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  fileOf({ id }: CertificateRow): string {
    return this.#api.urlOf(downloadCertificate, { params: { certificateId: id } });
  }

  /** The certificate as it then is (a corrected version for `replace`), or undefined when it was refused. */
  async act(
    act: CertificateAct,
    { id }: CertificateRow,
    reason: string,
  ): Promise<CertificateRow | undefined> {
    if (this.isBusy()) return undefined;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      const input = { params: { certificateId: id }, body: { reason } };
      const done = await (act === 'revoke'
        ? this.#api.call(revokeCertificate, input)
        : this.#api.call(replaceCertificate, input));
      this.list.reload();
      return done;
    } catch (error) {
      this.problem.set(asProblem(error));
      return undefined;
    } finally {
      this.isBusy.set(false);
    }
  }
}
