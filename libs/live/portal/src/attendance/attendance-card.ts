import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  type CheckPart,
  checkIn,
  getMySessionAttendance,
  type MySessionAttendance,
  SessionId,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  asProblem,
  Connection,
  formatTime,
  Formats,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiField, UiIcon, UiInput, UiPill, UiSkeleton } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { serverClock } from '../shared/server-clock.ts';
import { AskRequests } from './ask-requests.ts';
import { KeptChecks } from './kept-checks.ts';
import { hoursWords, recordLook } from './record-look.ts';
import { UnsentChecks } from './unsent-checks.ts';

/** The own attendance at one session: checking in and out with the code, also without signal, and what to do when it is not right. */
@Component({
  selector: 'live-attendance-card',
  imports: [
    AskRequests,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiField,
    UiIcon,
    UiInput,
    UiPill,
    UiSkeleton,
  ],
  templateUrl: './attendance-card.html',
  styleUrl: './attendance-card.css',
})
export class AttendanceCard {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #connection = inject(Connection);
  readonly #unsent = inject(UnsentChecks);
  readonly #personId = inject(Session).person()?.id ?? '';
  readonly #kept = new KeptChecks();

  readonly sessionId = input.required<string>();
  readonly #id = computed(() => SessionId.safeParse(this.sessionId()).data);
  protected readonly read = this.#api.read(getMySessionAttendance, () => {
    const sessionId = this.#id();
    return sessionId ? { params: { sessionId } } : undefined;
  });
  /** The newest answer of the server, of reading or of checking. */
  readonly #answered = signal<MySessionAttendance | undefined>(undefined);
  protected readonly mine = computed(
    () => this.#answered() ?? (this.read.hasValue() ? this.read.value() : undefined),
  );
  readonly #now = serverClock(() => this.mine()?.now);
  /** Grows with what this device keeps. */
  readonly #keptEdition = signal(0);

  protected readonly session = computed(() => {
    const mine = this.mine();
    if (mine) {
      const { windows, timeZone, session } = mine;
      return { title: session.title, timeZone, in: windows.in, out: windows.out };
    }
    return this.read.error() ? this.#kept.session(this.#personId, this.sessionId()) : undefined;
  });
  protected readonly waiting = computed(() => {
    this.#keptEdition();
    return this.#kept.all(this.#personId).filter(({ sessionId }) => sessionId === this.#id());
  });
  protected readonly outcome = computed(() => {
    this.#keptEdition();
    const outcome = this.#kept.outcome(this.#personId, this.sessionId());
    if (!outcome || this.waiting().length > 0) return undefined;
    const isNamed = outcome === 'counted' || outcome === 'doubtful' || outcome === 'code-wrong';
    const isSettled = outcome === 'counted' && this.mine()?.record?.strength === 'code';
    return isSettled
      ? undefined
      : {
          tone: outcome === 'counted' ? ('done' as const) : ('waiting' as const),
          key: isNamed ? outcome : 'other',
        };
  });
  protected readonly look = computed(() => recordLook(this.#words, this.mine()?.record));
  protected readonly hours = computed(() => {
    const mine = this.mine();
    return mine?.record ? hoursWords(this.#words, this.#formats, mine.record, mine.session.lessonHours) : '';
  });
  protected readonly basis = computed(() => {
    const strength = this.mine()?.record?.strength;
    if (!strength || strength === 'code') return '';
    return this.#words.t('attendance.card.restsOn', {
      what: this.#words.t(`attendance.strength.${strength}`),
    });
  });
  protected readonly checks = computed(() => {
    const record = this.mine()?.record;
    return [
      record?.checkedInAt
        ? this.#words.t('attendance.card.inDone', { at: this.#time(record.checkedInAt) })
        : '',
      record?.checkedOutAt
        ? this.#words.t('attendance.card.outDone', { at: this.#time(record.checkedOutAt) })
        : '',
    ].filter(Boolean);
  });

  /** Which code is asked for now, and until when it is taken. */
  protected readonly open = computed(() => {
    const session = this.session();
    if (!session) return undefined;
    const part = this.#openPart(session);
    return part && { part, until: this.#time(session[part].until) };
  });
  /** What is next, where nothing is asked for now. */
  protected readonly next = computed(() => {
    const session = this.session();
    if (!session || this.open() || this.mine()?.record?.state === 'present') return '';
    const mine = this.mine();
    if (mine && [mine.windows.in.refusal, mine.windows.out.refusal].includes('session-closed')) {
      return this.#words.t('attendance.card.closed');
    }
    const now = this.#now();
    if (now < Date.parse(session.in.from)) {
      return this.#words.t('attendance.card.inSoon', { from: this.#time(session.in.from) });
    }
    if (now > Date.parse(session.out.until)) return this.#words.t('attendance.card.over');
    if (this.waiting().length > 0) return '';
    return this.#hasChecked('in')
      ? this.#words.t('attendance.card.outSoon', { from: this.#time(session.out.from) })
      : this.#words.t('attendance.problem.too-late');
  });

  protected readonly code = signal('');
  protected readonly hasAsked = signal(false);
  protected readonly codeError = computed(() =>
    this.hasAsked() && this.code().length !== 6 ? this.#words.t('attendance.card.short') : '',
  );
  protected readonly acting = new Acting();
  protected readonly isKeptNot = signal(false);

  constructor() {
    effect(() => {
      const mine = this.mine();
      if (!mine) return;
      const { title } = mine.session;
      const { windows, timeZone } = mine;
      this.#kept.keepSession(this.#personId, this.sessionId(), {
        title,
        timeZone,
        in: { from: windows.in.from, until: windows.in.until },
        out: { from: windows.out.from, until: windows.out.until },
      });
    });
    effect(() => {
      if (this.#connection.isOnline() && this.waiting().length > 0) void this.sendKept();
    });
  }

  protected typed(event: Event): void {
    const box = event.target as HTMLInputElement;
    box.value = box.value.replaceAll(/\D/g, '').slice(0, 6);
    this.code.set(box.value);
    this.acting.forget();
  }

  protected async check(part: CheckPart): Promise<void> {
    this.hasAsked.set(true);
    const sessionId = this.#id();
    if (!sessionId || this.code().length !== 6) return;
    this.isKeptNot.set(false);
    const check = { id: newId(), part, code: this.code() };
    const deviceAt = new Date().toISOString();
    const answer = await this.acting.run(async () => {
      try {
        return await this.#api.call(checkIn, { params: { sessionId }, body: check });
      } catch (error) {
        // Without an answer nobody knows whether it arrived: the same check is sent again, and counts once.
        if (asProblem(error).status !== 0) throw error;
        this.isKeptNot.set(!this.#kept.keep(this.#personId, { ...check, sessionId, deviceAt }));
        this.#keptEdition.update((edition) => edition + 1);
        return undefined;
      }
    });
    if (this.acting.problem()) return;
    if (!this.isKeptNot()) {
      this.code.set('');
      this.hasAsked.set(false);
    }
    if (answer) this.#answered.set(answer);
  }

  protected async sendKept(): Promise<void> {
    await this.#unsent.send(this.#personId);
    this.#keptEdition.update((edition) => edition + 1);
    if (this.waiting().length === 0) this.refresh();
  }

  protected refresh(): void {
    this.#answered.set(undefined);
    this.read.reload();
  }

  protected keptWords({ part, deviceAt }: { part: CheckPart; deviceAt: string }): string {
    const names = { part: this.#words.t(`attendance.part.${part}`), at: this.#time(deviceAt) };
    return this.#words.t('attendance.card.kept', names);
  }

  #openPart(session: {
    in: { from: string; until: string };
    out: { from: string; until: string };
  }): CheckPart | undefined {
    const now = this.#now();
    const isOpen = (part: CheckPart) =>
      now >= Date.parse(session[part].from) &&
      now <= Date.parse(session[part].until) &&
      !this.#hasChecked(part);
    const mine = this.mine();
    const isLocked = (part: CheckPart) => {
      const refusal = mine?.windows[part].refusal;
      return !!refusal && refusal !== 'too-early' && refusal !== 'too-late';
    };
    return (['in', 'out'] as const).find((part) => isOpen(part) && !isLocked(part));
  }

  #hasChecked(part: CheckPart): boolean {
    const record = this.mine()?.record;
    const isDone =
      part === 'in'
        ? record?.state === 'partial' || record?.state === 'present'
        : record?.state === 'present';
    return isDone || this.waiting().some((check) => check.part === part);
  }

  #time(at: string): string {
    return formatTime(at, this.#words.language(), this.session()?.timeZone ?? 'Asia/Jakarta');
  }
}
