import { computed, inject, Service, signal } from '@angular/core';
import { archiveCurriculum, getCurriculumVersion, putCurriculumInUse } from '@bimtek/curriculum-contracts';
import { ApiClient, type ApiProblem, asProblem, Session } from '@bimtek/platform-portal';

/** One version, and the two acts that move it on. */
@Service({ autoProvided: false })
export class VersionStore {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly versionId = signal<string | undefined>(undefined);
  readonly read = this.#api.read(getCurriculumVersion, () => {
    const versionId = this.versionId();
    return versionId ? { params: { versionId } } : undefined;
  });
  readonly version = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly problem = signal<ApiProblem | undefined>(undefined);
  readonly isBusy = signal(false);

  readonly canPutInUse = computed(
    () => this.#session.can(putCurriculumInUse) && this.version()?.state === 'draft',
  );
  readonly canArchive = computed(
    () => this.#session.can(archiveCurriculum) && this.version()?.state === 'inUse',
  );

  putInUse(): Promise<boolean> {
    return this.#act(putCurriculumInUse);
  }

  archive(): Promise<boolean> {
    return this.#act(archiveCurriculum);
  }

  /** True when the server has done it; a failure stays on the page with its reason. */
  async #act(endpoint: typeof putCurriculumInUse): Promise<boolean> {
    const versionId = this.versionId();
    if (!versionId || this.isBusy()) return false;
    this.isBusy.set(true);
    this.problem.set(undefined);
    try {
      await this.#api.call(endpoint, { params: { versionId } });
      this.read.reload();
      return true;
    } catch (error) {
      this.problem.set(asProblem(error));
      return false;
    } finally {
      this.isBusy.set(false);
    }
  }
}
