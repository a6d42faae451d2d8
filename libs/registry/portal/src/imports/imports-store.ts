import { Service, inject, signal } from '@angular/core';
import { listImports } from '@bimtek/platform-contracts';
import type { Import } from '@bimtek/platform-contracts';
import { ApiClient, asProblem } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import { decreeImportKind, downloadDecreeTemplate, uploadDecree } from '@bimtek/registry-contracts';
import type { DecreeFacts } from '@bimtek/registry-contracts';

/** The decrees that were imported, and sending one more. */
@Service({ autoProvided: false })
export class ImportsStore {
  readonly #api = inject(ApiClient);

  readonly after = signal<string | undefined>(undefined);
  readonly imports = this.#api.read(listImports, () => ({
    query: { kind: decreeImportKind, limit: 20, ...(this.after() ? { after: this.after() } : {}) },
  }));
  readonly templateUrl = this.#api.urlOf(downloadDecreeTemplate);

  /** The share of the file that has left this device; undefined when nothing is being sent. */
  readonly sent = signal<number | undefined>(undefined);
  readonly problem = signal<ApiProblem | undefined>(undefined);

  /** The import that was begun, or undefined when the file was refused. */
  async upload(decree: DecreeFacts, file: File): Promise<Import | undefined> {
    if (this.sent() !== undefined) return undefined;
    this.problem.set(undefined);
    this.sent.set(0);
    try {
      const query = { ...decree, fileName: file.name };
      return await this.#api.upload(uploadDecree, file, { query }, (share) => this.sent.set(share));
    } catch (error) {
      this.problem.set(asProblem(error));
      return undefined;
    } finally {
      this.sent.set(undefined);
    }
  }
}
