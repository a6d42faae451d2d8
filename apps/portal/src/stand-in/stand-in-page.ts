import { DOCUMENT, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiBrand, UiButton, UiErrorState } from '@bimtek/platform-ui';

/** Stands in for a page that is not there, not for this role, or cannot be fetched without signal. */
@Component({
  selector: 'app-stand-in-page',
  imports: [RouterLink, TranslocoPipe, UiBrand, UiButton, UiErrorState],
  template: `
    <div class="trainee focused">
      <header class="top">
        <a class="brand" routerLink="/"><ui-brand /></a>
      </header>
      <main id="isi">
        <h1 class="sr">{{ 'platform.page.' + kind() + '.title' | transloco }}</h1>
        <ui-error-state
          [icon]="icons[kind()]"
          [heading]="'platform.page.' + kind() + '.title' | transloco"
          [text]="'platform.page.' + kind() + '.text' | transloco"
        >
          @if (kind() === 'offline') {
            <button uiButton type="button" (click)="retry()">
              {{ 'platform.action.retry' | transloco }}
            </button>
          } @else {
            <a uiButton="outline" routerLink="/">{{ 'platform.action.home' | transloco }}</a>
          }
        </ui-error-state>
      </main>
    </div>
  `,
})
export class StandInPage {
  readonly #window = inject(DOCUMENT).defaultView;
  /** From the route. */
  readonly kind = input.required<'missing' | 'forbidden' | 'offline'>();
  protected readonly icons = { missing: 'search', forbidden: 'lock', offline: 'signal-off' } as const;

  /** The address in the bar is still the one that was asked for. */
  protected retry(): void {
    this.#window?.location.reload();
  }
}
