import { Component, computed, inject, signal } from '@angular/core';
import { endOtherSessions, endSession, listSessions } from '@bimtek/identity-contracts';
import type { OpenSession } from '@bimtek/identity-contracts';
import {
  ApiClient,
  AsRecent,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiPill, UiRow, UiSkeleton } from '@bimtek/platform-ui';
import { Working } from './working.ts';

/** Where this account is signed in; each can be ended, this one with "sign out". */
@Component({
  selector: 'identity-session-list',
  imports: [
    AsRecent,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiPill,
    UiRow,
    UiSkeleton,
  ],
  template: `
    <section class="stack tight" aria-labelledby="sesi">
      <h2 id="sesi">{{ 'account.sessions.title' | transloco }}</h2>
      <p class="quiet small">{{ 'account.sessions.text' | transloco }}</p>
      @if (working.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      @if (ended(); as ended) {
        <ui-banner tone="done" [inset]="true">{{ ended }}</ui-banner>
      }
      @if (sessions.error(); as error) {
        <app-problem [error]="error" (retry)="sessions.reload()" />
      } @else if (sessions.hasValue()) {
        <ul class="rows">
          @for (one of items(); track one.id) {
            <li>
              <div
                uiRow
                [heading]="nameOf(one)"
                [meta]="'account.sessions.lastUsed' | transloco: { time: one.lastSeenAt | asRecent }"
              >
                <ui-icon lead [name]="one.device.kind === 'computer' ? 'columns' : 'phone'" />
                @if (one.isThis || one.sharedPhone) {
                  <span class="pills">
                    @if (one.isThis) {
                      <ui-pill tone="done" icon="check">{{ 'account.sessions.this' | transloco }}</ui-pill>
                    }
                    @if (one.sharedPhone) {
                      <ui-pill tone="info" icon="people">{{ 'account.sessions.shared' | transloco }}</ui-pill>
                    }
                  </span>
                }
                @if (!one.isThis) {
                  <button
                    trail
                    uiButton="outline"
                    size="small"
                    type="button"
                    [disabled]="working.isBusy()"
                    [attr.aria-label]="'account.sessions.endOne' | transloco: { device: nameOf(one) }"
                    (click)="end(one)"
                  >
                    {{ 'account.sessions.end' | transloco }}
                  </button>
                }
              </div>
            </li>
          }
        </ul>
        @if (items().length > 1) {
          <p>
            <button uiButton="outline" type="button" [busy]="working.isBusy()" (click)="endOthers()">
              {{ 'account.sessions.endOthers' | transloco }}
            </button>
          </p>
        }
      } @else {
        <ui-skeleton [count]="2" [label]="'platform.state.loading' | transloco" />
      }
    </section>
  `,
  styles: `
    .pills {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin-top: 6px;
    }
  `,
})
export class SessionList {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  protected readonly working = new Working();
  protected readonly sessions = this.#api.read(listSessions);
  protected readonly items = computed(() => this.sessions.value()?.items ?? []);
  protected readonly ended = signal('');

  protected nameOf({ device: { kind, browser, system } }: OpenSession): string {
    const device = this.#words.t(`account.device.${kind}`);
    const names = [system, browser].filter(Boolean).join(', ');
    return names ? `${device} (${names})` : device;
  }

  protected async end(one: OpenSession): Promise<void> {
    const done = await this.working.run(() => this.#api.call(endSession, { params: { sessionId: one.id } }));
    if (done) this.#tell(this.#words.t('account.sessions.endedOne', { device: this.nameOf(one) }));
  }

  protected async endOthers(): Promise<void> {
    const done = await this.working.run(() => this.#api.call(endOtherSessions));
    if (done) this.#tell(this.#words.t('account.sessions.endedOthers'));
  }

  #tell(words: string): void {
    this.ended.set(words);
    this.sessions.reload();
  }
}
