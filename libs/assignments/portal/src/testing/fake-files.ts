import type { AttachedFile, UploadId } from '@bimtek/assignments-contracts';
import type { ApiProblem } from '@bimtek/platform-portal';
import type { FileSender, Sending } from '../files/file-sender.ts';
import type { KeptBytes } from '../files/kept-bytes.ts';

export const fileIds = [1, 2, 3, 4].map((n) => `0197a000-0000-7000-8000-0000000000f${n}`);

export const aFile = (changes: Partial<AttachedFile> = {}): AttachedFile =>
  ({
    id: fileIds[0],
    name: 'foto-kegiatan.webp',
    mediaType: 'image/webp',
    kind: 'image',
    sizeBytes: 310_000,
    sha256: 'a'.repeat(64),
    preview: { state: 'ready', pages: null, width: 1_200, height: 1_600 },
    ...changes,
  }) as AttachedFile;

/** The device's store over reloads; `isFull` like a private window. */
export class FakeBytes implements Pick<KeptBytes, 'write' | 'read' | 'drop' | 'dropAllBut'> {
  isFull = false;
  readonly kept = new Map<string, Blob>();
  readonly held = new Map<string, Blob>();
  write(personId: string, piece: string, bytes: Blob): Promise<boolean> {
    this.held.set(`${personId}:${piece}`, bytes);
    if (!this.isFull) this.kept.set(`${personId}:${piece}`, bytes);
    return Promise.resolve(!this.isFull);
  }
  read(personId: string, piece: string): Promise<Blob | undefined> {
    const key = `${personId}:${piece}`;
    return Promise.resolve(this.held.get(key) ?? this.kept.get(key));
  }
  drop(personId: string, piece: string): Promise<void> {
    this.held.delete(`${personId}:${piece}`);
    this.kept.delete(`${personId}:${piece}`);
    return Promise.resolve();
  }
  dropAllBut(isKnown: (key: string) => boolean): Promise<void> {
    for (const key of this.kept.keys()) if (!isKnown(key)) this.kept.delete(key);
    return Promise.resolve();
  }
}

/** A server that takes pieces; `cuts` says after how many bytes each try ends, and why. */
export class FakeSender implements Pick<FileSender, 'send'> {
  readonly arrived = new Map<string, number>();
  readonly sentBytes: number[] = [];
  cuts: { after: number; problem: ApiProblem }[] = [];
  /** Holds every try back until it is let go. */
  gate: Promise<void> | undefined;

  async send(sending: Sending): Promise<UploadId> {
    const id = (sending.uploadId ?? fileIds[this.arrived.size]) as UploadId;
    if (!sending.uploadId) {
      this.arrived.set(id, 0);
      sending.begun(id);
    }
    await this.gate;
    const from = this.arrived.get(id) ?? 0;
    const cut = this.cuts.shift();
    const to = cut ? Math.min(sending.bytes.size, from + cut.after) : sending.bytes.size;
    this.arrived.set(id, to);
    this.sentBytes.push(to - from);
    sending.sent(to, true);
    if (cut) throw cut.problem;
    return id;
  }
}
