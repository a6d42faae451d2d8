import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, form, validateStandardSchema } from '@angular/forms/signals';
import { importLimits } from '@bimtek/platform-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import type { ApiProblem } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiField, UiFileDrop, UiIcon, UiInput } from '@bimtek/platform-ui';
import { DecreeFacts } from '@bimtek/registry-contracts';

/** Which decree, and the file with its list. */
@Component({
  selector: 'registry-decree-form',
  imports: [FormField, TranslocoPipe, UiBanner, UiButton, UiField, UiFileDrop, UiIcon, UiInput],
  templateUrl: './decree-form.html',
  styles: `
    form {
      display: grid;
      gap: 12px;
    }
    .chosen {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 56px;
      padding: 8px 8px 8px 16px;
      border: 1px solid var(--control);
      border-radius: var(--radius);
      overflow-wrap: anywhere;
    }
    .chosen span {
      flex: 1;
      font-weight: 600;
    }
    .file-error {
      display: flex;
      gap: 6px;
      color: var(--danger-ink);
      font-weight: 600;
    }
  `,
})
export class DecreeForm {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  readonly templateUrl = input.required<string>();
  readonly sent = input<number | undefined>(undefined);
  readonly problem = input<ApiProblem | undefined>(undefined);
  readonly send = output<{ decree: DecreeFacts; file: File }>();

  readonly #typed = signal({ number: '', decidedOn: '', title: '' });
  protected readonly fields = form(this.#typed, (path) => {
    validateStandardSchema(path, DecreeFacts);
  });
  protected readonly file = signal<File | undefined>(undefined);
  protected readonly hasAsked = signal(false);

  protected readonly chosenWords = computed(() => {
    const file = this.file();
    return file
      ? this.#words.t('registry.imports.chosen', { name: file.name, size: this.#formats.bytes(file.size) })
      : '';
  });
  protected readonly fileError = computed(() => {
    const file = this.file();
    if (file && file.size > importLimits.bytes) {
      return this.#words.t('registry.imports.tooLarge', { size: this.#formats.bytes(file.size) });
    }
    return this.hasAsked() && !file ? this.#words.t('registry.imports.fileMissing') : '';
  });
  protected readonly problemWords = computed(() =>
    this.problem() ? this.#words.problem(this.problem()) : '',
  );
  protected readonly sendingWords = computed(() =>
    this.#words.t('registry.imports.sending', {
      percent: this.#formats.percent((this.sent() ?? 0) * 100, 0),
    }),
  );

  protected errorOf(field: 'number' | 'decidedOn' | 'title', key: string): string {
    const { touched, valid } = this.fields[field]();
    return (touched() || this.hasAsked()) && !valid() ? this.#words.t(`registry.imports.${key}`) : '';
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.hasAsked.set(true);
    const file = this.file();
    if (!file || this.fileError() || !this.fields().valid()) return;
    this.send.emit({ decree: DecreeFacts.parse(this.#typed()), file });
  }
}
