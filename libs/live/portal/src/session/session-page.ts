import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  checkIn,
  getLiveSession,
  getSessionAttendance,
  getSlides,
  joinStage,
  SessionId,
  type StageEntry,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  Formats,
  PageTitle,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiPill, UiSkeleton } from '@bimtek/platform-ui';
import { AttendanceCard } from '../attendance/attendance-card.ts';
import { Acting } from '../shared/acting.ts';
import { serverClock } from '../shared/server-clock.ts';
import { lookOf } from '../shared/session-look.ts';
import { SlideViewer } from './slide-viewer.ts';
import { StageFrame } from './stage-frame.ts';

/** One session: when, the way onto the stage while its doors are open, slides, and afterwards recording and summary. */
@Component({
  selector: 'live-session-page',
  imports: [
    AttendanceCard,
    ProblemView,
    ProblemWords,
    RouterLink,
    SlideViewer,
    StageFrame,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiPill,
    UiSkeleton,
  ],
  templateUrl: './session-page.html',
  styleUrl: './session-page.css',
})
export class SessionPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #title = inject(PageTitle);
  readonly sessionId = input.required<string>();
  readonly #params = computed(() => {
    const sessionId = SessionId.safeParse(this.sessionId()).data;
    return sessionId ? { params: { sessionId } } : undefined;
  });
  protected readonly read = this.#api.read(getLiveSession, () => this.#params());
  readonly #answer = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  readonly #now = serverClock(() => this.#answer()?.now);
  protected readonly session = computed(() => {
    const answer = this.#answer();
    return answer && lookOf(this.#words, this.#formats, answer.session, this.#now());
  });
  readonly #mine = inject(Session);
  /** Who learns here checks in on this page, also when the phone has no signal to read the rest of it. */
  protected readonly hasOwnAttendance = computed(
    () =>
      this.#mine.can(checkIn) &&
      this.session()?.kind !== 'rehearsal' &&
      this.session()?.phase !== 'cancelled',
  );
  protected readonly mayReadAttendance = computed(
    () => this.#mine.can(getSessionAttendance) && this.session()?.kind !== 'rehearsal',
  );
  protected readonly isHost = computed(() => this.#answer()?.isHost ?? false);

  /** Asked for only where there are some, and looked at only when wanted: they cost data. */
  protected readonly isShowingSlides = signal(false);
  protected readonly slides = this.#api.read(getSlides, () => {
    const session = this.session();
    return session && session.slides > 0 ? this.#params() : undefined;
  });
  protected readonly deck = computed(() => (this.slides.hasValue() ? this.slides.value().deck : null));
  protected readonly deckSize = computed(() =>
    this.#formats.bytes((this.deck()?.pages ?? []).reduce((sum, { bytes }) => sum + bytes, 0)),
  );

  protected readonly acting = new Acting();
  protected readonly entry = signal<StageEntry | undefined>(undefined);
  protected readonly isInside = computed(() => {
    const phase = this.session()?.phase;
    return phase === 'open' || phase === 'running';
  });
  protected readonly leads = computed(() => this.#mine.can('session.lead'));
  /** The room of those who learn opens with the doors; whoever leads prepares before. */
  protected readonly roomLink = computed(() => {
    const session = this.session();
    if (!session || session.phase === 'cancelled' || session.phase === 'past') return null;
    if (this.leads()) return ['/kelola/sesi', session.id, 'ruang'];
    return this.isInside() && this.#mine.can(checkIn) ? ['/jadwal', session.id, 'ruang'] : null;
  });
  protected readonly enterWords = computed(() => {
    const stage = this.session()?.stage;
    return stage ? this.#words.t(`schedule.session.stage.${stage.service ?? stage.provider}`) : '';
  });

  constructor() {
    effect(() => {
      const title = this.session()?.title;
      if (title) this.#title.set(title);
    });
    effect(() => {
      const zone = this.session()?.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }

  /** What is no frame of this page opens in a window of its own, which has to be opened within the tap. */
  protected async enter(): Promise<void> {
    const params = this.#params();
    const stage = this.session()?.stage;
    if (!params || !stage) return;
    const isFramed = stage.service === 'youtube' || stage.provider === 'jitsi';
    const apart = isFramed ? null : window.open('', '_blank');
    if (apart) apart.opener = null;
    const entry = await this.acting.run(() => this.#api.call(joinStage, params));
    if (apart && entry?.open) apart.location.replace(entry.open);
    else apart?.close();
    // Where the browser kept the window shut, the address stands on the page as a link.
    this.entry.set(entry);
  }
}
