import { Component, computed, inject, input, model, output, signal } from '@angular/core';
import { importLimits } from '@bimtek/platform-contracts';
import { type ApiProblem, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiFileDrop, UiIcon } from '@bimtek/platform-ui';

/** How scores are imported, the sheet to fill in, and the place for the file. */
@Component({
  selector: 'graduation-upload-dialog',
  imports: [TranslocoPipe, UiBanner, UiButton, UiDialog, UiFileDrop, UiIcon],
  template: `
    <ui-dialog [(open)]="open" [heading]="'graduation.upload.title' | transloco">
      <p>{{ 'graduation.upload.about' | transloco }}</p>
      <ui-file-drop
        accept=".xlsx,.csv"
        [label]="sent() === undefined ? ('graduation.upload.file' | transloco) : sendingWords()"
        [hint]="'graduation.upload.fileHint' | transloco"
        [disabled]="sent() !== undefined"
        (picked)="pick($event)"
      />
      @if (refusal(); as refusal) {
        <ui-banner tone="bad" [inset]="true">{{ refusal }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <a uiButton="outline" [href]="templateUrl()" download
          ><ui-icon name="download" size="s" />{{ 'graduation.scores.template' | transloco }}</a
        >
      </ng-container>
    </ui-dialog>
  `,
})
export class UploadDialog {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  readonly open = model.required<boolean>();
  readonly templateUrl = input.required<string>();
  readonly sent = input<number | undefined>(undefined);
  readonly problem = input<ApiProblem | undefined>(undefined);
  readonly send = output<File>();

  readonly #tooLarge = signal<number | undefined>(undefined);
  protected readonly sendingWords = computed(() =>
    this.#words.t('graduation.upload.sending', {
      percent: this.#formats.percent((this.sent() ?? 0) * 100, 0),
    }),
  );
  protected readonly refusal = computed(() => {
    const size = this.#tooLarge();
    if (size !== undefined) {
      return this.#words.t('graduation.upload.tooLarge', { size: this.#formats.bytes(size) });
    }
    const problem = this.problem();
    return problem ? this.#words.problem(problem) : '';
  });

  protected pick(file: File): void {
    const isTooLarge = file.size > importLimits.bytes;
    this.#tooLarge.set(isTooLarge ? file.size : undefined);
    if (!isTooLarge) this.send.emit(file);
  }
}
