import { Component, DestroyRef, computed, effect, inject, input } from '@angular/core';
import { downloadDataExport, getDataExport, requestDataExport } from '@bimtek/identity-contracts';
import {
  ApiClient,
  AsBytes,
  AsDateTime,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiSkeleton } from '@bimtek/platform-ui';
import { AccountFrame } from './account-frame.ts';
import { Working } from './working.ts';

const LOOK_AGAIN_MS = 3_000;

/** A copy of everything that is kept about oneself. */
@Component({
  selector: 'identity-data-page',
  imports: [
    AccountFrame,
    AsBytes,
    AsDateTime,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiSkeleton,
  ],
  template: `
    <identity-account-frame [heading]="'account.data.title' | transloco" [isDesk]="isDesk()">
      <p>{{ 'account.data.text' | transloco }}</p>
      @if (working.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      @if (state.error(); as error) {
        <app-problem [error]="error" (retry)="state.reload()" />
      } @else if (state.hasValue()) {
        @if (last(); as last) {
          @if (last.state === 'ready') {
            <ui-banner tone="done" [inset]="true" [heading]="'account.data.ready' | transloco">
              {{
                'account.data.readyText'
                  | transloco
                    : { size: last.sizeBytes ?? 0 | asBytes, date: last.expiresAt ?? '' | asDateTime }
              }}
            </ui-banner>
            <p>
              <a uiButton [href]="url()" download
                ><ui-icon name="download" size="s" />{{ 'account.data.download' | transloco }}</a
              >
            </p>
          } @else {
            <ui-banner tone="waiting" icon="clock" [inset]="true">{{
              'account.data.preparing' | transloco
            }}</ui-banner>
          }
        }
        @if (last()?.state !== 'preparing') {
          <p>
            <button
              [uiButton]="last() ? 'outline' : 'primary'"
              type="button"
              [busy]="working.isBusy()"
              (click)="ask()"
            >
              {{ (last() ? 'account.data.again' : 'account.data.ask') | transloco }}
            </button>
          </p>
        }
        <p class="quiet small">{{ 'account.data.shared' | transloco }}</p>
      } @else {
        <ui-skeleton [count]="2" [label]="'platform.state.loading' | transloco" />
      }
    </identity-account-frame>
  `,
})
export class DataPage {
  readonly #api = inject(ApiClient);
  readonly isDesk = input(false);
  protected readonly working = new Working();
  protected readonly state = this.#api.read(getDataExport);
  protected readonly last = computed(() => (this.state.hasValue() ? this.state.value()?.last : undefined));
  protected readonly url = computed(() => {
    const last = this.last();
    return last ? this.#api.urlOf(downloadDataExport, { params: { exportId: last.id } }) : '';
  });

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      clearTimeout(timer);
      if (this.last()?.state === 'preparing') timer = setTimeout(() => this.state.reload(), LOOK_AGAIN_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected async ask(): Promise<void> {
    const asked = await this.working.run(() => this.#api.call(requestDataExport));
    if (asked) this.state.set({ last: asked.done });
  }
}
