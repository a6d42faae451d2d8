import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  AssignmentCode,
  listSamples,
  listSampleSources,
  putSample,
  removeSample,
  SampleId,
  type SampleRow,
  type SubmissionId,
} from '@bimtek/assignments-contracts';
import { RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiCell,
  UiDialog,
  UiEmpty,
  UiField,
  UiInput,
  UiSegment,
  UiSkeleton,
  UiTable,
} from '@bimtek/platform-ui';
import { Acting } from '../class-assignments/acting.ts';
import { assignmentNumber } from '../due-words.ts';

/** As long as a sample has to be, at least. */
const TEXT_MIN = 50;

interface Draft {
  id: SampleId;
  isNew: boolean;
}

/** The samples of a run for a master trainer: what is marked, and how every trainer lies beside the panel. */
@Component({
  selector: 'assignments-samples-page',
  imports: [
    DeskHead,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCell,
    UiDialog,
    UiEmpty,
    UiField,
    UiInput,
    UiSegment,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './samples-page.html',
  styles: `
    .samples {
      display: grid;
      gap: 24px;
    }
    .sample {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 16px;
      align-items: center;
      padding-block: 12px;
    }
    .sample > :first-child {
      flex: 1 1 280px;
      min-width: 0;
    }
    .excerpt {
      display: -webkit-box;
      overflow: hidden;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
    .sources {
      display: grid;
      gap: 8px;
      max-height: 30vh;
      overflow-y: auto;
    }
    .sources button {
      padding: 8px 12px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--ink);
      text-align: start;
    }
    .sources button[aria-pressed='true'] {
      border-color: var(--primary);
      background: var(--primary-soft);
    }
    ui-segment {
      display: block;
    }
  `,
})
export class SamplesPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);

  /** From the address. */
  readonly runId = input.required<string>();
  readonly #params = computed(() => {
    const runId = RunId.safeParse(this.runId()).data;
    return runId ? { runId } : undefined;
  });
  protected readonly read = this.#api.read(listSamples, () => {
    const params = this.#params();
    return params && { params };
  });
  protected readonly list = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly acting = new Acting();
  protected readonly draft = signal<Draft | undefined>(undefined);
  protected readonly code = signal('');
  protected readonly from = signal('write');
  protected readonly text = signal('');
  protected readonly sourceId = signal<SubmissionId | null>(null);
  protected readonly hasAsked = signal(false);

  protected readonly crumbs = computed(() => [
    { label: this.#words.t('allocation.board.title'), link: '/kelola/penilaian' },
  ]);
  protected readonly heading = computed(() => {
    const list = this.list();
    return list ? this.#words.t('samples.ofRun', { run: list.run.name }) : this.#words.t('samples.title');
  });
  protected readonly samples = computed(() =>
    (this.list()?.samples ?? []).map((sample) => ({
      ...sample,
      name: this.nameOf(sample),
      meta: [
        this.#words.t('samples.progress', { finished: sample.finished, begun: sample.begun }),
        ...(sample.mean === null
          ? []
          : [
              this.#words.t('samples.mean', {
                mean: this.#formats.number(sample.mean, 2),
                spread: this.#formats.number(sample.spread ?? 0, 2),
              }),
            ]),
        ...(sample.isFromWork ? [this.#words.t('samples.fromWork')] : []),
      ].join(' · '),
    })),
  );
  protected readonly members = computed(() =>
    (this.list()?.members ?? []).map((member) => ({
      ...member,
      leniency: this.#signed(member.leniency),
      spread: member.spread === null ? '–' : this.#formats.number(member.spread, 2),
    })),
  );
  protected readonly kinds = computed(() =>
    ['write', 'take'].map((value) => ({ value, label: this.#words.t(`samples.${value}`) })),
  );
  readonly #sources = this.#api.read(listSampleSources, () => {
    const params = this.#params();
    const assignmentCode = AssignmentCode.safeParse(this.code()).data;
    return params && assignmentCode && this.draft() && this.from() === 'take'
      ? { params, query: { assignmentCode } }
      : undefined;
  });
  protected readonly sources = computed(() =>
    (this.#sources.hasValue() ? this.#sources.value()?.items : undefined)?.map((one) => ({
      ...one,
      label: this.#words.t('samples.source', {
        run: one.runName,
        score: this.#formats.number(one.score, 2),
      }),
    })),
  );
  protected readonly textError = computed(() =>
    this.hasAsked() && this.text().trim().length < TEXT_MIN ? this.#words.t('samples.textShort') : '',
  );

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected nameOf({ assignmentCode, number }: Pick<SampleRow, 'assignmentCode' | 'number'>): string {
    return this.#words.t('samples.name', { assignment: assignmentNumber(assignmentCode), number });
  }

  protected add(): void {
    this.#open({ id: SampleId.parse(crypto.randomUUID()), isNew: true }, '');
    this.code.set(this.code() || (this.list()?.assignments[0]?.code ?? ''));
  }

  protected change({ id, assignmentCode, text }: SampleRow): void {
    this.#open({ id, isNew: false }, text);
    this.code.set(assignmentCode);
  }

  protected setCode(code: string): void {
    this.code.set(code);
    this.sourceId.set(null);
  }

  /** Its words are a beginning: who and where is taken out by hand. */
  protected take({ submissionId, text }: { submissionId: SubmissionId; text: string }): void {
    this.sourceId.set(submissionId);
    this.text.set(text);
  }

  protected async save({ id }: Draft): Promise<void> {
    this.hasAsked.set(true);
    const params = this.#params();
    const assignmentCode = AssignmentCode.safeParse(this.code()).data;
    if (!params || !assignmentCode || this.textError()) return;
    const body = { assignmentCode, text: this.text().trim(), sourceId: this.sourceId() };
    const at = { ...params, sampleId: id };
    const done = await this.acting.run(async () => {
      await this.#api.call(putSample, { params: at, body });
      return true;
    });
    if (!done) return;
    this.draft.set(undefined);
    this.#toasts.show(this.#words.t('samples.saved'));
    this.read.reload();
  }

  protected async remove({ id }: SampleRow): Promise<void> {
    const params = this.#params();
    if (!params) return;
    const done = await this.acting.run(async () => {
      await this.#api.call(removeSample, { params: { ...params, sampleId: id } });
      return true;
    });
    if (!done) return;
    this.#toasts.show(this.#words.t('samples.removed'));
    this.read.reload();
  }

  #open(draft: Draft, text: string): void {
    this.acting.problem.set(undefined);
    this.hasAsked.set(false);
    this.from.set('write');
    this.sourceId.set(null);
    this.text.set(text);
    this.draft.set(draft);
  }

  #signed(points: number | null): string {
    if (points === null) return '–';
    const number = this.#formats.number(Math.abs(points), 2);
    return points > 0 ? `+${number}` : points < 0 ? `−${number}` : number;
  }
}
