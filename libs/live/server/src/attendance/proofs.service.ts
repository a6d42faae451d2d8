import { Files, type StoredFile, type UploadedFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { judgeProof } from './evidence-file.rules.ts';

/** Photos of lists and documents of excuses, judged by their bytes. */
@Injectable()
export class Proofs {
  constructor(private readonly files: Files) {}

  /** Reads and judges before anything is locked. */
  async read(
    { stream, fileName }: UploadedFile,
    refuse: (code: 'file-empty' | 'kind-unknown') => Error,
  ): Promise<{ bytes: Buffer; mediaType: string; fileName: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const judged = await judgeProof(bytes, fileName);
    if (typeof judged === 'string') throw refuse(judged);
    return { bytes, ...judged };
  }

  /** Writes the bytes while no transaction waits, then does the rest in one; when that fails nothing is left. */
  async keep<T>(
    proof: { bytes: Buffer; mediaType: string; fileName: string },
    createdBy: string,
    then: (file: StoredFile, note: (tx: EntityManager) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const written = await this.files.write([{ ...proof, createdBy }]);
    const [file] = written;
    if (!file) throw new Error('one file was given');
    let isNoted = false;
    const note = async (tx: EntityManager) => {
      await this.files.note(tx, written);
      isNoted = true;
    };
    try {
      const result = await then(file, note);
      if (!isNoted) await this.files.discard(written);
      return result;
    } catch (error) {
      await this.files.discard(written);
      throw error;
    }
  }
}
