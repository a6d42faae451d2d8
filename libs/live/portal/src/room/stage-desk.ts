import { Component, computed, effect, inject, input, signal } from '@angular/core';
import {
  getSlides,
  joinStage,
  type Session,
  setStage,
  slideUrl,
  type StageEntry,
} from '@bimtek/live-contracts';
import { ApiClient, ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiIconButton } from '@bimtek/platform-ui';
import { StageFrame } from '../session/stage-frame.ts';
import { Acting } from '../shared/acting.ts';
import { LiveRoom } from './live-room.ts';

/** Pages around the one that is shown. */
const FILM = 6;

/** The slides that everybody follows, and the way to the broadcast. */
@Component({
  selector: 'live-stage-desk',
  imports: [ProblemWords, StageFrame, TranslocoPipe, UiBanner, UiButton, UiIcon, UiIconButton],
  template: `
    <div class="part-head">
      <h2 class="num">
        @if (deck()) {
          {{ 'room.stage.slide' | transloco: { page: page() || '–', pages: deck()?.pages?.length } }}
        } @else {
          {{ 'room.stage.heading' | transloco }}
        }
      </h2>
      @if (page()) {
        <span class="quiet">{{ 'room.stage.slideSeen' | transloco }}</span>
      }
      <span class="spring"></span>
      @if (session().stage.provider !== 'hall') {
        @if (entry()?.open; as open) {
          <a uiButton="outline" [href]="open" target="_blank" rel="noopener noreferrer">{{
            'room.console.openStage' | transloco
          }}</a>
        } @else if (!entry()) {
          <button uiButton="outline" type="button" [busy]="acting.isBusy()" (click)="openStage()">
            <ui-icon name="video" size="s" />{{ 'room.console.openStage' | transloco }}
          </button>
        }
      }
      @if (deck()) {
        <button
          class="bounded"
          uiIconButton="back"
          type="button"
          [label]="'room.stage.previous' | transloco"
          [disabled]="page() <= 1"
          (click)="show(page() - 1)"
        ></button>
        <button uiButton type="button" [disabled]="page() >= pages()" (click)="show(page() + 1)">
          {{ (page() ? 'room.stage.next' : 'room.stage.show') | transloco }}<ui-icon name="next" size="s" />
        </button>
      }
    </div>
    @if (acting.problem(); as problem) {
      <ui-banner tone="waiting" icon="clock" [inset]="true">{{ problem | problemWords }}</ui-banner>
    }
    @if (entry()?.embed; as address) {
      <live-stage-frame
        [address]="address"
        [label]="'room.stage.frame' | transloco: { title: session().title }"
      />
    }
    @if (size(); as size) {
      <img
        class="slide"
        [src]="url(page())"
        [width]="size.width"
        [height]="size.height"
        [alt]="'room.stage.slide' | transloco: { page: page(), pages: pages() }"
      />
    } @else if (!entry()?.embed) {
      <div class="slide blank">
        <p>{{ (session().slides > 0 ? 'room.stage.noSlide' : 'room.stage.noDeck') | transloco }}</p>
      </div>
    }
    @if (deck()) {
      <ul class="film" [attr.aria-label]="'room.stage.film' | transloco">
        @for (number of film(); track number) {
          <li>
            <button
              type="button"
              [attr.aria-label]="'room.stage.goTo' | transloco: { page: number }"
              [attr.aria-current]="number === page() ? 'true' : null"
              (click)="show(number)"
            >
              <img [src]="url(number)" alt="" loading="lazy" /><span class="num">{{ number }}</span>
            </button>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .part-head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
    .spring {
      flex: 1;
    }
    .bounded {
      width: var(--button);
      height: var(--button);
      box-shadow: inset 0 0 0 1px var(--control);
    }
    .bounded:disabled {
      color: var(--control);
      box-shadow: inset 0 0 0 1px var(--line);
    }
    .slide {
      display: block;
      width: 100%;
      height: auto;
      max-height: 46vh;
      object-fit: contain;
      border-radius: var(--radius);
      background: var(--nila-900);
    }
    .blank {
      display: grid;
      place-items: center;
      aspect-ratio: 16 / 7;
      padding: 24px;
      color: var(--nila-100);
      text-align: center;
      font-size: var(--text-m);
    }
    .film {
      display: grid;
      grid-template-columns: repeat(6, 1fr);
      gap: 8px;
    }
    .film button {
      position: relative;
      display: block;
      width: 100%;
      aspect-ratio: 16 / 9;
      padding: 0;
      border: 0;
      border-radius: var(--radius-s);
      overflow: hidden;
      background: var(--nila-900);
      color: #fff;
      cursor: pointer;
    }
    .film img {
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    .film span {
      position: absolute;
      inset: 0 auto auto 0;
      padding: 0 6px;
      background: var(--nila-900);
      border-radius: 0 0 var(--radius-s) 0;
    }
    .film [aria-current] {
      outline: 3px solid var(--primary);
      outline-offset: 2px;
    }
  `,
})
export class StageDesk {
  readonly #api = inject(ApiClient);
  readonly #live = inject(LiveRoom);
  readonly session = input.required<Session>();
  protected readonly acting = new Acting();
  protected readonly entry = signal<StageEntry | undefined>(undefined);
  readonly #params = computed(() => ({ params: { sessionId: this.session().id } }));
  readonly #slides = this.#api.read(getSlides, () =>
    this.session().slides > 0 ? this.#params() : undefined,
  );
  protected readonly deck = computed(() => {
    const deck = this.#slides.hasValue() ? this.#slides.value().deck : null;
    return deck?.state === 'ready' ? deck : null;
  });
  protected readonly pages = computed(() => this.deck()?.pages.length ?? 0);
  /** Where the trainer has gone, shown at once; what everybody sees follows. */
  readonly #wanted = signal<number | undefined>(undefined);
  protected readonly page = computed(() => {
    const { deckId, page } = this.#live.room()?.stage ?? {};
    return this.#wanted() ?? (deckId === this.deck()?.id ? (page ?? 0) : 0);
  });
  protected readonly size = computed(() => this.deck()?.pages[this.page() - 1]);
  protected readonly film = computed(() => {
    const first = Math.max(1, Math.min(this.page() - 1, this.pages() - FILM + 1));
    return Array.from({ length: Math.min(FILM, this.pages()) }, (_, at) => first + at);
  });
  #sending: Promise<void> | undefined;

  constructor() {
    effect(() => {
      const page = this.#live.room()?.stage.page;
      if (page === this.#wanted()) this.#wanted.set(undefined);
    });
  }

  protected url(page: number): string {
    return slideUrl(this.session().id, this.deck()?.id ?? '', page);
  }

  /** Whoever leafs fast sends where they came to, not every page between. */
  protected show(page: number): void {
    this.#wanted.set(Math.min(this.pages(), Math.max(1, page)));
    this.#sending ??= this.#send().finally(() => (this.#sending = undefined));
  }

  async #send(): Promise<void> {
    for (;;) {
      const [page, deckId] = [this.#wanted(), this.deck()?.id];
      if (page === undefined || !deckId) return;
      const done = await this.#live.act(setStage, { stage: { deckId, page } });
      if (this.#wanted() === page) {
        // Refused, or it is so now: what everybody sees is what stands here.
        if (!done) this.#wanted.set(undefined);
        return;
      }
    }
  }

  protected async openStage(): Promise<void> {
    const { service, provider } = this.session().stage;
    const isFramed = service === 'youtube' || provider === 'jitsi';
    const apart = isFramed ? null : window.open('', '_blank');
    if (apart) apart.opener = null;
    const entry = await this.acting.run(() => this.#api.call(joinStage, this.#params()));
    if (apart && entry?.open) apart.location.replace(entry.open);
    else apart?.close();
    this.entry.set(entry);
  }
}
