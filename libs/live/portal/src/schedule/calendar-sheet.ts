import { Component, computed, effect, inject, model, signal } from '@angular/core';
import { endCalendarFeed, getCalendarFeed, makeCalendarFeed } from '@bimtek/live-contracts';
import { ApiClient, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiDialog, UiField, UiIcon, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** Puts the own sessions into the calendar of the phone: a secret address, shown once. */
@Component({
  selector: 'live-calendar-sheet',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiIcon, UiInput],
  template: `
    <ui-dialog [(open)]="open" [heading]="'schedule.calendar.title' | transloco">
      <p>{{ 'schedule.calendar.about' | transloco }}</p>
      @if (url(); as url) {
        <ui-field
          [label]="'schedule.calendar.address' | transloco"
          [hint]="'schedule.calendar.shownOnce' | transloco"
        >
          <input uiInput readonly [value]="url" (focus)="selectAll($event)" />
        </ui-field>
        <p class="small quiet">{{ 'schedule.calendar.secret' | transloco }}</p>
        <button uiButton="outline" type="button" (click)="copy(url)">
          <ui-icon name="file" size="s" />{{ 'schedule.calendar.copy' | transloco }}
        </button>
        <p class="small quiet">{{ 'schedule.calendar.google' | transloco }}</p>
      } @else if (feed(); as feed) {
        <p class="num">
          {{ 'schedule.calendar.since' | transloco: { at: feed.since } }}
          {{
            feed.lastRead
              ? ('schedule.calendar.lastRead' | transloco: { at: feed.lastRead })
              : ('schedule.calendar.neverRead' | transloco)
          }}
        </p>
        <p class="small quiet">{{ 'schedule.calendar.renewMore' | transloco }}</p>
        <button uiButton="danger" size="slim" type="button" [busy]="acting.isBusy()" (click)="end()">
          {{ 'schedule.calendar.end' | transloco }}
        </button>
      }
      @if (acting.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.close' | transloco }}
        </button>
        @if (url()) {
          <a uiButton [href]="webcal()">{{ 'schedule.calendar.open' | transloco }}</a>
        } @else {
          <button uiButton type="button" [busy]="acting.isBusy()" (click)="make()">
            {{ (feed() ? 'schedule.calendar.renew' : 'schedule.calendar.make') | transloco }}
          </button>
        }
      </ng-container>
    </ui-dialog>
  `,
})
export class CalendarSheet {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly open = model.required<boolean>();
  protected readonly acting = new Acting();
  protected readonly url = signal<string | undefined>(undefined);
  readonly #read = this.#api.read(getCalendarFeed, () => (this.open() ? {} : undefined));
  protected readonly feed = computed(() => {
    const feed = this.#read.hasValue() ? this.#read.value().feed : null;
    return (
      feed && {
        since: this.#formats.recent(feed.createdAt),
        lastRead: feed.lastReadAt && this.#formats.recent(feed.lastReadAt),
      }
    );
  });
  /** The scheme by which phones and desktops know that an address is to be subscribed to. */
  protected readonly webcal = computed(() => this.url()?.replace(/^https?:/, 'webcal:'));

  constructor() {
    effect(() => {
      if (this.open()) return;
      this.url.set(undefined);
      this.acting.forget();
    });
  }

  protected async make(): Promise<void> {
    const made = await this.acting.run(() => this.#api.call(makeCalendarFeed));
    if (made) this.url.set(made.url);
  }

  protected async end(): Promise<void> {
    const ended = await this.acting.run(async () => {
      await this.#api.call(endCalendarFeed);
      return true;
    });
    if (!ended) return;
    this.#toasts.show(this.#words.t('schedule.calendar.ended'));
    this.open.set(false);
  }

  protected selectAll({ target }: Event): void {
    (target as HTMLInputElement).select();
  }

  protected async copy(url: string): Promise<void> {
    const key = await navigator.clipboard.writeText(url).then(
      () => 'copied',
      () => 'notCopied',
    );
    this.#toasts.show(this.#words.t(`schedule.calendar.${key}`));
  }
}
