import { Component, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  closeSession,
  endGroupWork,
  exportChat,
  exportPolls,
  getLiveSession,
  type PreparedPoll,
  restrictPerson,
  SessionId,
  setRoom,
  setStage,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  AsTime,
  Counted,
  DeskHead,
  formatTime,
  Formats,
  PageTitle,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiIcon, UiIconButton, UiPill, UiTabs } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { serverClock } from '../shared/server-clock.ts';
import { lookOf } from '../shared/session-look.ts';
import { AnnounceDialog } from './announce-dialog.ts';
import { ChatPanel } from './chat-panel.ts';
import { GroupsDialog } from './groups-dialog.ts';
import { LiveRoom } from './live-room.ts';
import { LiveSocket } from './live-socket.ts';
import { PeopleDesk } from './people-desk.ts';
import { PollDialog } from './poll-dialog.ts';
import { PollsDesk } from './polls-desk.ts';
import { QuestionsPanel } from './questions-panel.ts';
import { isShown, RoomDoor } from './room-door.ts';
import { RoomIcon } from './room-icon.ts';
import { RoomNews } from './room-news.ts';
import { StageDesk } from './stage-desk.ts';

const PAUSE_MINUTES = 5;
const slowChoices = [0, 10, 30, 60] as const;
type Pane = 'stage' | 'talk' | 'people';

/** The trainer's console: what they see, what they say, who is there. */
@Component({
  selector: 'live-console-page',
  imports: [
    AnnounceDialog,
    AsTime,
    ChatPanel,
    Counted,
    DeskHead,
    GroupsDialog,
    PeopleDesk,
    PollDialog,
    PollsDesk,
    ProblemView,
    ProblemWords,
    QuestionsPanel,
    RoomDoor,
    RoomIcon,
    RoomNews,
    RouterLink,
    StageDesk,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiIcon,
    UiIconButton,
    UiPill,
    UiTabs,
  ],
  providers: [LiveSocket, LiveRoom],
  host: { '(document:keydown.escape)': 'isPeopleOpen.set(false)' },
  templateUrl: './console-page.html',
  styleUrl: './console-page.css',
})
export class ConsolePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #title = inject(PageTitle);
  protected readonly live = inject(LiveRoom);
  readonly sessionId = input.required<string>();
  protected readonly id = computed(() => SessionId.safeParse(this.sessionId()).data);
  protected readonly read = this.#api.read(getLiveSession, () => {
    const sessionId = this.id();
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
  protected readonly mayClose = inject(Session).can(closeSession);
  protected readonly acting = new Acting();

  protected readonly pane = signal<Pane>('stage');
  protected readonly isPeopleOpen = signal(false);
  protected readonly talk = signal('questions');
  protected readonly panes = computed(() =>
    (['stage', 'talk', 'people'] as const).map((id) => ({ id, label: this.#words.t(`room.tabs.${id}`) })),
  );
  protected readonly talks = computed(() => [
    {
      id: 'questions',
      label: this.#words.t('room.tabs.questions'),
      count: String(this.live.questions().length),
    },
    { id: 'chat', label: this.#words.t('room.tabs.chat'), count: String(this.live.messages().length) },
  ]);
  private readonly questionsPanel = viewChild(QuestionsPanel);
  protected readonly isHeld = computed(() => this.questionsPanel()?.isHeld() ?? false);
  private readonly peopleDesk = viewChild(PeopleDesk);
  private readonly pollsDesk = viewChild(PollsDesk);
  protected readonly voters = computed(() => {
    const present = this.peopleDesk()
      ?.people()
      .filter((person) => person.present).length;
    return present || (this.live.room()?.present ?? 0);
  });

  protected readonly dialog = signal<'' | 'poll' | 'announce' | 'groups' | 'end' | 'remove'>('');
  protected readonly edited = signal<PreparedPoll | undefined>(undefined);
  protected readonly removing = signal<{ personId: string; name: string } | undefined>(undefined);
  protected readonly slowChoices = slowChoices;
  protected readonly settings = computed(() => this.live.room()?.settings);
  protected readonly isPaused = computed(() => {
    const until = this.live.room()?.stage.pauseUntil;
    return !!until && Date.parse(until) > this.live.now();
  });

  /** How far the session is, by the server's clock. */
  protected readonly time = computed(() => {
    const { startsAt, endsAt } = this.live.room()?.session ?? this.session() ?? {};
    if (!startsAt || !endsAt) return undefined;
    const [start, end, now] = [Date.parse(startsAt), Date.parse(endsAt), this.live.now()];
    const gone = Math.floor((now - start) / 1_000);
    const clock = [gone / 3_600, (gone / 60) % 60, gone % 60].map((part) =>
      String(Math.floor(part)).padStart(2, '0'),
    );
    return {
      state: now < start ? ('before' as const) : now < end ? ('on' as const) : ('over' as const),
      words:
        now < start
          ? this.#words.t('room.console.before', { minutes: Math.ceil((start - now) / 60_000) })
          : now < end
            ? this.#words.t('room.console.onAir', { time: clock.join('.') })
            : this.#words.t('room.console.ended'),
      share: Math.min(100, Math.max(0, ((now - start) / (end - start)) * 100)),
      minutesLeft: Math.max(0, Math.ceil((end - now) / 60_000)),
    };
  });
  protected readonly endsAt = computed(() => {
    const [end, zone] = [this.live.room()?.session.endsAt, this.session()?.timeZone];
    return end && zone ? formatTime(end, this.#words.language(), zone) : '';
  });
  protected readonly work = computed(() => this.live.room()?.groupWork ?? null);
  protected readonly workLeft = computed(() => {
    const endsAt = this.work()?.endsAt;
    return endsAt ? Math.max(0, Math.ceil((Date.parse(endsAt) - this.live.now()) / 60_000)) : null;
  });
  protected readonly downloads = computed(() => {
    const id = this.id();
    const params = id && { params: { sessionId: id } };
    return params
      ? { chat: this.#api.urlOf(exportChat, params), polls: this.#api.urlOf(exportPolls, params) }
      : undefined;
  });

  constructor() {
    effect(() => {
      const id = this.id();
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

  protected makePoll(poll?: PreparedPoll): void {
    this.edited.set(poll);
    this.dialog.set('poll');
  }

  protected pollSaved(): void {
    this.pollsDesk()?.list.reload();
  }

  protected askToRemove(person: { personId: string; name: string }): void {
    this.removing.set(person);
    this.dialog.set('remove');
  }

  protected async restrict(personId: string, to: 'muted' | 'removed'): Promise<void> {
    const done = await this.live.act(restrictPerson, { personId, to });
    if (done) this.dialog.set('');
    this.peopleDesk()?.reload();
  }

  protected set(settings: {
    chatOpen?: boolean;
    questionsOpen?: boolean;
    slowSeconds?: number;
  }): Promise<unknown> {
    return this.live.act(setRoom, { settings });
  }

  protected pause(): Promise<unknown> {
    const until = new Date(this.live.now() + PAUSE_MINUTES * 60_000).toISOString();
    return this.live.act(setStage, { stage: { pauseUntil: this.isPaused() ? null : until } });
  }

  protected endWork(): void {
    const work = this.work();
    if (work) void this.live.act(endGroupWork, { workId: work.id });
  }

  protected async end(): Promise<void> {
    const sessionId = this.id();
    if (!sessionId) return;
    const closed = await this.acting.run(() => this.#api.call(closeSession, { params: { sessionId } }));
    if (!closed) return;
    this.dialog.set('');
    this.read.reload();
    this.live.retry();
  }
}
