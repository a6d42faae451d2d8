import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { checkIn, getLiveSession, ReactionKind, SessionId } from '@bimtek/live-contracts';
import {
  ApiClient,
  Counted,
  Formats,
  PageTitle,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  UiActionBar,
  UiButton,
  UiDialog,
  UiEmpty,
  UiIcon,
  UiPill,
  UiTabs,
  UiTaskBar,
} from '@bimtek/platform-ui';
import { AttendanceCard } from '../attendance/attendance-card.ts';
import { serverClock } from '../shared/server-clock.ts';
import { lookOf } from '../shared/session-look.ts';
import { ChatPanel } from './chat-panel.ts';
import { GroupSheet } from './group-sheet.ts';
import { LiveRoom } from './live-room.ts';
import { LiveSocket } from './live-socket.ts';
import { PollAnswer } from './poll-answer.ts';
import { QuestionsPanel } from './questions-panel.ts';
import { isShown, RoomDoor } from './room-door.ts';
import { RoomIcon } from './room-icon.ts';
import { RoomNews } from './room-news.ts';
import { StageView } from './stage-view.ts';

/** The live room on a trainee's phone: what is on, what is asked, who is there, and the own attendance. */
@Component({
  selector: 'live-room-page',
  imports: [
    AttendanceCard,
    ChatPanel,
    Counted,
    GroupSheet,
    PollAnswer,
    ProblemWords,
    QuestionsPanel,
    RoomDoor,
    RoomIcon,
    RoomNews,
    StageView,
    TranslocoPipe,
    UiActionBar,
    UiButton,
    UiDialog,
    UiEmpty,
    UiIcon,
    UiPill,
    UiTabs,
    UiTaskBar,
  ],
  providers: [LiveSocket, LiveRoom],
  templateUrl: './room-page.html',
  styleUrl: './room-page.css',
})
export class RoomPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #title = inject(PageTitle);
  protected readonly live = inject(LiveRoom);
  readonly sessionId = input.required<string>();
  readonly #id = computed(() => SessionId.safeParse(this.sessionId()).data);
  protected readonly read = this.#api.read(getLiveSession, () => {
    const sessionId = this.#id();
    return sessionId ? { params: { sessionId } } : undefined;
  });
  readonly #answer = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #now = serverClock(() => this.#answer()?.now);
  protected readonly session = computed(() => this.#answer()?.session);
  protected readonly look = computed(() => {
    const session = this.session();
    return session && lookOf(this.#words, this.#formats, session, this.#now());
  });
  protected readonly isShown = computed(() => isShown(this.live.phase()));
  protected readonly mayCheckIn = inject(Session).can(checkIn);
  protected readonly isCheckingIn = signal(false);
  protected readonly reactions = ReactionKind.options;
  protected readonly handPlace = signal<number | null>(null);

  protected readonly tab = signal('chat');
  protected readonly tabs = computed(() => {
    const words = (id: string) => this.#words.t(`room.tabs.${id}`);
    const [questions, polls] = [this.live.questions().length, this.polls().length];
    return [
      { id: 'chat', label: words('chat') },
      { id: 'questions', label: words('ask'), ...(questions ? { count: String(questions) } : {}) },
      { id: 'polls', label: words('polls'), ...(polls ? { count: String(polls) } : {}) },
      { id: 'people', label: words('people') },
    ];
  });
  protected readonly polls = computed(() => [...(this.live.room()?.polls ?? [])].reverse());
  /** An open poll stands above the tabs wherever one is; its own tab has them all. */
  protected readonly asked = computed(() => (this.tab() === 'polls' ? [] : this.live.openPolls()));
  protected readonly promoted = computed(() =>
    this.live.questions().find(({ state }) => state === 'promoted'),
  );

  constructor() {
    effect(() => {
      const id = this.#id();
      if (id) this.live.enter(id);
    });
    effect(() => {
      const title = this.session()?.title;
      if (title) this.#title.set(title);
    });
    effect(() => {
      const zone = this.session()?.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }

  protected async raiseHand(raised: boolean): Promise<void> {
    const reply = await this.live.raiseHand(raised);
    this.handPlace.set(reply?.place ?? null);
  }
}
