import { Component, computed, effect, inject, model, output, signal } from '@angular/core';
import { getSlides, putSlides, removeSlides, type Session } from '@bimtek/live-contracts';
import { ApiClient, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiIcon } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** How often one looks whether the pages have been drawn. */
const LOOK_MS = 3_000;

/** The PDF of a session: sent as it is, drawn page by page by the worker. */
@Component({
  selector: 'live-slides-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiIcon],
  template: `
    <ui-dialog
      [open]="session() !== undefined"
      (openChange)="$event || close()"
      [heading]="'schedule.plan.slides.title' | transloco: { title: session()?.title }"
    >
      <p>{{ 'schedule.plan.slides.about' | transloco }}</p>
      <p aria-live="polite">
        @if (acting.isBusy()) {
          {{ 'schedule.plan.slides.sending' | transloco }} {{ share() }}
        } @else {
          <b>{{ state() }}</b>
        }
      </p>
      @if (acting.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <input #file hidden type="file" accept="application/pdf,.pdf" (change)="send(file)" />
      @if (deck()) {
        <button uiButton="danger" size="slim" type="button" [busy]="acting.isBusy()" (click)="remove()">
          {{ 'schedule.plan.slides.remove' | transloco }}
        </button>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="close()">
          {{ 'platform.action.close' | transloco }}
        </button>
        <button uiButton type="button" [busy]="acting.isBusy()" (click)="file.click()">
          <ui-icon name="upload" size="s" />{{
            (deck() ? 'schedule.plan.slides.replace' : 'schedule.plan.slides.choose') | transloco
          }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
})
export class SlidesDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly session = model<Session | undefined>(undefined);
  /** Said when slides have come or gone. */
  readonly changed = output();
  protected readonly acting = new Acting();
  readonly #sent = signal(0);
  protected readonly share = computed(() => this.#formats.percent(this.#sent() * 100, 0));
  readonly #read = this.#api.read(getSlides, () => {
    const session = this.session();
    return session && { params: { sessionId: session.id } };
  });
  protected readonly deck = computed(() => (this.#read.hasValue() ? this.#read.value().deck : null));
  protected readonly state = computed(() => {
    const deck = this.deck();
    if (!deck) return '';
    const { fileName: name, pages } = deck;
    if (deck.state === 'waiting') return this.#words.t('schedule.plan.slides.waiting', { name });
    if (deck.state === 'failed') {
      return this.#words.t(`schedule.plan.slides.failed.${deck.reason ?? 'damaged'}`, { name });
    }
    const bytes = pages.reduce((sum, page) => sum + page.bytes, 0) / Math.max(1, pages.length);
    return this.#words.t('schedule.plan.slides.ready', {
      name,
      n: pages.length,
      size: this.#formats.bytes(bytes),
    });
  });

  constructor() {
    effect((onCleanup) => {
      if (this.deck()?.state !== 'waiting') return;
      const look = setInterval(() => this.#read.reload(), LOOK_MS);
      onCleanup(() => clearInterval(look));
    });
  }

  protected close(): void {
    if (!this.session()) return;
    this.session.set(undefined);
    this.acting.forget();
    this.changed.emit();
  }

  protected async send(input: HTMLInputElement): Promise<void> {
    const [file] = input.files ?? [];
    const session = this.session();
    input.value = '';
    if (!file || !session) return;
    this.#sent.set(0);
    const params = { sessionId: session.id };
    await this.acting.run(() =>
      this.#api.upload(putSlides, file, { params }, (share) => this.#sent.set(share)),
    );
    this.#read.reload();
  }

  protected async remove(): Promise<void> {
    const session = this.session();
    if (!session) return;
    await this.acting.run(() => this.#api.call(removeSlides, { params: { sessionId: session.id } }));
    this.#read.reload();
  }
}
