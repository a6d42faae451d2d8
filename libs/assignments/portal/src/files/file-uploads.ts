import { DestroyRef, Service, computed, effect, inject, signal, untracked } from '@angular/core';
import {
  type AssignmentCode,
  type AttachedFile,
  type FileKind,
  FILES_MAX,
} from '@bimtek/assignments-contracts';
import { type ApiProblem, asProblem, Connection, Session } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { type ChoiceFault, faultOf, kindOf, renamedTo } from './choosing.ts';
import { FileDelivery, isPassing } from './file-delivery.ts';
import { KeptBytes } from './kept-bytes.ts';
import { type KeptFile, keptFiles, keptPieces, pieceOf } from './kept-files.ts';
import { PhotoUnreadable, shrinkPhoto } from './shrink-photo.ts';

/** `waiting`: for its turn or for signal; `checking`: all has arrived and the server looks at it. */
export type UploadState = 'waiting' | 'sending' | 'checking' | 'failed';

export interface FileUpload extends KeptFile {
  id: string;
  state: UploadState;
  problem?: ApiProblem | undefined;
  /** Whether it outlives this page. */
  isKept: boolean;
}

/** A choice that came to nothing. */
export interface Refused {
  name: string;
  fault: ChoiceFault;
}

/** The bytes themselves: a file that is moved or changed after it was chosen can no longer be read. */
const copyOf = async (file: File) => new Blob([await file.arrayBuffer()], { type: file.type });

const retryAfterMs = () => 4_000 + Math.random() * 4_000;

/**
 * The files of one assignment on their way to the server, one after the other, as a bad link carries one best. They
 * wait without signal, go on by themselves from where they stopped, also after a reload, and leave when they are attached.
 */
