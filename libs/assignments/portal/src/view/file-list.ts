import { Component, computed, inject, input, signal } from '@angular/core';
import type { Annotation, AttachedFile } from '@bimtek/assignments-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiIcon, UiSkeleton } from '@bimtek/platform-ui';
import { ToolIcon } from '../files/tool-icon.ts';
import type { FileSource } from './file-source.ts';
import { FileViewer } from './file-viewer.ts';

/** Files of handed-in work, each opened in place; with the notes that were made on them. */
@Component({
  selector: 'assignments-file-list',
  imports: [FileViewer, ToolIcon, TranslocoPipe, UiIcon, UiSkeleton],
  template: `
    <ul class="rows" [attr.aria-label]="'files.list' | transloco">
      @for (one of rows(); track one.file.id) {
        <li>
          <button
            type="button"
            class="row"
            [attr.aria-expanded]="opened().has(one.file.id)"
            (click)="toggle(one.file.id)"
          >
            @if (one.picture; as picture) {
              <img class="thumb" [src]="picture" alt="" loading="lazy" width="48" height="48" />
            } @else if (one.file.kind === 'audio' || one.file.kind === 'image') {
              <assignments-tool-icon [name]="one.file.kind === 'audio' ? 'microphone' : 'image'" />
            } @else {
              <ui-icon name="file" />
            }
            <span class="row-main">
              <span class="row-title name">{{ one.file.name }}</span>
              <span class="row-meta num">{{ one.meta }}</span>
            </span>
            <ui-icon class="chevron" [name]="opened().has(one.file.id) ? 'up' : 'down'" size="s" />
          </button>
          @if (opened().has(one.file.id)) {
            @defer {
              <assignments-file-viewer [file]="one.file" [source]="source()" [annotations]="annotations()" />
            } @placeholder {
              <ui-skeleton kind="text" [count]="3" [label]="'files.view.loading' | transloco" />
            }
          }
        </li>
      }
    </ul>
  `,
  styles: `
    .thumb {
      width: 48px;
      height: 48px;
      border-radius: var(--radius-s);
      object-fit: cover;
    }
    .name {
      overflow-wrap: anywhere;
    }
    assignments-file-viewer {
      display: block;
      padding-bottom: 16px;
    }
  `,
})
export class FileList {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly files = input.required<readonly AttachedFile[]>();
  readonly source = input.required<FileSource>();
  readonly annotations = input<readonly Annotation[]>([]);
  readonly #opened = signal<ReadonlySet<string>>(new Set());
  protected readonly opened = this.#opened.asReadonly();
  protected readonly rows = computed(() =>
    this.files().map((file) => {
      const notes = this.annotations().filter(({ fileId }) => fileId === file.id).length;
      const isPictured = file.kind === 'image' && file.preview.state === 'ready';
      return {
        file,
        picture: isPictured ? this.source().url(file, 'thumbnail') : undefined,
        meta: [
          this.#words.t(`files.kind.${file.kind}`),
          this.#formats.bytes(file.sizeBytes),
          ...(notes > 0 ? [this.#words.count('files.notes.of', notes)] : []),
        ].join(' · '),
      };
    }),
  );

  protected toggle(id: string): void {
    this.#opened.update((opened) =>
      opened.has(id) ? new Set([...opened].filter((one) => one !== id)) : new Set(opened).add(id),
    );
  }
}
