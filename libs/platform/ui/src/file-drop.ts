import { Component, booleanAttribute, input, output, signal } from '@angular/core';
import { UiIcon } from './icon.ts';

/** Takes one file, by choosing or by dropping. What is in it is judged by the server. */
@Component({
  selector: 'ui-file-drop',
  imports: [UiIcon],
  template: `
    <label
      class="file-drop"
      [class.over]="isOver()"
      (dragover)="$event.preventDefault(); isOver.set(true)"
      (dragleave)="isOver.set(false)"
      (drop)="drop($event)"
    >
      <input #box type="file" [accept]="accept()" [disabled]="disabled()" (change)="pick(box)" />
      <ui-icon name="upload" />
      <span class="row-title">{{ label() }}</span>
      <span class="row-meta">{{ hint() }}</span>
    </label>
  `,
})
export class UiFileDrop {
  readonly label = input.required<string>();
  readonly hint = input('');
  /** As the attribute of the same name: `.xlsx,.csv`. */
  readonly accept = input('');
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly picked = output<File>();
  protected readonly isOver = signal(false);

  protected pick(box: HTMLInputElement): void {
    const file = box.files?.[0];
    // The same file may be chosen again after it was put right.
    box.value = '';
    if (file) this.picked.emit(file);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    const file = event.dataTransfer?.files[0];
    if (file && !this.disabled()) this.picked.emit(file);
  }
}
