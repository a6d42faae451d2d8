import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  getSessionAttendance,
  getSessionCodes,
  listRoomPeople,
  markAttendance,
  moveHands,
  restrictPerson,
  type RoomPerson,
  type SessionId,
  setStage,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  Counted,
  formatTime,
  Formats,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiAvatar, UiButton, UiIconButton, UiPill } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { LiveRoom } from './live-room.ts';
import { RoomIcon } from './room-icon.ts';
import { weakness } from './signal.rules.ts';

const REFRESH_MS = 15_000;
const SHOWN = 6;

/** Who is there: attendance filling up, weak signal by name, hands in their order, who is missing, everybody. */
@Component({
  selector: 'live-people-desk',
  imports: [
    Counted,
    ProblemWords,
    RoomIcon,
    RouterLink,
    TranslocoPipe,
    UiAvatar,
    UiButton,
    UiIconButton,
    UiPill,
  ],
  templateUrl: './people-desk.html',
  styleUrl: './people-desk.css',
})
export class PeopleDesk {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly live = inject(LiveRoom);
  readonly sessionId = input.required<SessionId>();
  readonly timeZone = input.required<string>();
  readonly asked = output<{ personId: string; name: string }>();
  protected readonly acting = new Acting();
  protected readonly isListOpen = signal(false);
  readonly #params = computed(() => ({ params: { sessionId: this.sessionId() } }));
  protected readonly mayMark = this.#session.can(markAttendance);
  readonly #codes = this.#api.read(getSessionCodes, () => (this.mayMark ? this.#params() : undefined));
  readonly #roster = this.#api.read(getSessionAttendance, () =>
    this.#session.can(getSessionAttendance) ? { ...this.#params(), query: {} } : undefined,
  );
  readonly #people = this.#api.read(listRoomPeople, () => ({ ...this.#params(), query: { limit: 200 } }));
  readonly people = computed(() => (this.#people.hasValue() ? this.#people.value().items : []));

  protected readonly roster = computed(() => (this.#roster.hasValue() ? this.#roster.value() : undefined));
  protected readonly counts = computed(() => {
    const counts = this.roster()?.counts;
    if (!counts || counts.people === 0) return undefined;
    const recorded = counts.people - counts.missing;
    return { ...counts, recorded, share: (recorded / counts.people) * 100 };
  });
  protected readonly sources = computed(() => {
    const by = this.counts()?.by ?? {};
    const link = ['/kelola/sesi', this.sessionId(), 'kehadiran'];
    return (['venue', 'code', 'trainer', 'offline', 'decision'] as const).flatMap((strength) => {
      const count = by[strength] ?? 0;
      return count > 0
        ? [{ link, strength, words: this.#words.t(`room.attendance.by.${strength}`, { count }) }]
        : [];
    });
  });
  protected readonly missing = computed(() =>
    (this.roster()?.items ?? []).filter(({ record }) => record === null),
  );
  protected readonly missingShown = computed(() => this.missing().slice(0, SHOWN));

  /** The code that is taken now, else the one that comes next. */
  readonly code = computed(() => {
    const codes = this.#codes.hasValue() ? this.#codes.value().codes : [];
    const now = this.live.now();
    const next = codes.find(({ until }) => Date.parse(until) > now);
    if (!next) return undefined;
    const isOpen = Date.parse(next.from) <= now;
    const at = formatTime(isOpen ? next.until : next.from, this.#words.language(), this.timeZone());
    const minutes = Math.ceil((Date.parse(isOpen ? next.until : next.from) - now) / 60_000);
    return { ...next, isOpen, at, minutes, spoken: `${next.code.slice(0, 3)} ${next.code.slice(3)}` };
  });

  protected readonly weak = computed(() =>
    this.people().flatMap((person) => {
      const weak = weakness(person, this.live.now());
      return weak ? [{ ...person, ...weak, words: this.#weakWords(weak) }] : [];
    }),
  );
  protected readonly handRows = computed(() =>
    this.live.hands().map((hand, place) => ({ ...hand, place: place + 1, waiting: this.#since(hand.at) })),
  );
  protected readonly isSoundOnly = computed(() => this.live.room()?.stage.soundOnly ?? false);

  constructor() {
    const refresh = () => {
      if (document.visibilityState === 'hidden' || !untracked(this.live.isOnline)) return;
      this.#people.reload();
      this.#roster.reload();
    };
    const timer = setInterval(refresh, REFRESH_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    // Somebody came in or left: seen at once, not at the next turn.
    let known: number | undefined;
    effect(() => {
      const present = this.live.room()?.present;
      if (known !== undefined && known !== present) refresh();
      known = present;
    });
  }

  protected async mark(enrollmentIds: readonly string[]): Promise<void> {
    const body = { mark: 'present' as const, enrollmentIds: [...enrollmentIds] as never, note: '' };
    await this.acting.run(() => this.#api.call(markAttendance, { ...this.#params(), body }));
    this.#roster.reload();
  }

  protected call(personId: string): Promise<unknown> {
    return this.live.act(moveHands, { act: 'call', personId } as never);
  }

  protected lower(personId: string): Promise<unknown> {
    return this.live.act(moveHands, { act: 'lower', personId } as never);
  }

  protected lowerAll(): Promise<unknown> {
    return this.live.act(moveHands, { act: 'lowerAll' } as never);
  }

  protected soundOnly(soundOnly: boolean): Promise<unknown> {
    return this.live.act(setStage, { stage: { soundOnly } });
  }

  protected async restrict(personId: string, to: 'none' | 'muted'): Promise<void> {
    await this.live.act(restrictPerson, { personId, to });
    this.#people.reload();
  }

  reload(): void {
    this.#people.reload();
  }

  protected stateWords(person: RoomPerson): string {
    if (person.removed) return this.#words.t('room.people.removed');
    const weak = weakness(person, this.live.now());
    if (weak) return this.#weakWords(weak);
    return person.joinedAt ? (person.place ?? '') : this.#words.t('room.people.never');
  }

  #weakWords(weak: NonNullable<ReturnType<typeof weakness>>): string {
    const words =
      weak.kind === 'slow'
        ? this.#words.t('room.people.slow', { ms: this.#formats.number(weak.roundTripMs, 0) })
        : weak.kind === 'sound'
          ? this.#words.t('room.people.sound')
          : weak.minutes < 1
            ? this.#words.t('room.people.leftNow')
            : this.#words.t('room.people.left', { minutes: weak.minutes });
    return weak.count > 1 && weak.kind !== 'sound'
      ? this.#words.t('room.people.drops', { words, count: weak.count })
      : words;
  }

  #since(at: string): string {
    const seconds = Math.max(0, Math.round((this.live.now() - Date.parse(at)) / 1_000));
    const time =
      seconds < 60
        ? this.#words.count('room.hand.seconds', seconds)
        : this.#words.count('room.hand.minutes', Math.floor(seconds / 60));
    return this.#words.t('room.hand.waiting', { time });
  }
}
