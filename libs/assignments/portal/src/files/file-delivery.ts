import { Service, inject } from '@angular/core';
import { type AssignmentCode, type AttachedFile, attachFile } from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { FileSender } from './file-sender.ts';
import { KeptBytes } from './kept-bytes.ts';
import { type KeptFile, keptFiles } from './kept-files.ts';

/** Problems that pass by themselves: the same is sent again later, from where it stopped. */
export function isPassing({ isNetwork, status, code }: ApiProblem): boolean {
  return (
    isNetwork ||
    status >= 500 ||
    status === 423 ||
    status === 429 ||
    ['offset-conflict', 'upload-incomplete', 'other-tab'].includes(code)
  );
}

/** Another tab of this browser is sending the same file at this moment. */
const otherTab = () => new ApiProblem('other-tab', 0, 'Another tab is sending this file');

/** Brings one kept file to the server and has it attached. May be called again and again: nothing is sent twice. */
@Service()
export class FileDelivery {
  readonly #api = inject(ApiClient);
  readonly #sender = inject(FileSender);
  readonly #bytes = inject(KeptBytes);
  readonly #kept = keptFiles();

  /** Undefined when it was brought by another tab meanwhile. Rejects with an `ApiProblem`. */
  async bring(
    personId: string,
    { piece, code, memory }: { piece: string; code: AssignmentCode; memory?: KeptFile },
    hear: (kept: KeptFile, isWhole: boolean) => void = () => undefined,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<AttachedFile | undefined> {
    return alone(`berkas:${personId}:${piece}`, async () => {
      let kept = this.#kept.read(personId, piece) ?? memory;
      if (!kept) return undefined;
      const bytes = await this.#bytes.read(personId, piece);
      if (!bytes) throw new ApiProblem('file-lost', 0, 'This device no longer has the file');
      const isOnDevice = !memory;
      const know = (change: Partial<KeptFile>, isWhole = false, isToKeep = true) => {
        kept = { ...(kept as KeptFile), ...change };
        if (isOnDevice && isToKeep) this.#kept.write(personId, piece, kept);
        hear(kept, isWhole);
      };
      for (let isSecond = false; ; isSecond = true) {
        const uploadId = await this.#sender.send({
          bytes,
          assignmentCode: code,
          name: kept.name,
          uploadId: kept.uploadId,
          begun: (id) => know({ uploadId: id, sent: 0 }),
          sent: (sent, hasArrived) => know({ sent }, false, hasArrived),
          signal,
        });
        know({ uploadId, sent: kept.size }, true);
        try {
          return await this.#api.call(attachFile, { params: { assignmentCode: code }, body: { uploadId } });
        } catch (error) {
          if (isSecond || !(error instanceof ApiProblem) || error.code !== 'upload-expired') throw error;
          know({ uploadId: null, sent: 0 });
        }
      }
    });
  }

  /** Forgets what this device keeps of it. */
  async forget(personId: string, piece: string): Promise<void> {
    this.#kept.drop(personId, piece);
    await this.#bytes.drop(personId, piece);
  }
}

/** Runs it in one tab of this browser at a time. Browsers without locks leave it to the server. */
async function alone<T>(name: string, act: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return act();
  return locks.request(name, { ifAvailable: true }, (lock) => {
    if (!lock) throw otherTab();
    return act();
  }) as Promise<T>;
}
