import { Component, computed, effect, inject, input, signal, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  getMySample,
  listMySamples,
  MarkContent,
  type MySample,
  PANEL_MIN,
  SampleId,
  saveSampleMark,
} from '@bimtek/assignments-contracts';
import type { RubricLevel } from '@bimtek/curriculum-contracts';
import { AssignmentBriefView } from '@bimtek/curriculum-portal';
import {
  ApiClient,
  DeskHead,
  Formats,
  PageTitle,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiField, UiIcon, UiInput, UiSaveState, UiSkeleton } from '@bimtek/platform-ui';
import * as z from 'zod';
import { Autosave } from '../autosave/autosave.ts';
import { KeptWork } from '../autosave/kept-work.ts';
import { Acting } from '../class-assignments/acting.ts';
import { assignmentNumber } from '../due-words.ts';
import { emptyMark } from '../marking/mark-work.ts';
import { RubricForm } from '../marking/rubric-form.ts';

const KeptSampleMark = z.object({ content: MarkContent, revision: z.int() });

/** One sample: what was written, the rubric, and after finishing what the panel gave. */
@Component({
  selector: 'assignments-sample-page',
  imports: [
    AssignmentBriefView,
    DeskHead,
    ProblemView,
    ProblemWords,
    RouterLink,
    RubricForm,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiField,
    UiIcon,
    UiInput,
    UiSaveState,
    UiSkeleton,
  ],
  templateUrl: './sample-page.html',
  styleUrl: '../allocation/twice-page.css',
  host: { '(document:keydown)': 'press($event)' },
})
export class SamplePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  readonly #kept = new KeptWork('contoh:', KeptSampleMark);
  private readonly form = viewChild(RubricForm);

  /** From the address. */
  readonly sampleId = input.required<string>();
  readonly #params = computed(() => {
    const sampleId = SampleId.safeParse(this.sampleId()).data;
    return sampleId ? { sampleId } : undefined;
  });
  protected readonly read = this.#api.read(getMySample, () => {
    const params = this.#params();
    return params && { params };
  });
  readonly #mine = this.#api.read(listMySamples);
  protected readonly sample = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly autosave = signal<Autosave<MarkContent> | undefined>(undefined);
  protected readonly content = computed(() => this.autosave()?.content ?? emptyMark);
  protected readonly isOpen = computed(() => this.sample()?.state !== 'finished');
  protected readonly current = signal(0);
  protected readonly acting = new Acting();
  protected readonly least = PANEL_MIN;
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('calibration.title'), link: '/kelola/menilai/kalibrasi' },
  ]);
  protected readonly heading = computed(() => {
    const sample = this.sample();
    return sample ? this.#nameOf(sample) : this.#words.t('samples.title');
  });
  protected readonly missing = computed(() =>
    (this.sample()?.brief.rubric.criteria ?? [])
      .filter(({ code }) => !this.content().levels[code])
      .map(({ title }) => title)
      .join(', '),
  );
  protected readonly chip = computed(() => {
    const [place, savedAt] = [this.autosave()?.place(), this.autosave()?.savedAt()];
    if (!place || place === 'stale' || !this.isOpen()) return undefined;
    if (place !== 'saved') return { state: place, words: this.#words.t(`platform.state.${place}`) };
    if (!savedAt) return undefined;
    const words = this.#words.t('platform.state.savedAt', { time: this.#formats.time(savedAt) });
    return { state: place, words };
  });
  /** What became of it, beside the panel by criterion where there is one. */
  protected readonly result = computed(() => {
    const sample = this.sample();
    if (!sample || sample.points === null) return undefined;
    const mine = this.#formats.number(sample.points, 2);
    const { panel } = sample;
    return {
      words: panel
        ? this.#words.t('samples.besidePanel', {
            mine,
            n: panel.marks,
            panel: this.#formats.number(panel.points, 2),
          })
        : this.#words.t('samples.done', { mine }),
      criteria: panel
        ? sample.brief.rubric.criteria.map(({ code, title }) => ({
            code,
            title,
            levels: this.#words.t('samples.level', {
              mine: sample.mark?.content.levels[code] ?? '–',
              panel: this.#formats.number(panel.levels[code] ?? 0, 2),
            }),
          }))
        : [],
    };
  });
  protected readonly next = computed(() => {
    const items = this.#mine.hasValue() ? this.#mine.value().items : [];
    return items.find(({ id, state }) => id !== this.sampleId() && state !== 'finished');
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const sample = this.sample();
      untracked(() => {
        this.autosave()?.end();
        this.autosave.set(sample && this.#autosaveOf(sample));
        this.current.set(0);
      });
      if (sample) title.set(this.#nameOf(sample));
    });
    effect((onEnd) => {
      const autosave = this.autosave();
      onEnd(() => void autosave?.flush().finally(() => autosave.end()));
    });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }

  protected setLevel(code: string, level: RubricLevel): void {
    const content = this.content();
    this.#edit({ ...content, levels: { ...content.levels, [code]: level } });
  }

  protected setComment(code: string, text: string): void {
    const content = this.content();
    this.#edit({ ...content, comments: { ...content.comments, [code]: text } });
  }

  protected setOverall(comment: string): void {
    this.#edit({ ...this.content(), comment });
  }

  protected async finish(): Promise<void> {
    const [params, autosave] = [this.#params(), this.autosave()];
    if (!params || !autosave || !this.isOpen() || this.missing()) return;
    await autosave.pause();
    const body = { content: autosave.content, basedOn: autosave.revision, isFinished: true };
    const done = await this.acting.run(() => this.#api.call(saveSampleMark, { params, body }));
    if (!done) return autosave.retry();
    autosave.settleAt(done.revision);
    this.read.reload();
    this.#mine.reload();
  }

  protected press(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || !this.isOpen()) return;
    const target = event.target as HTMLElement;
    if (target.matches?.('textarea, select, input:not([type=radio])')) return;
    const criteria = this.sample()?.brief.rubric.criteria ?? [];
    if (event.key === 'Enter' && !target.closest?.('a, button, summary')) {
      event.preventDefault();
      return void this.finish();
    }
    const code = criteria[this.current()]?.code;
    if (!code || !/^[1-4]$/.test(event.key)) return;
    event.preventDefault();
    this.setLevel(code, Number(event.key) as RubricLevel);
    const place = criteria.findIndex((one) => !this.content().levels[one.code]);
    if (place === -1) return;
    this.current.set(place);
    setTimeout(() => this.form()?.focusOn(place));
  }

  #edit(content: MarkContent): void {
    if (this.isOpen()) this.autosave()?.edit(content);
  }

  #nameOf({ assignmentCode, number }: Pick<MySample, 'assignmentCode' | 'number'>): string {
    return this.#words.t('samples.name', { assignment: assignmentNumber(assignmentCode), number });
  }

  #autosaveOf({ id, mark, state }: MySample): Autosave<MarkContent> {
    const personId = this.#session.person()?.id ?? '';
    const start = { content: mark?.content ?? emptyMark, revision: mark?.revision ?? 0 };
    const params = { sampleId: id };
    const autosave = new Autosave<MarkContent>(start, mark?.savedAt ?? null, {
      save: (content, basedOn) =>
        this.#api.call(saveSampleMark, { params, body: { content, basedOn, isFinished: false } }),
      staleCode: 'stale-mark',
      newest: async () => {
        const { mark: newest } = await this.#api.call(getMySample, { params });
        return { content: newest?.content ?? emptyMark, revision: newest?.revision ?? 0 };
      },
      isSame: (one, other) => JSON.stringify(one) === JSON.stringify(other),
      keep: (content, revision) => this.#kept.write(personId, id, { content, revision }),
      drop: () => this.#kept.drop(personId, id),
    });
    const kept = this.#kept.read(personId, id);
    if (kept && state !== 'finished') autosave.resume(kept);
    else if (kept) this.#kept.drop(personId, id);
    return autosave;
  }
}
