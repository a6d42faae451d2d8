import { DestroyRef, Service, computed, effect, inject, signal } from '@angular/core';
import {
  ImportId,
  applyImport,
  downloadImportProblems,
  getImport,
  listImportProblems,
  recheckImport,
} from '@bimtek/platform-contracts';
import { ApiClient, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import { downloadDecreeTemplate } from '@bimtek/registry-contracts';

/** How often a running import is asked about. */
const askAgainMs = 1_000;
const problemsAPage = 20;

/** One import: where it stands, what is wrong with which rows, and the two acts. */
@Service({ autoProvided: false })
export class ImportStore {
  readonly #api = inject(ApiClient);
  #timer?: ReturnType<typeof setTimeout>;

  readonly importId = signal<string | undefined>(undefined);
  readonly code = signal<string | undefined>(undefined);
  readonly after = signal<string | undefined>(undefined);
  readonly now = signal(Date.now());
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);

  readonly #at = computed(() => {
    const parsed = ImportId.safeParse(this.importId());
    return parsed.success ? { importId: parsed.data } : undefined;
  });
  readonly current = this.#api.read(getImport, () => {
    const params = this.#at();
    return params ? { params } : undefined;
  });
  readonly isRunning = computed(() => {
    const state = this.current.hasValue() ? this.current.value()?.state : undefined;
    return state === 'checking' || state === 'applying';
  });
  /** Changes with the number of problems known, so that the list is read again while rows are being looked at. */
  readonly #edition = computed(() => {
    const current = this.current.hasValue() ? this.current.value() : undefined;
    return current && `${current.state} ${Object.values(current.problemCounts).join()}`;
  });
  readonly problems = this.#api.read(listImportProblems, () => {
    const params = this.#at();
    if (!params || !this.#edition()) return undefined;
    const [code, after] = [this.code(), this.after()];
    return {
      params,
      query: { limit: problemsAPage, ...(code ? { code } : {}), ...(after ? { after } : {}) },
    };
  });
  readonly downloadUrl = computed(() => {
    const params = this.#at();
    return params ? this.#api.urlOf(downloadImportProblems, { params }) : '';
  });

  readonly templateUrl = this.#api.urlOf(downloadDecreeTemplate);

  constructor() {
    effect(() => {
      clearTimeout(this.#timer);
      const isFresh = !this.current.isLoading();
      if (this.isRunning() && isFresh) {
        this.#timer = setTimeout(() => {
          this.now.set(Date.now());
          this.current.reload();
        }, askAgainMs);
      }
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  async apply(): Promise<void> {
    await this.#act(applyImport);
  }

  async checkAgain(): Promise<void> {
    await this.#act(recheckImport);
  }

  async #act(endpoint: typeof applyImport): Promise<void> {
    const params = this.#at();
    if (!params || this.isBusy()) return;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      this.current.set(await this.#api.call(endpoint, { params }));
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isBusy.set(false);
    }
  }
}
