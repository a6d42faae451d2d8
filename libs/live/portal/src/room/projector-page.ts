import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getLiveSession, getSessionCodes, getSlides, SessionId, slideUrl } from '@bimtek/live-contracts';
import {
  ApiClient,
  Counted,
  formatTime,
  PageTitle,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiButton, UiIcon } from '@bimtek/platform-ui';
import { LiveRoom } from './live-room.ts';
import { LiveSocket } from './live-socket.ts';
import { PollBars } from './poll-bars.ts';
import { isResultShown, resultOf } from './room.rules.ts';
import { isShown, RoomDoor } from './room-door.ts';

/** What a hall has on its screen: what is asked, with its bars; what is shown; the code, to be read from the last row. */
@Component({
  selector: 'live-projector-page',
  imports: [Counted, PollBars, RoomDoor, RouterLink, TranslocoPipe, UiButton, UiIcon],
  providers: [LiveSocket, LiveRoom],
  template: `
    <div class="hall">
      <header>
        <h1>{{ live.room()?.session?.title ?? session()?.title ?? ('room.projectorTitle' | transloco) }}</h1>
        @if (isShown()) {
          <p class="num" role="status">
            @if (!live.isOnline()) {
              <ui-icon name="signal-off" size="s" />{{ 'room.link.reconnecting' | transloco }}
            } @else {
              {{ 'room.projector.present' | counted: live.room()?.present ?? 0 }}
            }
          </p>
        }
        <div class="ways">
          <button uiButton="outline" size="small" type="button" (click)="full()">
            {{ 'room.projector.full' | transloco }}
          </button>
          <a uiButton="outline" size="small" [routerLink]="['/kelola/sesi', sessionId(), 'ruang']">{{
            'room.projector.back' | transloco
          }}</a>
        </div>
      </header>
      @if (isShown()) {
        <div class="body" [class.beside]="poll() && question()">
          @if (question(); as question) {
            <section class="question" [attr.aria-label]="'room.projector.question' | transloco">
              <p>{{ question.text }}</p>
              @if (question.name) {
                <p class="by">{{ question.name }}{{ question.place ? ', ' + question.place : '' }}</p>
              }
            </section>
          }
          @if (poll(); as poll) {
            <section class="poll" aria-live="off">
              <h2>{{ poll.question }}</h2>
              @if (result(); as result) {
                <live-poll-bars [poll]="poll" [result]="result" [large]="true" />
                <p class="votes num">{{ 'room.polls.votes' | counted: result.votes }}</p>
              } @else {
                <ol class="options">
                  @for (option of poll.options; track option) {
                    <li>{{ option }}</li>
                  }
                </ol>
              }
            </section>
          } @else if (!question()) {
            @if (slide(); as slide) {
              <img
                [src]="slide.url"
                [alt]="'room.stage.slide' | transloco: { page: slide.page, pages: slide.pages }"
              />
            } @else {
              <p class="welcome">{{ 'room.projector.idle' | transloco }}</p>
            }
          }
        </div>
        @if (code(); as code) {
          <footer>
            <p>
              <b>{{
                (code.part === 'in' ? 'room.attendance.codeIn' : 'room.attendance.codeOut') | transloco
              }}</b><br />{{ 'room.projector.codeHint' | transloco }}
            </p>
            <p class="code num">{{ code.spoken }}</p>
            <p class="until">{{ 'room.attendance.until' | transloco: { at: code.at } }}</p>
          </footer>
        }
      } @else {
        <live-room-door [session]="'/kelola/sesi/' + sessionId()" schedule="/kelola/jadwal" />
      }
    </div>
  `,
  styleUrl: './projector-page.css',
})
export class ProjectorPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #title = inject(PageTitle);
  protected readonly live = inject(LiveRoom);
  readonly sessionId = input.required<string>();
  readonly #id = computed(() => SessionId.safeParse(this.sessionId()).data);
  readonly #params = computed(() => {
    const sessionId = this.#id();
    return sessionId ? { params: { sessionId } } : undefined;
  });
  readonly #read = this.#api.read(getLiveSession, () => this.#params());
  protected readonly session = computed(() =>
    this.#read.hasValue() ? this.#read.value().session : undefined,
  );
  readonly #maySeeCodes = inject(Session).can(getSessionCodes);
  readonly #codes = this.#api.read(getSessionCodes, () => (this.#maySeeCodes ? this.#params() : undefined));
  readonly #slides = this.#api.read(getSlides, () =>
    (this.session()?.slides ?? 0) > 0 ? this.#params() : undefined,
  );
  protected readonly isShown = computed(() => isShown(this.live.phase()));
  /** Only while it is taken: one that is shown too early is written down for the neighbors. */
  protected readonly code = computed(() => {
    const now = this.live.now();
    const codes = this.#codes.hasValue() ? this.#codes.value().codes : [];
    const open = codes.find(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
    if (!open) return undefined;
    const at = formatTime(open.until, this.#words.language(), this.session()?.timeZone ?? 'Asia/Jakarta');
    return { ...open, at, spoken: `${open.code.slice(0, 3)} ${open.code.slice(3)}` };
  });
  protected readonly question = computed(() =>
    this.live.questions().find(({ state }) => state === 'promoted'),
  );
  /** The one that is open, else the last whose result everybody may see. */
  protected readonly poll = computed(() => {
    const polls = this.live.room()?.polls ?? [];
    return (
      polls.findLast(({ state }) => state === 'open') ??
      polls.findLast(({ state, shown }) => state === 'closed' && shown)
    );
  });
  protected readonly result = computed(() => {
    const [view, poll] = [this.live.view(), this.poll()];
    return view && poll && isResultShown(poll) ? resultOf(view, poll.id) : undefined;
  });
  protected readonly slide = computed(() => {
    const deck = this.#slides.hasValue() ? this.#slides.value().deck : null;
    const { deckId, page } = this.live.room()?.stage ?? {};
    const sessionId = this.#id();
    if (!deck || !page || !sessionId || deck.id !== deckId) return null;
    return { page, pages: deck.pages.length, url: slideUrl(sessionId, deck.id, page) };
  });

  constructor() {
    effect(() => {
      const id = this.#id();
      if (id) this.live.enter(id);
    });
    effect(() => {
      const title = this.session()?.title;
      if (title) this.#title.set(title);
    });
  }

  protected full(): void {
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
  }
}
