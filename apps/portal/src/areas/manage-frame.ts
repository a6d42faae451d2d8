import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { Connection, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiBrand, UiPlaces } from '@bimtek/platform-ui';
import type { Place } from '@bimtek/platform-ui';
import { managePlaces } from './manage.ts';
import { unread } from './unread.ts';

/**
 * The work screens: a dark rail, and pages that begin with `<app-desk-head>` and divide the window into panes.
 */
@Component({
  selector: 'app-manage-frame',
  imports: [RouterLink, RouterOutlet, TranslocoPipe, UiBanner, UiBrand, UiPlaces],
  template: `
    <div class="desk">
      <main id="isi">
        @if (!connection.isOnline()) {
          <ui-banner tone="waiting" [heading]="'platform.state.offline' | transloco">
            {{ 'platform.state.offlineMore' | transloco }}
          </ui-banner>
        }
        <router-outlet />
      </main>
      <ui-places look="cloth" [places]="places()" [label]="'platform.nav.label' | transloco">
        <a class="brand-link" routerLink="/kelola"><ui-brand tone="cloth" [word]="false" /></a>
      </ui-places>
    </div>
  `,
})
export class ManageFrame {
  readonly #session = inject(Session);
  readonly #words = inject(Words);
  readonly #unread = unread();
  protected readonly connection = inject(Connection);

  protected readonly places = computed<Place[]>(() => [
    ...managePlaces
      .filter(({ allow }) => !allow || this.#session.can(allow))
      .map(({ path, label, icon }) => ({ path, icon, label: this.#words.t(label) })),
    {
      path: '/kelola/pesan',
      icon: 'chat',
      label: this.#words.t('platform.nav.inbox'),
      count: this.#unread(),
      countLabel: this.#words.t('platform.nav.unread'),
    },
  ]);
}
