import { Component, input } from '@angular/core';

/** The mark (a roof over an open book), with or without the name. On `cloth` it stands on nila. */
@Component({
  selector: 'ui-brand',
  host: { class: 'brand', '[class.on-cloth]': "tone() === 'cloth'" },
  template: `
    <svg
      class="mark"
      viewBox="0 0 32 32"
      [attr.role]="word() ? null : 'img'"
      [attr.aria-label]="word() ? null : 'Ruang Bimtek'"
      [attr.aria-hidden]="word() ? 'true' : null"
    >
      <path class="mark-roof" d="M3.5 13.2 16 4l12.5 9.2" />
      <path
        class="mark-book"
        d="M16 14.8c-2.7-2-6-2.6-9.5-2.2v12.6c3.5-.4 6.8.2 9.5 2.2 2.7-2 6-2.6 9.5-2.200V12.600c-3.5-.4-6.8.2-9.5 2.200zM16 14.800v12.6"
      />
    </svg>
    @if (word()) {
      <span>Ruang Bimtek</span>
    }
  `,
})
export class UiBrand {
  readonly tone = input<'paper' | 'cloth'>('paper');
  readonly word = input(true);
}
