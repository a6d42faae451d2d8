import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import type { Annotation, AttachedFile } from '@bimtek/assignments-contracts';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiSkeleton, UiTabs } from '@bimtek/platform-ui';
import type { FileSource } from './file-source.ts';
import { FileViewer } from './file-viewer.ts';

const text = 'tulisan';

/** Handed-in work by its parts: what was written, which goes inside, and each file. Without files it is the text alone. */
@Component({
  selector: 'assignments-work-parts',
  imports: [FileViewer, TranslocoPipe, UiSkeleton, UiTabs],
  template: `
    @if (files().length > 0) {
      <ui-tabs [label]="'files.view.choose' | transloco" [tabs]="tabs()" [(selected)]="chosen" />
    }
    <div
      [hidden]="chosen() !== text"
      [attr.role]="files().length > 0 ? 'tabpanel' : null"
      [id]="'panel-' + text"
      [attr.aria-labelledby]="files().length > 0 ? 'tab-' + text : null"
    >
      <ng-content />
    </div>
    @if (file(); as file) {
      <div role="tabpanel" [id]="'panel-' + file.id" [attr.aria-labelledby]="'tab-' + file.id">
        @defer {
          <assignments-file-viewer
            [file]="file"
            [source]="source()"
            [annotations]="annotations()"
            [isEditable]="isEditable()"
            [canUndo]="canUndo()"
            [canRedo]="canRedo()"
            (changed)="changed.emit($event)"
            (undone)="undone.emit()"
            (redone)="redone.emit()"
          />
        } @placeholder {
          <ui-skeleton kind="text" [count]="6" [label]="'files.view.loading' | transloco" />
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
      min-width: 0;
    }
    div {
      min-width: 0;
    }
  `,
})
export class WorkParts {
  readonly #words = inject(Words);
  /** Another one begins with its first part. */
  readonly versionId = input.required<string>();
  readonly hasText = input.required<boolean>();
  readonly files = input.required<readonly AttachedFile[]>();
  readonly source = input.required<FileSource>();
  readonly annotations = input<readonly Annotation[]>([]);
  readonly isEditable = input(false);
  readonly canUndo = input(false);
  readonly canRedo = input(false);
  readonly changed = output<{ annotations: Annotation[]; step: string }>();
  readonly undone = output();
  readonly redone = output();

  protected readonly text = text;
  protected readonly chosen = signal(text);
  protected readonly file = computed(() => this.files().find(({ id }) => id === this.chosen()));
  protected readonly tabs = computed(() => [
    { id: text, label: this.#words.t('files.view.text') },
    ...this.files().map(({ id, name }) => {
      const notes = this.annotations().filter(({ fileId }) => fileId === id).length;
      return { id, label: name, ...(notes > 0 ? { count: String(notes) } : {}) };
    }),
  ]);

  constructor() {
    effect(() => {
      this.versionId();
      untracked(() => this.chosen.set(this.hasText() ? text : (this.files()[0]?.id ?? text)));
    });
  }
}
