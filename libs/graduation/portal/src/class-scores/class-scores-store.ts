import { Service, computed, inject, signal } from '@angular/core';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { downloadScoreTemplate, listClassScores, uploadScores } from '@bimtek/graduation-contracts';
import type { ImportId } from '@bimtek/platform-contracts';
import { ApiClient, type ApiProblem, asProblem } from '@bimtek/platform-portal';

const peopleAPage = 50;

/** The scores of one class, and sending a sheet of them. */
@Service({ autoProvided: false })
export class ClassScoresStore {
  readonly #api = inject(ApiClient);
  readonly classGroupId = signal<string | undefined>(undefined);
  readonly search = signal('');
  readonly after = signal<string | undefined>(undefined);
  /** Share of the file that has been sent, 0 to 1; undefined while nothing is being sent. */
  readonly sent = signal<number | undefined>(undefined);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  readonly #at = computed(() => {
    const parsed = ClassGroupId.safeParse(this.classGroupId());
    return parsed.success ? { classGroupId: parsed.data } : undefined;
  });
  readonly scores = this.#api.read(listClassScores, () => {
    const params = this.#at();
    if (!params) return undefined;
    const [q, after] = [this.search(), this.after()];
    return { params, query: { limit: peopleAPage, ...(q ? { q } : {}), ...(after ? { after } : {}) } };
  });
  readonly templateUrl = computed(() => {
    const params = this.#at();
    return params ? this.#api.urlOf(downloadScoreTemplate, { params }) : '';
  });

  /** Sends a file to be checked; gives its import, or nothing when it was refused. */
  async send(file: File): Promise<ImportId | undefined> {
    const params = this.#at();
    if (!params || this.sent() !== undefined) return undefined;
    this.problem.set(undefined);
    this.sent.set(0);
    try {
      const query = { fileName: file.name };
      const { id } = await this.#api.upload(uploadScores, file, { params, query }, (share) =>
        this.sent.set(share),
      );
      return id;
    } catch (error) {
      this.problem.set(asProblem(error));
      return undefined;
    } finally {
      this.sent.set(undefined);
    }
  }
}
