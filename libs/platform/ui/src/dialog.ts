import { Component, effect, input, model, viewChild } from '@angular/core';
import type { ElementRef } from '@angular/core';

let dialogs = 0;

/**
 * A question that has to be answered before going on. The native dialog keeps the focus inside and gives it back.
 * Escape and a tap beside it close it, which is the safe answer; the buttons go into `[actions]`, the filled one last.
 */
@Component({
  selector: 'ui-dialog',
  template: `
    <dialog #box class="dialog" [attr.aria-labelledby]="id" (close)="open.set(false)" closedby="any">
      <div class="dialog-body">
        <h2 [id]="id">{{ heading() }}</h2>
        <ng-content />
        <div class="dialog-actions"><ng-content select="[actions]" /></div>
      </div>
    </dialog>
  `,
})
export class UiDialog {
  readonly open = model.required<boolean>();
  readonly heading = input.required<string>();
  protected readonly id = `dialog-${++dialogs}`;
  private readonly box = viewChild.required<ElementRef<HTMLDialogElement>>('box');

  constructor() {
    effect(() => {
      const { nativeElement: box } = this.box();
      if (this.open() && !box.open) box.showModal();
      if (!this.open() && box.open) box.close();
    });
  }
}
