import { Component, Service, inject, signal } from '@angular/core';
import { UiButton } from './button.ts';

export interface Toast {
  id: number;
  text: string;
  action?: string | undefined;
  act?: (() => void) | undefined;
}

/** Long enough to read the sentence and decide to undo (WCAG 2.2.1: nothing is lost when it goes). */
const shownMs = 10_000;

/** Short news about what was just done, with a way to undo it. Never the only place where something is said. */
@Service()
export class Toasts {
  readonly #toasts = signal<readonly Toast[]>([]);
  readonly toasts = this.#toasts.asReadonly();
  #last = 0;

  show(text: string, undo?: { label: string; act: () => void }): void {
    const id = ++this.#last;
    this.#toasts.update((toasts) => [...toasts.slice(-1), { id, text, action: undo?.label, act: undo?.act }]);
    setTimeout(() => this.close(id), shownMs);
  }

  close(id: number): void {
    this.#toasts.update((toasts) => toasts.filter((toast) => toast.id !== id));
  }
}

/** Stands once in the app; shows what `Toasts` is told. */
@Component({
  selector: 'ui-toast-region',
  imports: [UiButton],
  host: { class: 'toast-region', role: 'status', 'aria-live': 'polite' },
  template: `
    @for (toast of toasts.toasts(); track toast.id) {
      <div class="toast">
        <span>{{ toast.text }}</span>
        @if (toast.action) {
          <button uiButton="quiet" size="small" type="button" (click)="act(toast)">{{ toast.action }}</button>
        }
      </div>
    }
  `,
})
export class UiToastRegion {
  protected readonly toasts = inject(Toasts);

  protected act(toast: Toast): void {
    toast.act?.();
    this.toasts.close(toast.id);
  }
}
