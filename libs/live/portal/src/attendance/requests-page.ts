import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import { ClassNav } from '@bimtek/delivery-portal';
import {
  type AttendanceRequest,
  decideCorrection,
  decideExcuse,
  decideSubstitute,
  getExcuseDocument,
  listAttendanceRequests,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  AsDateTime,
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
  UiDialog,
  UiEmpty,
  UiField,
  UiInput,
  UiPill,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { recordLook } from './record-look.ts';

type Act = 'grant' | 'grantHalf' | 'refuse' | 'passes' | 'again';

/** Corrections, excuses and written substitute tasks of a class; what waits comes first. */
@Component({
  selector: 'live-attendance-requests-page',
  imports: [
    AsDateTime,
    ClassNav,
    DeskHead,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiEmpty,
    UiField,
    UiInput,
    UiPill,
    UiSkeleton,
  ],
  templateUrl: './requests-page.html',
  styleUrl: './requests-page.css',
})
export class AttendanceRequestsPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  readonly classGroupId = input.required<string>();
  protected readonly read = this.#api.read(listAttendanceRequests, () => {
    const classGroupId = ClassGroupId.safeParse(this.classGroupId()).data;
    return classGroupId ? { params: { classGroupId } } : undefined;
  });
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly crumbs = computed(() => [
    { label: this.list()?.classGroup.name ?? '', link: ['/kelola/kelas', this.classGroupId()] },
    {
      label: this.#words.t('attendance.matrix.title'),
      link: ['/kelola/kelas', this.classGroupId(), 'kehadiran'],
    },
  ]);
  readonly #mayDecide = computed(
    () => this.#session.can(decideCorrection) && this.list()?.classGroup.state !== 'closed',
  );
  protected readonly rows = computed(() =>
    (this.list()?.items ?? []).map((request) => ({
      request,
      ...request,
      what: this.#words.t(
        request.type === 'correction'
          ? 'attendance.requests.correction'
          : `attendance.requests.excuse.${request.kind}`,
      ),
      words: request.type === 'correction' ? request.reason : request.note,
      tone: tones[request.state],
      stateWords: this.#words.t(`attendance.requests.state.${request.state}`),
      now: recordLook(this.#words, request.record).words,
      document:
        request.type === 'excuse' && this.#mayDecide()
          ? this.#api.urlOf(getExcuseDocument, { params: { excuseId: request.id } })
          : '',
      substitute: request.type === 'excuse' ? request.substitute : null,
      acts: this.#actsOf(request),
    })),
  );

  protected readonly acting = new Acting();
  protected readonly deciding = signal<{ request: AttendanceRequest; act: Act } | undefined>(undefined);
  protected readonly reason = signal('');
  protected readonly hasAsked = signal(false);
  protected readonly reasonError = computed(() =>
    this.hasAsked() && this.reason().trim().length < 5
      ? this.#words.t('attendance.requests.reasonMissing')
      : '',
  );

  constructor() {
    effect(() => {
      const zone = this.list()?.classGroup.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }

  protected typed(event: Event): void {
    this.reason.set((event.target as HTMLTextAreaElement).value);
  }

  protected begin(request: AttendanceRequest, act: Act): void {
    this.acting.forget();
    this.reason.set('');
    this.hasAsked.set(false);
    this.deciding.set({ request, act });
  }

  protected async decide(): Promise<void> {
    this.hasAsked.set(true);
    const deciding = this.deciding();
    if (!deciding || this.reasonError()) return;
    const { request, act } = deciding;
    const reason = this.reason().trim();
    const isGranted = act === 'grant' || act === 'grantHalf' || act === 'passes';
    const done = await this.acting.run(async () => {
      if (request.type === 'correction') {
        const grants = act === 'grantHalf' ? ('partial' as const) : ('present' as const);
        const params = { correctionId: request.id };
        await this.#api.call(decideCorrection, { params, body: { isGranted, reason, grants } });
      } else {
        const params = { excuseId: request.id };
        const contract = act === 'passes' || act === 'again' ? decideSubstitute : decideExcuse;
        await this.#api.call(contract, { params, body: { isGranted, reason } });
      }
      return true;
    });
    if (!done) return;
    this.deciding.set(undefined);
    this.#toasts.show(this.#words.t('attendance.requests.saved'));
    this.read.reload();
  }

  #actsOf(request: AttendanceRequest): Act[] {
    if (!this.#mayDecide() || request.isOwn) return [];
    if (request.state === 'open') {
      return request.type === 'correction' ? ['grant', 'grantHalf', 'refuse'] : ['grant', 'refuse'];
    }
    return request.type === 'excuse' && request.substitute?.isWaiting ? ['passes', 'again'] : [];
  }
}

const tones = { open: 'now', granted: 'done', refused: 'bad' } as const;
