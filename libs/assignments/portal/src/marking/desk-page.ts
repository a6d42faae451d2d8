import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import {
  getSubmittedFile,
  latePolicy,
  printPlan,
  markingRefusals,
  type QueueRow,
  SubmissionId,
  SubmissionState,
  wordsIn,
} from '@bimtek/assignments-contracts';
import type { RubricLevel } from '@bimtek/curriculum-contracts';
import { AssignmentBriefView } from '@bimtek/curriculum-portal';
import { ClassGroupId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  AsNumber,
  AsRecent,
  asProblem,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  remember,
  remembered,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  type IconName,
  Toasts,
  UiBanner,
  UiButton,
  UiCheckbox,
  UiDialog,
  UiEmpty,
  UiIcon,
  UiIconButton,
  UiInput,
  UiPill,
  UiSaveState,
  UiSegment,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { MarkerSettingsDialog, type WhoMarks } from '../allocation/marker-settings.ts';
import { WhyHere } from '../allocation/why-here.ts';
import { assignmentNumber } from '../due-words.ts';
import { PlanView } from '../plan/view/plan-view.ts';
import { scoreSoFar, toRevise } from '../score.ts';
import { SimilarHint } from '../similarity/similar-hint.ts';
import { SnippetPicker } from '../snippets/snippet-picker.ts';
import { submittedFiles } from '../view/file-source.ts';
import { WorkParts } from '../view/work-parts.ts';
import { DeskStore, type EndingKind } from './desk-store.ts';
import { RubricForm } from './rubric-form.ts';

const keysOff = 'pintasan-menilai';
/** Stands in the address for all that waits, not only what is one's own to mark. */
const everybodys = 'semua';
const QueueState = SubmissionState.exclude(['draft']);

const iconOf: Readonly<Record<SubmissionState, { icon: IconName; tone: string }>> = {
  draft: { icon: 'edit', tone: '' },
  submitted: { icon: 'clock', tone: '' },
  inMarking: { icon: 'edit', tone: 'now' },
  secondMarking: { icon: 'eye', tone: 'now' },
  needsRevision: { icon: 'undo', tone: 'bad' },
  marked: { icon: 'check', tone: 'done' },
  released: { icon: 'cloud-check', tone: 'done' },
};

/** The grading desk: queue, work and rubric side by side; on a phone one after the other. */
@Component({
  selector: 'assignments-desk-page',
  imports: [
    AsNumber,
    AsRecent,
    AssignmentBriefView,
    Counted,
    DeskHead,
    MarkerSettingsDialog,
    PlanView,
    ProblemView,
    ProblemWords,
    RouterLink,
    RubricForm,
    SimilarHint,
    SnippetPicker,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiDialog,
    UiEmpty,
    UiIcon,
    UiIconButton,
    UiInput,
    UiPill,
    UiSaveState,
    UiSegment,
    UiSkeleton,
    WhyHere,
    WorkParts,
  ],
  providers: [DeskStore],
  templateUrl: './desk-page.html',
  styleUrl: './desk-page.css',
  host: { '(document:keydown)': 'press($event)' },
})
export class DeskPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);
  protected readonly store = inject(DeskStore);
  private readonly form = viewChild(RubricForm);
  private readonly overall = viewChild<ElementRef<HTMLTextAreaElement>>('overall');
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** From the address: class, assignment, state of the work, and the piece on the desk. */
  readonly kelas = input<string | undefined>(undefined);
  readonly tugas = input<string | undefined>(undefined);
  readonly status = input<string | undefined>(undefined);
  readonly karya = input<string | undefined>(undefined);
  /** The criterion that is marked across all works of one assignment; the names of trainees are covered then. */
  readonly kriteria = input<string | undefined>(undefined);

  protected readonly policy = latePolicy;
  protected readonly wordsIn = wordsIn;
  protected readonly pane = signal('queue');
  protected readonly current = signal(0);
  protected readonly versionShown = signal(0);
  protected readonly isSheetOpen = signal(false);
  protected readonly areKeysOn = signal(remembered(keysOff) === null);

  protected readonly panes = computed(() =>
    ['queue', 'work', 'rubric'].map((value) => ({ value, label: this.#words.t(`marking.pane.${value}`) })),
  );
  protected readonly work = this.store.work;
  protected readonly piece = computed(() => this.work()?.piece);
  protected readonly content = computed(() => this.work()?.autosave.content);
  protected readonly mayMark = computed(() => this.#session.can('assignment.mark'));
  protected readonly isOpen = computed(
    () => this.mayMark() && (this.work()?.isOpen ?? false) && !this.store.isEnding(this.piece()?.id ?? ''),
  );
  protected readonly version = computed(() => this.piece()?.versions[this.versionShown()]);
  protected readonly files = computed(() =>
    submittedFiles(this.#api, this.piece()?.id ?? ('' as SubmissionId)),
  );
  /** On the version that is shown: my own as far as they are made, or what was said about an older one. */
  protected readonly annotations = computed(() => {
    if (this.versionShown() === 0) return this.content()?.annotations ?? [];
    const number = this.version()?.receipt.versionNumber;
    const feedback = this.piece()?.feedback.filter(({ versionNumber }) => versionNumber === number) ?? [];
    return feedback.flatMap(({ content }) => content.annotations ?? []);
  });
  /** Of the sheet that the village head signed; it is opened in a page of its own. */
  protected readonly acknowledgementPhoto = computed(() => {
    const [submissionId, fileId] = [this.piece()?.id, this.piece()?.plan?.acknowledgement?.fileId];
    if (!submissionId || !fileId) return '';
    const query = { variant: 'original' as const };
    return this.#api.urlOf(getSubmittedFile, { params: { submissionId, fileId }, query });
  });
  /** The plan of the version before the one that is shown. */
  protected readonly planBefore = computed(() => {
    const before = this.piece()?.versions[this.versionShown() + 1];
    return before?.content.plan ? { plan: before.content.plan, n: before.receipt.versionNumber } : null;
  });
  /** On items of the version that is shown: my own as far as they are made, or what was said about an older one. */
  protected readonly itemComments = computed(() => {
    if (this.versionShown() === 0) return this.content()?.itemComments ?? {};
    const number = this.version()?.receipt.versionNumber;
    const given = this.piece()?.feedback.find(({ versionNumber }) => versionNumber === number);
    return given?.content.itemComments ?? {};
  });
  protected readonly versions = computed(() =>
    (this.piece()?.versions ?? []).map(({ receipt }, place) => ({
      value: String(place),
      label: this.#words.t('marking.work.version', { n: receipt.versionNumber }),
    })),
  );
  protected readonly score = computed(() => {
    const [piece, content] = [this.piece(), this.content()];
    return piece && content ? scoreSoFar(piece.brief.rubric, content.levels, piece.latePoints) : undefined;
  });
  protected readonly missing = computed(() => {
    const levels = this.content()?.levels ?? {};
    return (this.piece()?.brief.rubric.criteria ?? []).filter(({ code }) => !levels[code]);
  });
  protected readonly back = computed(() => {
    const [piece, content] = [this.piece(), this.content()];
    return piece && content && piece.revisionsLeft > 0 ? toRevise(piece.brief.rubric, content.levels) : [];
  });
  protected readonly hasComment = computed(() => {
    const content = this.content();
    if (!content) return false;
    const notes = (content.annotations ?? []).map(({ text }) => text);
    const items = Object.values(content.itemComments);
    return [content.comment, ...Object.values(content.comments), ...items, ...notes].some((text) =>
      text.trim(),
    );
  });
  /** What stands between the mark and its end, in words; empty when nothing does. */
  protected readonly hindrance = computed(() => {
    const names = (criteria: { title: string }[]) => criteria.map(({ title }) => title).join(', ');
    if (this.back().length > 0)
      return this.#words.t('marking.rubric.mustRevise', { names: names(this.back()) });
    if (this.missing().length > 0)
      return this.#words.t('marking.rubric.missing', { names: names(this.missing()) });
    return '';
  });
  protected readonly canFinish = computed(() => this.isOpen() && this.hindrance() === '');
  protected readonly canAsk = computed(
    () => this.isOpen() && this.hasComment() && (this.piece()?.revisionsLeft ?? 0) > 0,
  );
  protected readonly chip = computed(() => {
    const autosave = this.work()?.autosave;
    if (!autosave) return undefined;
    const [place, savedAt, problem] = [autosave.place(), autosave.savedAt(), autosave.problem()];
    if (place === 'stale') return undefined;
    if (place === 'saved') {
      if (!savedAt) return undefined;
      const words = this.#words.t('platform.state.savedAt', { time: this.#formats.time(savedAt) });
      return { state: place, words };
    }
    if (place === 'failed' && problem) {
      const reason = this.#words.problem(problem);
      return { state: place, words: this.#words.t('platform.state.failedBecause', { reason }) };
    }
    return { state: place, words: this.#words.t(`platform.state.${place}`) };
  });
  /** The server refuses to save because the piece is no longer what was opened. */
  protected readonly isOutdated = computed(() => {
    const code = this.work()?.autosave.problem()?.code ?? '';
    return code === 'newer-version' || (markingRefusals as readonly string[]).includes(code);
  });
  protected readonly refusal = computed(() => {
    const { refusal, claim } = this.piece() ?? {};
    if (!refusal || this.piece()?.mark?.state === 'finished') return '';
    if (refusal !== 'claimed-by-another') return this.#words.t(`marking.refusal.${refusal}`);
    if (!claim) return this.#words.t('marking.refusal.claimed-by-someone');
    return this.#words.t('marking.refusal.claimed-by-another', {
      name: claim.by,
      time: this.#formats.time(claim.until),
    });
  });
  protected readonly rows = computed(() =>
    this.store.rows()?.map((row) => ({
      ...row,
      look: iconOf[row.state],
      called: this.calledOf(row),
      isLate: row.lateDays > 0,
      meta: this.#metaOf(row),
    })),
  );
  protected readonly states = computed(() => {
    const counts = this.store.counted.hasValue() ? this.store.counted.value()?.counts : undefined;
    const count = (n: number | undefined) => (counts ? { count: this.#formats.number(n ?? 0) } : {});
    const waiting = (counts?.submitted ?? 0) + (counts?.inMarking ?? 0) + (counts?.secondMarking ?? 0);
    const mine = this.store.counted.hasValue() ? this.store.counted.value()?.mine : undefined;
    const all = { label: this.#words.t('marking.queue.waiting'), ...count(waiting) };
    return [
      ...(this.mayMark()
        ? [
            { id: '', label: this.#words.t('marking.queue.mine'), ...count(mine) },
            { id: everybodys, ...all },
          ]
        : [{ id: '', ...all }]),
      ...(['marked', 'needsRevision', 'released'] as const).map((id) => ({
        id,
        label: this.#words.t(`marking.state.${id}`),
        ...count(counts?.[id]),
      })),
    ];
  });
  protected readonly assignments = computed(() => {
    const codes = new Set((this.store.rows() ?? []).map(({ assignmentCode }) => assignmentCode));
    if (this.tugas()) codes.add(this.tugas() ?? '');
    return [...codes].sort((a, b) => a.localeCompare(b));
  });
  protected readonly className = computed(() => {
    const id = this.kelas();
    return id
      ? (this.store.rows()?.find(({ classGroup }) => classGroup.id === id)?.classGroup.name ?? '')
      : '';
  });
  /** Known by the pieces that were opened: a list without work has no rubric with it. */
  readonly #criteriaOf = new Map<string, readonly { code: string; title: string }[]>();
  protected readonly criteria = computed(() => {
    const [code, piece] = [this.tugas() ?? '', this.piece()];
    if (piece?.assignmentCode === code) {
      const all = piece.brief.rubric.criteria.map(({ code, title }) => ({ code, title }));
      this.#criteriaOf.set(code, all);
    }
    return this.#criteriaOf.get(code) ?? [];
  });
  /** Of one assignment only, and for whoever marks. */
  protected readonly criterion = computed(() =>
    this.mayMark() && this.tugas() && this.isWaitingList() ? this.kriteria() || undefined : undefined,
  );
  protected readonly criterionShown = computed(() => {
    const place = this.criteria().findIndex(({ code }) => code === this.criterion());
    const shown = this.criteria()[place];
    return shown && { ...shown, n: place + 1, next: this.criteria()[place + 1] };
  });
  /** What was set on the piece before this one; it can be gone back to. */
  protected readonly lastSet = signal<{ id: SubmissionId; words: string } | undefined>(undefined);
  protected readonly heading = computed(() => {
    const piece = this.piece();
    if (!piece) return this.#words.t('marking.title');
    const criterion = this.criterionShown();
    if (criterion) return `${this.nameOf(piece.assignmentCode)} · ${criterion.title}`;
    return `${this.nameOf(piece.assignmentCode)} · ${piece.brief.title}`;
  });
  protected readonly crumbs = computed(() => {
    const group = this.piece()?.classGroup;
    const desk = { label: this.#words.t('marking.title'), link: '/kelola/menilai' };
    return group ? [desk, { label: group.name, link: ['/kelola/kelas', group.id, 'tugas'] }] : [];
  });
  protected readonly isWaitingList = computed(() => !this.status() || this.status() === everybodys);
  protected readonly setting = signal<WhoMarks | undefined>(undefined);
  /** The bank of comments is open, for the current criterion. */
  protected readonly isPicking = signal(false);
  protected readonly commentPlace = computed(() => {
    const piece = this.piece();
    const code = piece?.brief.rubric.criteria[this.current()]?.code;
    if (!piece || !code || !this.isOpen()) return undefined;
    const { name, module, classGroup } = piece;
    return { name, moduleTitle: module.title, classGroup, comment: this.content()?.comments[code] ?? '' };
  });
  protected readonly isDone = computed(() => {
    const rows = this.store.rows();
    return (
      !!rows && rows.length > 0 && this.isWaitingList() && !rows.some((row) => this.store.waitsForMe(row))
    );
  });
  /** No work waits for a level of this criterion any more. */
  protected readonly isCriterionDone = computed(() => {
    const [rows, criterion, piece] = [this.store.rows(), this.criterion(), this.piece()];
    if (!rows || !criterion || this.store.nextKey() || this.store.nextToMark()) return false;
    return !piece || this.content()?.levels[criterion] !== undefined;
  });

  constructor() {
    effect(() => {
      const classGroupId = ClassGroupId.safeParse(this.kelas()).data;
      const state = QueueState.safeParse(this.status()).data;
      const assignmentCode = this.tugas();
      this.store.filter.set({
        ...(classGroupId ? { classGroupId } : {}),
        ...(assignmentCode ? { assignmentCode } : {}),
        ...(state ? { state } : {}),
        ...(!this.status() && this.mayMark() ? { whose: 'mine' } : {}),
        ...(this.criterion() ? { criterion: this.criterion() } : {}),
      });
    });
    effect(() => this.store.pieceId.set(SubmissionId.safeParse(this.karya()).data));
    // Opens on what waits longest.
    effect(() => {
      const [rows, karya] = [this.store.rows(), this.karya()];
      if (karya || !rows || !this.isWaitingList()) return;
      const first = rows.find((row) => this.store.waitsForMe(row));
      if (first) untracked(() => this.open(first.id, true));
    });
    effect(() => {
      const id = this.piece()?.id;
      untracked(() => {
        const first = this.criterion() ?? this.missing()[0]?.code;
        const place = this.piece()?.brief.rubric.criteria.findIndex(({ code }) => code === first) ?? 0;
        this.current.set(Math.max(0, place));
        this.versionShown.set(0);
        if (id) this.#element.querySelector('.work')?.scrollTo?.(0, 0);
      });
    });
  }

  protected nameOf(code: string): string {
    return this.#words.t('marking.name', { number: assignmentNumber(code) });
  }

  protected printOf(submissionId: SubmissionId, version: number): string {
    return this.#api.urlOf(printPlan, { params: { submissionId }, query: { version } });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected open(karya: string, isFirst = false): void {
    if (!isFirst) this.pane.set('work');
    this.#go({ karya }, isFirst);
  }

  protected show(filter: Record<string, string | null>): void {
    this.lastSet.set(undefined);
    // Criteria are those of one assignment.
    this.#go({ ...('tugas' in filter ? { kriteria: null } : {}), ...filter, karya: null });
  }

  /** What a piece is called: by its receipt where one criterion is marked across all works, so that no name sways. */
  protected calledOf({ name, receiptCode }: Pick<QueueRow, 'name' | 'receiptCode'>): string {
    return this.criterion() ? this.#words.t('marking.criterion.piece', { code: receiptCode }) : name;
  }

  /** The next piece without a level for this criterion, from further down the list when need be. */
  protected async goOn(): Promise<void> {
    if (!this.store.nextToMark() && this.store.nextKey()) await this.store.more();
    const next = this.store.nextToMark();
    if (next) this.open(next.id);
  }

  protected setLevel(code: string, level: RubricLevel): void {
    this.work()?.setLevel(code, level);
  }

  /** Ends the mark behind one's back and goes on. */
  protected end(kind: EndingKind): void {
    if (this.criterion()) return void this.goOn();
    const [piece, next] = [this.piece(), this.store.nextToMark()];
    if (!piece || !(kind === 'finish' ? this.canFinish() : this.canAsk())) return;
    const { id, name } = piece;
    void this.store.end(id, kind).then((outcome) => {
      if (!outcome) return;
      const score = this.#formats.number(outcome.score?.score ?? 0, 2, true);
      // Drawn to be marked twice, or both marks made and too far apart: nothing of the sum is said before it counts.
      const second = piece.allocation?.round === 2 ? 'apart' : 'drawn';
      const finished = outcome.state === 'secondMarking' ? second : 'finished';
      const text = this.#words.t(`marking.end.${kind === 'finish' ? finished : 'asked'}`, {
        name,
        score,
      });
      if (outcome.state === 'released') return this.#toasts.show(text);
      this.#toasts.show(text, {
        label: this.#words.t('platform.action.undo'),
        act: () => void this.reopen(id),
      });
    });
    if (next) this.#go({ karya: next.id });
    else if (this.store.nextKey()) void this.store.more();
  }

  protected async reopen(id: SubmissionId): Promise<void> {
    if (await this.store.reopen(id)) this.open(id);
  }

  protected async giveBack(id: SubmissionId): Promise<void> {
    if (await this.store.giveBack(id)) this.#toasts.show(this.#words.t('marking.work.givenBack'));
  }

  /** Puts a kept comment behind what is written on the current criterion. */
  protected insert(text: string): void {
    const code = this.piece()?.brief.rubric.criteria[this.current()]?.code;
    if (!code) return;
    const written = this.content()?.comments[code]?.trimEnd() ?? '';
    this.work()?.setComment(code, (written ? `${written} ${text}` : text).slice(0, 2_000));
    this.pane.set('rubric');
    setTimeout(() => this.form()?.focusComment(this.current()));
  }

  protected switchKeys(areOn: boolean): void {
    this.areKeysOn.set(areOn);
    remember(keysOff, areOn ? null : 'mati');
  }

  protected press(event: KeyboardEvent): void {
    if (this.isSheetOpen() || this.isPicking() || event.isComposing || event.altKey) return;
    const target = event.target as HTMLElement;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      return this.#do(event, () => this.end('finish'));
    if (event.ctrlKey || event.metaKey) return;
    if (target.matches?.('textarea, select, input:not([type=radio], [type=checkbox])')) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    if (event.key === 'Enter') {
      const isControl = target.closest?.('a, button, summary, [role=tab]');
      if (!isControl) this.#do(event, () => this.end('finish'));
      return;
    }
    if (!this.areKeysOn()) return;
    const act = this.#acts[event.key];
    if (act) this.#do(event, act);
    else if (/^[1-4]$/.test(event.key)) this.#do(event, () => this.#choose(Number(event.key) as RubricLevel));
  }

  readonly #acts: Readonly<Record<string, () => void>> = {
    j: () => this.#step(1),
    k: () => this.#step(-1),
    n: () => {
      const next = this.store.nextToMark();
      if (next) this.open(next.id);
    },
    c: () => {
      this.pane.set('rubric');
      setTimeout(() => this.form()?.focusComment(this.current()));
    },
    f: () => this.#turnToCriterion(),
    u: () => {
      if (this.criterion()) return;
      this.pane.set('rubric');
      setTimeout(() => this.overall()?.nativeElement.focus());
    },
    z: () => {
      if (this.isOpen()) this.work()?.undo();
    },
    y: () => {
      if (this.isOpen()) this.work()?.redo();
    },
    '/': () => {
      if (this.commentPlace()) this.isPicking.set(true);
    },
    '?': () => this.isSheetOpen.set(true),
  };

  #do(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    act();
  }

  /** Sets the level of the current criterion and goes on to the next that has none. */
  #choose(level: RubricLevel): void {
    const criteria = this.piece()?.brief.rubric.criteria ?? [];
    const code = criteria[this.current()]?.code;
    if (!code || !this.isOpen()) return;
    this.setLevel(code, level);
    const piece = this.piece();
    if (this.criterion() && piece) {
      this.lastSet.set({
        id: piece.id,
        words: this.#words.t('marking.criterion.set', {
          code: piece.receiptCode,
          level: this.#words.t(`marking.level.${level}`),
        }),
      });
      void this.goOn();
      return;
    }
    const levels = this.content()?.levels ?? {};
    const behind = criteria.findIndex((one, place) => place > this.current() && !levels[one.code]);
    const place = behind === -1 ? criteria.findIndex((one) => !levels[one.code]) : behind;
    if (place === -1) return;
    this.current.set(place);
    setTimeout(() => this.form()?.focusOn(place));
  }

  /** From all criteria of this piece to one of all pieces, and back. */
  #turnToCriterion(): void {
    const piece = this.piece();
    const code = piece?.brief.rubric.criteria[this.current()]?.code;
    if (this.criterion()) return this.show({ kriteria: null });
    if (!piece || !code || !this.mayMark() || !this.isWaitingList()) return;
    this.lastSet.set(undefined);
    this.#go({ tugas: piece.assignmentCode, kriteria: code, karya: piece.id });
  }

  #step(by: 1 | -1): void {
    const rows = this.store.rows() ?? [];
    const here = rows.findIndex(({ id }) => id === this.store.pieceId());
    const row = rows[here + by];
    if (row) this.open(row.id);
    else if (by === 1) void this.store.more();
  }

  #metaOf(row: QueueRow): string {
    const sent = this.#formats.recent(row.submittedAt);
    const parts = [this.nameOf(row.assignmentCode), sent];
    if (this.store.isEnding(row.id)) parts.push(this.#words.t('marking.queue.ending'));
    else if (row.isOwnWork) parts.push(this.#words.t('marking.queue.own'));
    else if (row.claim && !row.claim.isMine)
      parts.push(this.#words.t('marking.queue.claimed', { name: row.claim.by }));
    else if (this.criterion() && this.store.levelOf(row.id, this.criterion() ?? ''))
      parts.push(
        this.#words.t('marking.criterion.level', {
          level: this.store.levelOf(row.id, this.criterion() ?? ''),
        }),
      );
    else if (row.score !== null) parts.push(this.#formats.number(row.score, 2, true));
    else if (row.myLevels) parts.push(this.#words.t('marking.queue.levels', { n: row.myLevels }));
    const { allocation } = row;
    if (allocation && allocation.clock !== 'ok')
      parts.push(this.#words.t(`allocation.clock.${allocation.clock}`));
    if (allocation?.round === 2) parts.push(this.#words.t('allocation.clock.second'));
    if (this.status() === everybodys && allocation?.marker && !allocation.isMine)
      parts.push(this.#words.t('allocation.clock.of', { name: allocation.marker }));
    if (row.versionNumber > 1) parts.push(this.#words.t('marking.queue.version', { n: row.versionNumber }));
    return parts.join(' · ');
  }

  #go(queryParams: Record<string, string | null>, replaceUrl = false): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  }

  protected readonly reasonOf = (error: unknown) => this.#words.problem(asProblem(error));
}
