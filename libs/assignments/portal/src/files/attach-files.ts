import { Component, computed, inject, input, output, signal } from '@angular/core';
import {
  type AttachedFile,
  type AttachedFileId,
  FILE_MAX_BYTES,
  type FileKind,
  FILES_MAX,
} from '@bimtek/assignments-contracts';
import { Connection, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { type IconName, UiBanner, UiButton, UiIcon, UiIconButton, UiMeter } from '@bimtek/platform-ui';
import { acceptOf } from './choosing.ts';
import { isPassing } from './file-delivery.ts';
import type { FileUpload, FileUploads } from './file-uploads.ts';
import { Recorder } from './recorder.ts';
import { ToolIcon, type ToolIconName } from './tool-icon.ts';

/** The files of a piece of work while it is being written: what is attached, what is on its way, and ways to add more. */
@Component({
  selector: 'assignments-attach-files',
  imports: [Recorder, ToolIcon, TranslocoPipe, UiBanner, UiButton, UiIcon, UiIconButton, UiMeter],
  templateUrl: './attach-files.html',
  styleUrl: './attach-files.css',
})
export class AttachFiles {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #connection = inject(Connection);
  readonly uploads = input.required<FileUploads>();
  readonly kinds = input.required<readonly FileKind[]>();
  readonly files = input.required<readonly AttachedFile[]>();
  /** Named in the work, but no longer there. */
  readonly missing = input<readonly AttachedFileId[]>([]);
  /** Nothing is added or taken away now. */
  readonly isReadOnly = input(false);
  readonly removed = output<AttachedFileId>();

  protected readonly max = FILES_MAX;
  protected readonly isRecording = signal(false);
  protected readonly isOver = signal(false);
  protected readonly room = computed(() => FILES_MAX - this.#named() - this.uploads().count());
  protected readonly takesPhoto = computed(() => this.kinds().includes('image'));
  protected readonly takesSound = computed(() => this.kinds().includes('audio'));
  protected readonly accept = computed(() => acceptOf(this.kinds()));
  protected readonly hint = computed(() => {
    const kinds = this.kinds().map((kind) => this.#words.t(`files.kind.${kind}`));
    return this.#words.t('files.hint', {
      kinds: kinds.join(', '),
      max: FILES_MAX,
      size: this.#formats.bytes(FILE_MAX_BYTES),
    });
  });
  protected readonly attached = computed(() =>
    this.files().map((file) => ({
      file,
      look: lookOf(file.kind),
      meta: `${this.#words.t(`files.kind.${file.kind}`)} · ${this.#sizesOf(
        file.kind,
        this.uploads().before().get(file.id) ?? file.sizeBytes,
        file.sizeBytes,
      )}`,
    })),
  );
  protected readonly underway = computed(() =>
    this.uploads()
      .uploads()
      .map((upload) => ({
        upload,
        look: lookOf(upload.kind),
        size: this.#sizesOf(upload.kind, upload.sizeBefore, upload.size),
        words: this.#wordsOf(upload),
        canRetry: upload.state === 'failed' && !!upload.problem && !isFinal(upload.problem.code),
      })),
  );
  protected readonly faults = computed(() =>
    this.uploads()
      .refused()
      .map(({ name, fault }) => ({
        name,
        words: this.#words.t(`files.fault.${fault}`, {
          name,
          max: FILES_MAX,
          size: this.#formats.bytes(FILE_MAX_BYTES),
        }),
      })),
  );

  protected async choose(box: HTMLInputElement): Promise<void> {
    const files = [...(box.files ?? [])];
    // The same file may be chosen again after it was taken away.
    box.value = '';
    await this.#add(files);
  }

  protected dragOver(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(!this.isReadOnly());
  }

  protected async drop(event: DragEvent): Promise<void> {
    // Otherwise the browser would open the file in place of the page.
    event.preventDefault();
    this.isOver.set(false);
    if (!this.isReadOnly()) await this.#add([...(event.dataTransfer?.files ?? [])]);
  }

  protected async record(file: File): Promise<void> {
    this.isRecording.set(false);
    await this.#add([file]);
  }

  #named(): number {
    return this.files().length + this.missing().length;
  }

  protected bytes(size: number): string {
    return this.#formats.bytes(size);
  }

  #add(files: readonly File[]): Promise<void> {
    return this.uploads().add(files, this.kinds(), this.#named());
  }

  #sizesOf(kind: FileKind, sizeBefore: number, size: number): string {
    const [before, after] = [this.#formats.bytes(sizeBefore), this.#formats.bytes(size)];
    return kind === 'image' && before !== after ? `${before} → ${after}` : after;
  }

  #wordsOf({ state, size, sent, problem, isKept }: FileUpload): string {
    const left = this.#formats.bytes(Math.max(0, size - sent));
    if (state === 'failed') return problem ? this.#words.problem(problem) : '';
    if (state === 'checking') return this.#words.t('files.state.checking');
    if (state === 'sending') return this.#words.t('files.state.sending', { left });
    if (problem && isPassing(problem) && !problem.isNetwork)
      return this.#words.t('files.state.busy', { left });
    if (!this.#connection.isOnline() || problem)
      return this.#words.t(isKept ? 'files.state.offline' : 'files.state.offlineOpen', { left });
    return this.#words.t('files.state.waiting', { left });
  }
}

/** Sending the same again would be refused again. */
function isFinal(code: string): boolean {
  return /^(kind-|file-|has-)/.test(code);
}

function lookOf(kind: FileKind): { icon?: IconName; tool?: ToolIconName } {
  if (kind === 'image') return { tool: 'image' };
  return kind === 'audio' ? { tool: 'microphone' } : { icon: 'file' };
}
