import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ClassGroupId, type EnrollmentId } from '@bimtek/delivery-contracts';
import {
  type AttendanceEvidence,
  type AttendanceMark,
  closeSession,
  getEvidenceFile,
  getSessionAttendance,
  getSessionCodes,
  getVenueAttendance,
  listEvidence,
  markAttendance,
  type RosterPerson,
  SessionId,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  AsDateTime,
  AsTime,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiCheckbox,
  UiChips,
  UiCounts,
  UiDialog,
  UiEmpty,
  UiField,
  UiInput,
  UiPill,
  UiShareBar,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { recordLook } from './record-look.ts';

const filters = ['all', 'missing', 'partial', 'flagged'] as const;
type Filter = (typeof filters)[number];

/** Attendance at one session, for those who lead it: codes to read out, who is there, and by what. */
@Component({
  selector: 'live-session-attendance-page',
  imports: [
    AsDateTime,
    AsTime,
    DeskHead,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiCheckbox,
    UiChips,
    UiCounts,
    UiDialog,
    UiEmpty,
    UiField,
    UiInput,
    UiPill,
    UiShareBar,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './session-attendance-page.html',
  styleUrl: './session-attendance-page.css',
})
export class SessionAttendancePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly #router = inject(Router);

  readonly sessionId = input.required<string>();
  /** The class whose people are shown, of a session for a whole run. */
  readonly kelas = input<string>();
  readonly #params = computed(() => {
    const sessionId = SessionId.safeParse(this.sessionId()).data;
    return sessionId ? { sessionId } : undefined;
  });
  protected readonly read = this.#api.read(getSessionAttendance, () => {
    const params = this.#params();
    const classGroupId = ClassGroupId.safeParse(this.kelas()).data;
    return params && { params, query: classGroupId ? { classGroupId } : {} };
  });
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly heading = computed(() => this.list()?.session.title ?? '');
  protected readonly crumbs = computed(() => {
    const group = this.list()?.classGroup;
    return group
      ? [
          { label: group.name, link: ['/kelola/kelas', group.id] },
          { label: this.#words.t('attendance.matrix.title'), link: ['/kelola/kelas', group.id, 'kehadiran'] },
        ]
      : [];
  });
  protected readonly mayMark = computed(
    () => this.#session.can(markAttendance) && !!this.list() && !this.list()?.refusal,
  );
  protected readonly isHost = computed(() => this.#session.can(markAttendance));
  protected readonly mayVenue = computed(() => this.#session.can(getVenueAttendance));
  protected readonly mayClose = computed(() => this.isHost() && !this.list()?.closeRefusal);
  protected readonly isClosed = computed(() => this.list()?.session.state === 'closed');

  protected readonly isShowingCodes = signal(false);
  protected readonly codes = this.#api.read(getSessionCodes, () => {
    const params = this.#params();
    return params && this.isShowingCodes() ? { params } : undefined;
  });
  protected readonly codeList = computed(() =>
    this.codes.hasValue()
      ? this.codes.value().codes.map((one) => ({
          ...one,
          spaced: `${one.code.slice(0, 3)} ${one.code.slice(3)}`,
        }))
      : undefined,
  );

  protected readonly shares = computed(() => {
    const counts = this.list()?.counts;
    const of = { present: 0, partial: 0, excused: 0, missing: 0, ...counts };
    const one = (tone: 'done' | 'now' | 'primary' | 'none', n: number, key: string) => ({
      tone,
      share: n,
      count: this.#formats.number(n),
      label: this.#words.t(`attendance.roster.${key}`),
    });
    return {
      label: this.#words.t('attendance.roster.countsLabel', of),
      parts: [
        one('done', of.present, 'present'),
        one('now', of.partial, 'partial'),
        one('primary', of.excused, 'excused'),
        one('none', of.missing, 'missing'),
      ],
    };
  });

  protected readonly filter = signal<Filter>('all');
  protected readonly search = signal('');
  protected readonly chips = computed(() => {
    const counts = this.list()?.counts;
    const count: Record<Filter, number> = {
      all: counts?.people ?? 0,
      missing: counts?.missing ?? 0,
      partial: counts?.partial ?? 0,
      flagged: counts?.flagged ?? 0,
    };
    return filters.map((id) => ({
      id,
      label: this.#words.t(`attendance.roster.${id}`),
      count: this.#formats.number(count[id]),
    }));
  });
  protected readonly rows = computed(() => {
    const wanted = this.search().trim().toLowerCase();
    return (this.list()?.items ?? [])
      .filter((person) => isShown(person, this.filter()))
      .filter(({ name, place, participantCode }) =>
        [name, place, participantCode].some((text) => text?.toLowerCase().includes(wanted)),
      )
      .map((person) => ({
        ...person,
        look: recordLook(this.#words, person.record),
        basis: person.record?.strength ? this.#words.t(`attendance.strength.${person.record.strength}`) : '',
        requests: [
          person.correction === 'open' ? this.#words.t('attendance.mine.correctionOpen') : '',
          person.excuse === 'open' ? this.#words.t('attendance.mine.excuseOpen') : '',
        ].filter(Boolean),
      }));
  });

  readonly #chosen = linkedSignal<string, ReadonlySet<EnrollmentId>>({
    source: () => this.sessionId(),
    computation: () => new Set(),
  });
  protected readonly chosen = computed(() => this.#chosen());
  protected readonly isAllChosen = computed(
    () => this.rows().length > 0 && this.rows().every(({ enrollmentId }) => this.#chosen().has(enrollmentId)),
  );
  protected readonly note = signal('');
  protected readonly marks: readonly AttendanceMark[] = ['present', 'partial', 'absent', 'cleared'];
  protected readonly acting = new Acting();
  protected readonly isClosing = signal(false);

  protected readonly person = signal<RosterPerson | undefined>(undefined);
  protected readonly evidence = this.#api.read(listEvidence, () => {
    const params = this.#params();
    const person = this.person();
    return params && person ? { params: { ...params, enrollmentId: person.enrollmentId } } : undefined;
  });
  protected readonly evidenceRows = computed(() => {
    const params = this.#params();
    const person = this.person();
    if (!this.evidence.hasValue() || !params || !person) return undefined;
    return this.evidence.value().items.map((one) => ({
      ...one,
      words: this.#evidenceWords(one),
      url: one.hasFile
        ? this.#api.urlOf(getEvidenceFile, {
            params: { ...params, enrollmentId: person.enrollmentId, evidenceId: one.id },
          })
        : '',
    }));
  });

  constructor() {
    effect(() => {
      const zone = this.list()?.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected show(filter: string): void {
    this.filter.set(filters.find((one) => one === filter) ?? 'all');
  }

  protected pickClass(event: Event): void {
    void this.#router.navigate([], { queryParams: { kelas: this.textOf(event) } });
  }

  protected choose(id: EnrollmentId, isOn: boolean): void {
    this.#chosen.update((before) => {
      const after = new Set(before);
      if (isOn) after.add(id);
      else after.delete(id);
      return after;
    });
  }

  protected chooseAll(isOn: boolean): void {
    this.#chosen.set(new Set(isOn ? this.rows().map(({ enrollmentId }) => enrollmentId) : []));
  }

  protected async markChosen(mark: AttendanceMark): Promise<void> {
    const params = this.#params();
    if (!params || this.#chosen().size === 0) return;
    const body = { mark, enrollmentIds: [...this.#chosen()], note: this.note().trim() };
    const done = await this.acting.run(() => this.#api.call(markAttendance, { params, body }));
    if (!done) return;
    this.#toasts.show(this.#words.t('attendance.roster.marked', { n: done.changed }));
    this.#chosen.set(new Set());
    this.note.set('');
    this.read.reload();
  }

  protected async close(): Promise<void> {
    const params = this.#params();
    if (!params) return;
    const done = await this.acting.run(() => this.#api.call(closeSession, { params }));
    if (!done) return;
    this.isClosing.set(false);
    this.read.reload();
  }

  #evidenceWords({ kind, detail }: AttendanceEvidence): string {
    const text = (name: string) => {
      const value = detail[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    const say = (key: string, names: Record<string, string> = {}) =>
      this.#words.t(`attendance.roster.kind.${key}`, names);
    switch (kind) {
      case 'code':
      case 'offline':
        return say(kind, { part: this.#words.t(`attendance.part.${text('part')}`) });
      case 'mark': {
        const words = say(kind, { mark: this.#words.t(`attendance.roster.markOf.${text('mark')}`) });
        return text('note') ? `${words}. ${text('note')}` : words;
      }
      case 'report':
        return text('connections') === '0'
          ? say('reportBack')
          : say(kind, { name: text('name'), minutes: text('minutes'), connections: text('connections') });
      case 'venue':
        return say(detail['isTicked'] === true ? 'venue' : 'venueBack', { venue: text('venue') });
      case 'correction':
        return say(kind, { reason: text('reason') });
      default:
        return say(kind);
    }
  }
}

function isShown({ record }: RosterPerson, filter: Filter): boolean {
  if (filter === 'missing') return !record || record.state === 'absent' || record.state === 'unsettled';
  if (filter === 'partial') return record?.state === 'partial';
  return filter === 'all' || (record?.flags.length ?? 0) > 0;
}
