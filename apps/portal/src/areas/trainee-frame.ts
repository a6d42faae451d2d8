import { Component, computed, inject } from '@angular/core';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { toSignal } from '@angular/core/rxjs-interop';
import { filter, map } from 'rxjs';
import { Connection, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiBrand, UiPlaces } from '@bimtek/platform-ui';
import type { Place } from '@bimtek/platform-ui';
import { traineePlaces } from './trainee.ts';
import { unread } from './unread.ts';

/** Phone first: one column, the places below; from 840 px a rail. A focused task has neither head nor places. */
@Component({
  selector: 'app-trainee-frame',
  imports: [RouterLink, RouterOutlet, TranslocoPipe, UiBanner, UiBrand, UiPlaces],
  template: `
    <div class="trainee" [class.focused]="isFocused()">
      @if (!isFocused()) {
        <header class="top">
          <a class="brand" routerLink="/beranda"><ui-brand /></a>
        </header>
        @if (!connection.isOnline()) {
          <ui-banner tone="waiting" [heading]="'platform.state.offline' | transloco">
            {{ 'platform.state.offlineMore' | transloco }}
          </ui-banner>
        }
      }
      <main id="isi"><router-outlet /></main>
      @if (!isFocused()) {
        <ui-places [places]="places()" [label]="'platform.nav.label' | transloco">
          <a class="brand-link" routerLink="/beranda"><ui-brand [word]="false" /></a>
        </ui-places>
      }
    </div>
  `,
})
export class TraineeFrame {
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #words = inject(Words);
  readonly #unread = unread();
  protected readonly connection = inject(Connection);

  protected readonly places = computed<Place[]>(() =>
    traineePlaces
      .filter(({ allow }) => !allow || this.#session.can(allow))
      .map(({ path, label, icon }) => ({
        path,
        icon,
        label: this.#words.t(label),
        ...(path === '/pesan' && { count: this.#unread(), countLabel: this.#words.t('platform.nav.unread') }),
      })),
  );

  protected readonly isFocused = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => isFocusedTask(this.#router)),
    ),
    { initialValue: isFocusedTask(this.#router) },
  );
}

function isFocusedTask(router: Router): boolean {
  let route = router.routerState.snapshot.root;
  while (route.firstChild) route = route.firstChild;
  return route.data['focused'] === true;
}
