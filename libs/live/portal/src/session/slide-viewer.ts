import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { type SlideDeck, slideUrl } from '@bimtek/live-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiIconButton } from '@bimtek/platform-ui';
import { DOCUMENT } from '@angular/common';

/** Slides page by page, each a small picture; the next one is fetched while this one is read. */
@Component({
  selector: 'live-slide-viewer',
  imports: [TranslocoPipe, UiIconButton],
  template: `
    @if (size(); as size) {
      <img
        [src]="source(page())"
        [width]="size.width"
        [height]="size.height"
        [alt]="'schedule.session.slide' | transloco: { page: page(), pages: deck().pages.length }"
        (load)="fetchNext()"
      />
      <div class="turn">
        <button
          [uiIconButton]="'back'"
          type="button"
          [label]="'schedule.session.slidePrevious' | transloco"
          [disabled]="page() === 1"
          (click)="turn(-1)"
        ></button>
        <p class="num small" aria-live="polite">
          {{ 'schedule.session.slide' | transloco: { page: page(), pages: deck().pages.length } }}
        </p>
        <button
          [uiIconButton]="'next'"
          type="button"
          [label]="'schedule.session.slideNext' | transloco"
          [disabled]="page() === deck().pages.length"
          (click)="turn(1)"
        ></button>
      </div>
    }
  `,
  styles: `
    img {
      display: block;
      width: 100%;
      height: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius-s);
      background: var(--surface-2);
    }
    .turn {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
  `,
})
export class SlideViewer {
  readonly #document = inject(DOCUMENT);
  readonly sessionId = input.required<string>();
  readonly deck = input.required<SlideDeck>();
  /** Where the trainer is, when the viewer follows; one may leaf through by oneself until it moves on. */
  readonly shown = input<number | undefined>(undefined);
  protected readonly page = signal(1);
  protected readonly size = computed(() => this.deck().pages[this.page() - 1]);

  constructor() {
    effect(() => {
      const shown = this.shown();
      if (shown !== undefined) this.page.set(shown);
    });
  }

  protected source(page: number): string {
    return slideUrl(this.sessionId(), this.deck().id, page);
  }

  protected turn(by: number): void {
    this.page.update((page) => Math.min(this.deck().pages.length, Math.max(1, page + by)));
  }

  protected fetchNext(): void {
    if (this.page() >= this.deck().pages.length) return;
    const picture = this.#document.createElement('img');
    picture.src = this.source(this.page() + 1);
  }
}
