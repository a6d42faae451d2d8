import { Component, DOCUMENT, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Connection, TranslocoPipe } from '@bimtek/platform-portal';
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
  readonly #router = inject(Router);
  readonly #connection = inject(Connection);
  /** From the route. */
  readonly kind = input.required<'missing' | 'forbidden' | 'offline'>();
  /** From the query: the page that could not be shown. */
  readonly ke = input<string | undefined>(undefined);
  protected readonly icons = { missing: 'search', forbidden: 'lock', offline: 'signal-off' } as const;

  constructor() {
    let wasOffline = false;
    effect(() => {
      const isOnline = this.#connection.isOnline();
      if (isOnline && wasOffline) untracked(() => this.#goOn());
      wasOffline = !isOnline;
    });
  }

  /** As a fresh page: what could not be fetched may also be a part of a version that the server no longer has. */
  protected retry(): void {
    this.#window?.location.assign(this.ke() ?? this.#window.location.href);
  }

  #goOn(): void {
    const page = this.ke();
    if (this.kind() === 'offline' && page) void this.#router.navigateByUrl(page);
  }
}
