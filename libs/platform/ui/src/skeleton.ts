import { Component, computed, input } from '@angular/core';

/** Grey shapes where content is on its way. `label` tells screen readers so. */
@Component({
  selector: 'ui-skeleton',
  host: { class: 'skeleton', role: 'status', '[attr.aria-label]': 'label()', '[class]': 'kind()' },
  template: `
    @for (one of places(); track one) {
      <span class="skeleton-one" aria-hidden="true">
        @if (kind() === 'rows') {
          <i class="circle"></i>
        }
        <span><i></i><i class="short"></i></span>
      </span>
    }
  `,
})
export class UiSkeleton {
  readonly kind = input<'rows' | 'card' | 'text'>('rows');
  readonly count = input(3);
  readonly label = input.required<string>();
  protected readonly places = computed(() => Array.from({ length: this.count() }, (_, place) => place));
}
