import { Component, computed, effect, inject, input, linkedSignal, signal } from '@angular/core';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import {
  confirmReport,
  getReport,
  getSessionAttendance,
  listReports,
  type ParticipantReport,
  type ReportId,
  SessionId,
  uploadReport,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  AsDateTime,
  AsTime,
  DeskHead,
  Formats,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiFileDrop,
  UiInput,
  UiProgress,
  UiTable,
} from '@bimtek/platform-ui';
import type * as z from 'zod';
import { Acting } from '../shared/acting.ts';

type Report = z.infer<typeof ParticipantReport>;

/** A participant report of Zoom or BigBlueButton: whose rows are whose is proposed, and counts when a person says so. */
@Component({
  selector: 'live-report-page',
  imports: [
    AsDateTime,
    AsTime,
    DeskHead,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiFileDrop,
    UiInput,
    UiProgress,
    UiTable,
  ],
  templateUrl: './report-page.html',
  styles: `
    select {
      max-width: 280px;
    }
    .before {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .line {
      display: block;
    }
  `,
})
export class ReportPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly sessionId = input.required<string>();
  readonly #params = computed(() => {
    const sessionId = SessionId.safeParse(this.sessionId()).data;
    return sessionId ? { sessionId } : undefined;
  });
  protected readonly roster = this.#api.read(getSessionAttendance, () => {
    const params = this.#params();
    return params && { params, query: {} };
  });
  protected readonly earlier = this.#api.read(listReports, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly list = computed(() => (this.roster.hasValue() ? this.roster.value() : undefined));
  protected readonly reports = computed(() => (this.earlier.hasValue() ? this.earlier.value().items : []));
  protected readonly crumbs = computed(() => [
    { label: this.list()?.session.title ?? '', link: ['/kelola/sesi', this.sessionId(), 'kehadiran'] },
  ]);

  protected readonly report = signal<Report | undefined>(undefined);
  protected readonly sent = signal<number | undefined>(undefined);
  protected readonly acting = new Acting();

  /** Whom each row is taken for: what was taken over before, else what is certain. */
  readonly #matches = linkedSignal<Readonly<Record<string, string>>>(() =>
    Object.fromEntries((this.report()?.rows ?? []).map((row) => [row.key, row.matched ?? sureOf(row)])),
  );
  protected readonly chosen = computed(() => Object.values(this.#matches()).filter(Boolean).length);
  protected readonly rows = computed(() => {
    const people = this.list()?.items ?? [];
    return (this.report()?.rows ?? [])
      .filter(({ isHost, matched }) => !isHost || matched)
      .map((row) => {
        const candidates = new Map(row.candidates.map((one) => [one.enrollmentId, one]));
        const others = people.filter(({ enrollmentId }) => !candidates.has(enrollmentId));
        return {
          ...row,
          chosen: this.#matches()[row.key] ?? '',
          says: this.#words.t(
            `attendance.report.counts.${row.counts.out ? 'both' : row.counts.in ? 'in' : 'none'}`,
          ),
          options: row.candidates.map((one) => ({
            id: one.enrollmentId,
            name: `${one.name} (${this.#words.t(`attendance.report.by.${one.by}`)})`,
          })),
          others,
        };
      });
  });

  constructor() {
    effect(() => {
      const zone = this.list()?.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
  }

  protected match(key: string, event: Event): void {
    const id = (event.target as HTMLSelectElement).value;
    this.#matches.update((all) => ({ ...all, [key]: id }));
  }

  protected async send(file: File): Promise<void> {
    const params = this.#params();
    if (!params) return;
    this.sent.set(0);
    const query = { fileName: file.name };
    const report = await this.acting.run(() =>
      this.#api.upload(uploadReport, file, { params, query }, (share) => this.sent.set(share)),
    );
    this.sent.set(undefined);
    if (!report) return;
    this.report.set(report);
    this.earlier.reload();
  }

  protected async open(reportId: ReportId): Promise<void> {
    const params = this.#params();
    if (!params) return;
    const at = { params: { ...params, reportId } };
    this.report.set(await this.acting.run(() => this.#api.call(getReport, at)));
  }

  protected async confirm(): Promise<void> {
    const params = this.#params();
    const report = this.report();
    if (!params || !report) return;
    const matches = Object.entries(this.#matches()).flatMap(([key, enrollmentId]) =>
      enrollmentId ? [{ key, enrollmentId: enrollmentId as EnrollmentId }] : [],
    );
    const at = { params: { ...params, reportId: report.id }, body: { matches } };
    const done = await this.acting.run(() => this.#api.call(confirmReport, at));
    if (!done) return;
    this.#toasts.show(this.#words.t('attendance.report.saved', { n: done.matched }));
    this.earlier.reload();
    this.roster.reload();
  }
}

/** Certain, and nobody else as certain; a name that is only similar is left to the person who looks. */
function sureOf({ candidates }: Report['rows'][number]): string {
  const [first, second] = candidates;
  if (!first || first.by === 'similar' || second?.by === first.by) return '';
  return first.enrollmentId;
}