@Service({ autoProvided: false })
export class FileUploads {
  readonly #delivery = inject(FileDelivery);
  readonly #bytes = inject(KeptBytes);
  readonly #connection = inject(Connection);
  readonly #session = inject(Session);
  readonly #kept = keptFiles();
  readonly #uploads = signal<readonly FileUpload[]>([]);
  readonly #preparing = signal<readonly { id: string; name: string; sizeBefore: number }[]>([]);
  readonly #refused = signal<readonly Refused[]>([]);
  readonly #attached = signal<ReadonlyMap<string, AttachedFile>>(new Map());
  readonly #before = signal<ReadonlyMap<string, number>>(new Map());
  #code: AssignmentCode | undefined;
  #onAttached: (file: AttachedFile) => void = () => undefined;
  #isEnded = false;
  #running: { id: string; abort: AbortController } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly uploads = this.#uploads.asReadonly();
  /** Photos that are being made smaller. */
  readonly preparing = this.#preparing.asReadonly();
  readonly refused = this.#refused.asReadonly();
  /** What was attached on this page, by id. */
  readonly attached = this.#attached.asReadonly();
  /** How large they were before they were made smaller, by id. */
  readonly before = this.#before.asReadonly();
  /** Whether something is still to arrive; what was refused is not. */
  readonly isUnderway = computed(
    () => this.#preparing().length > 0 || this.#uploads().some(({ state }) => state !== 'failed'),
  );
  /** Whether leaving the page would lose something. */
  readonly isOnlyHere = computed(
    () =>
      this.#preparing().length > 0 ||
      this.#uploads().some(({ isKept, state }) => !isKept && state !== 'failed'),
  );
  readonly count = computed(() => this.#preparing().length + this.#uploads().length);

  constructor() {
    effect(() => {
      if (this.#connection.isOnline()) untracked(() => this.#run());
      else untracked(() => this.#running?.abort.abort());
    });
    inject(DestroyRef).onDestroy(() => {
      this.#isEnded = true;
      clearTimeout(this.#timer);
      this.#running?.abort.abort();
    });
  }

  /** Goes on with what this device keeps for the assignment. */
  start(code: AssignmentCode, onAttached: (file: AttachedFile) => void): void {
    this.#onAttached = onAttached;
    if (this.#code === code) return;
    this.#code = code;
    const personId = this.#personId;
    const kept = keptPieces(personId, code).flatMap(({ piece, id }): FileUpload[] => {
      const file = this.#kept.read(personId, piece);
      return file ? [{ ...file, id, state: 'waiting', isKept: true }] : [];
    });
    this.#uploads.set(kept);
    void this.#bytes.dropAllBut((key) => localStorage.getItem(`berkas:${key}`) !== null);
    this.#run();
  }

  /** Takes chosen files as far as there is room for them, beside those that are attached. */
  async add(files: readonly File[], kinds: readonly FileKind[], attached: number): Promise<void> {
    this.#refused.set([]);
    for (const file of files) {
      const fault = attached + this.count() >= FILES_MAX ? ('too-many' as const) : faultOf(file, kinds);
      if (fault) this.refuse(file.name, fault);
      else await this.#take(file);
    }
  }

  dismissRefused(): void {
    this.#refused.set([]);
  }

  /** The person would rather not send it. */
  async remove(id: string): Promise<void> {
    this.#uploads.update((uploads) => uploads.filter((one) => one.id !== id));
    if (this.#running?.id === id) this.#running.abort.abort();
    if (this.#code) await this.#delivery.forget(this.#personId, pieceOf(this.#code, id));
  }

  retry(id: string): void {
    this.#change(id, { state: 'waiting', problem: undefined });
    this.#run();
  }

  async #take(file: File): Promise<void> {
    const code = this.#code;
    const kind = kindOf(file);
    if (!code || !kind) return;
    const id = newId<string>();
    this.#preparing.update((all) => [...all, { id, name: file.name, sizeBefore: file.size }]);
    try {
      const bytes = kind === 'image' ? await shrinkPhoto(file) : await copyOf(file);
      const name = (kind === 'image' ? renamedTo(file.name, bytes.type) : file.name).slice(-200);
      const kept = { name, kind, sizeBefore: file.size, size: bytes.size, sent: 0, uploadId: null };
      const piece = pieceOf(code, id);
      const isKept =
        this.#kept.write(this.#personId, piece, kept) &&
        (await this.#bytes.write(this.#personId, piece, bytes));
      if (!isKept) {
        this.#kept.drop(this.#personId, piece);
        // Over the reload it would be gone; until then the page itself has it.
        await this.#bytes.write(this.#personId, piece, bytes);
      }
      this.#uploads.update((uploads) => [...uploads, { ...kept, id, state: 'waiting', isKept }]);
    } catch (error) {
      this.refuse(file.name, error instanceof PhotoUnreadable ? 'photo-unreadable' : 'unreadable');
    } finally {
      this.#preparing.update((all) => all.filter((one) => one.id !== id));
    }
    this.#run();
  }

  /** Says why a file is not taken. */
  refuse(name: string, fault: ChoiceFault): void {
    this.#refused.update((all) => [...all, { name, fault }]);
  }

  #run(): void {
    clearTimeout(this.#timer);
    if (this.#running || this.#isEnded || !this.#connection.isOnline()) return;
    const next = this.#uploads().find(({ state }) => state === 'waiting');
    if (next) void this.#send(next);
  }

  async #send(upload: FileUpload): Promise<void> {
    const [code, personId] = [this.#code, this.#personId];
    if (!code) return;
    const abort = new AbortController();
    this.#running = { id: upload.id, abort };
    this.#change(upload.id, { state: 'sending', problem: undefined });
    const piece = pieceOf(code, upload.id);
    const { id, state: _state, problem: _problem, isKept, ...memory } = upload;
    let hasToPause = false;
    try {
      const file = await this.#delivery.bring(
        personId,
        { piece, code, ...(isKept ? {} : { memory }) },
        (kept, isWhole) => this.#change(id, { ...kept, ...(isWhole ? { state: 'checking' as const } : {}) }),
        abort.signal,
      );
      // Taken away while it was being checked: the server forgets it by itself.
      if (this.#isEnded || !this.#uploads().some((one) => one.id === id)) return;
      if (file) {
        this.#attached.update((all) => new Map(all).set(file.id, file));
        this.#before.update((all) => new Map(all).set(file.id, upload.sizeBefore));
        this.#onAttached(file);
      }
      this.#uploads.update((uploads) => uploads.filter((one) => one.id !== id));
      await this.#delivery.forget(personId, piece);
    } catch (error) {
      const problem = asProblem(error);
      hasToPause = isPassing(problem);
      this.#change(id, { state: hasToPause ? 'waiting' : 'failed', problem });
    } finally {
      this.#running = undefined;
      // A link that comes back for a whole regency must not bring everybody in the same instant.
      if (hasToPause && !this.#isEnded) this.#timer = setTimeout(() => this.#run(), retryAfterMs());
      else this.#run();
    }
  }

  #change(id: string, change: Partial<FileUpload>): void {
    this.#uploads.update((uploads) => uploads.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  get #personId(): string {
    return this.#session.person()?.id ?? '';
  }
}
