import { Component, computed, inject, input, signal } from '@angular/core';
import { getSlides, joinStage, type Session, slideUrl, type StageEntry } from '@bimtek/live-contracts';
import { ApiClient, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiCheckbox, UiIcon } from '@bimtek/platform-ui';
import { StageFrame } from '../session/stage-frame.ts';
import { Acting } from '../shared/acting.ts';
import { LiveRoom } from './live-room.ts';

/** What is on, as a trainee has it: the page that is shown, and the way to sound and picture, loaded only when wanted. */
@Component({
  selector: 'live-stage-view',
  imports: [ProblemWords, StageFrame, TranslocoPipe, UiBanner, UiButton, UiCheckbox, UiIcon],
  template: `
    <section class="stage" [attr.aria-label]="'room.stage.heading' | transloco">
      @if (entry()?.embed; as address) {
        @if (!live.isLowData()) {
          <live-stage-frame
            [address]="address"
            [label]="'room.stage.frame' | transloco: { title: session().title }"
          />
        }
      }
      @if (slide(); as slide) {
        <figure>
          <img
            [src]="slide.url"
            [width]="slide.width"
            [height]="slide.height"
            [alt]="'room.stage.slide' | transloco: { page: slide.page, pages: slide.pages }"
          />
          <figcaption class="quiet small num">
            {{ 'room.stage.slide' | transloco: { page: slide.page, pages: slide.pages } }}
          </figcaption>
        </figure>
      } @else if (session().slides > 0 && (!entry()?.embed || live.isLowData())) {
        <div class="blank">
          <p>{{ 'room.stage.noSlide' | transloco }}</p>
        </div>
      }
      @if (session().stage.provider === 'hall') {
        <p class="quiet">{{ 'room.stage.hall' | transloco }}</p>
      } @else {
        @if (live.room()?.stage?.soundOnly) {
          <ui-banner tone="info" icon="signal" [inset]="true">{{
            'room.stage.lowDataAsked' | transloco
          }}</ui-banner>
        }
        <div class="ways">
          @if (entry()?.open; as open) {
            <a uiButton="outline" size="slim" [href]="open" target="_blank" rel="noopener noreferrer"
              ><ui-icon name="video" size="s" />{{ enterWords() }}</a
            >
          } @else if (!entry()?.embed || live.isLowData()) {
            <button uiButton="outline" size="slim" type="button" [busy]="acting.isBusy()" (click)="enter()">
              <ui-icon name="video" size="s" />{{ enterWords() }}
            </button>
          }
          <ui-checkbox
            [checked]="live.ownLowData()"
            [hint]="'room.stage.lowDataHint' | transloco"
            (checkedChange)="live.chooseLowData($event)"
            >{{ 'room.stage.lowData' | transloco }}</ui-checkbox
          >
        </div>
        @if (acting.problem(); as problem) {
          <ui-banner tone="waiting" icon="clock" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
      }
    </section>
  `,
  styles: `
    .stage {
      display: grid;
      gap: 8px;
    }
    img {
      display: block;
      width: 100%;
      height: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface-2);
    }
    figcaption {
      margin-top: 4px;
    }
    .blank {
      display: grid;
      place-items: center;
      aspect-ratio: 16 / 7;
      padding: 16px;
      border-radius: var(--radius);
      background: var(--nila-900);
      color: var(--nila-100);
      text-align: center;
    }
    .ways {
      display: grid;
      gap: 4px;
    }
  `,
})
export class StageView {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  protected readonly live = inject(LiveRoom);
  readonly session = input.required<Session>();
  protected readonly acting = new Acting();
  protected readonly entry = signal<StageEntry | undefined>(undefined);
  readonly #params = computed(() => ({ params: { sessionId: this.session().id } }));
  protected readonly slides = this.#api.read(getSlides, () =>
    this.session().slides > 0 ? this.#params() : undefined,
  );
  protected readonly slide = computed(() => {
    const deck = this.slides.hasValue() ? this.slides.value().deck : null;
    const { deckId, page } = this.live.room()?.stage ?? {};
    const size = deck && deckId === deck.id && page ? deck.pages[page - 1] : undefined;
    if (!deck || !size || !page) return null;
    return { ...size, page, pages: deck.pages.length, url: slideUrl(this.session().id, deck.id, page) };
  });
  protected readonly enterWords = computed(() => {
    const { service, provider } = this.session().stage;
    return this.#words.t(`schedule.session.stage.${service ?? provider}`);
  });

  /** What is no frame of this page opens in a window of its own, which has to be opened within the tap. */
  protected async enter(): Promise<void> {
    const { service, provider } = this.session().stage;
    const isFramed = service === 'youtube' || provider === 'jitsi';
    if (isFramed) this.live.chooseLowData(false);
    const apart = isFramed ? null : window.open('', '_blank');
    if (apart) apart.opener = null;
    const entry = await this.acting.run(() => this.#api.call(joinStage, this.#params()));
    if (apart && entry?.open) apart.location.replace(entry.open);
    else apart?.close();
    this.entry.set(entry);
  }
}
