import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import {
  faultsOf,
  isAcknowledgementOwed,
  type PlanDraft,
  sumsOf,
  TEXT_MAX,
  wordsIn,
} from '@bimtek/assignments-contracts';
import { AssignmentBriefView } from '@bimtek/curriculum-portal';
import {
  Connection,
  Counted,
  Formats,
  PageTitle,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  UiActionBar,
  UiBanner,
  UiButton,
  UiCheckbox,
  UiDialog,
  UiField,
  UiIcon,
  UiInput,
  UiSaveState,
  UiSkeleton,
  UiTaskBar,
} from '@bimtek/platform-ui';
import type { AsksBeforeLeaving } from '../autosave/asks-before-leaving.ts';
import { assignmentNumber } from '../due-words.ts';
import { AttachFiles } from '../files/attach-files.ts';
import { FileUploads } from '../files/file-uploads.ts';
import { PlanForm } from '../plan/form/plan-form.ts';
import { HandInStore } from './hand-in-store.ts';

/** Writing an assignment: the text saves itself, what is asked stays at hand, and sending is asked about once. */
@Component({
  selector: 'assignments-hand-in-page',
  imports: [
    AssignmentBriefView,
    AttachFiles,
    Counted,
    PlanForm,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiActionBar,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiDialog,
    UiField,
    UiIcon,
    UiInput,
    UiSaveState,
    UiSkeleton,
    UiTaskBar,
  ],
  providers: [FileUploads, HandInStore],
  templateUrl: './hand-in-page.html',
  styleUrl: './hand-in-page.css',
})
export class HandInPage implements AsksBeforeLeaving {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #router = inject(Router);
  protected readonly connection = inject(Connection);
  protected readonly store = inject(HandInStore);
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('text');

  readonly code = input.required<string>();
  protected readonly max = TEXT_MAX;
  protected readonly confirming = signal(false);
  protected readonly leaving = signal<((mayLeave: boolean) => void) | undefined>(undefined);

  protected readonly name = computed(() =>
    this.#words.t('assignments.name', { number: assignmentNumber(this.code()) }),
  );
  /** The state of the work for the chip beside the button, and its words. */
  protected readonly chip = computed(() => {
    const draft = this.store.draft();
    if (!draft) return { state: undefined, words: '' };
    const [place, savedAt, problem] = [draft.place(), draft.savedAt(), draft.problem()];
    if (place === 'saved') {
      const words = savedAt
        ? this.#words.t('platform.state.savedAt', { time: this.#formats.time(savedAt) })
        : this.#words.t('assignments.write.empty');
      return savedAt ? { state: 'saved' as const, words } : { state: undefined, words };
    }
    if (place === 'stale')
      return { state: 'failed' as const, words: this.#words.t('assignments.write.stale') };
    if (place === 'waiting')
      return { state: 'waiting' as const, words: this.#words.t('assignments.write.waiting') };
    if (place === 'failed') {
      const reason = problem ? this.#words.problem(problem) : '';
      return { state: 'failed' as const, words: this.#words.t('platform.state.failedBecause', { reason }) };
    }
    return { state: 'saving' as const, words: this.#words.t('platform.state.saving') };
  });
  /** How often sending was asked for while something was missing in the plan. */
  protected readonly asked = signal(0);
  protected readonly owedUntil = computed(() => {
    const facts = this.store.loaded()?.plan;
    const isOwed = isAcknowledgementOwed(this.store.plan().closing.acknowledgement);
    return facts && isOwed && !facts.acknowledgement ? this.#formats.date(facts.acknowledgeUntil) : '';
  });
  protected readonly newerWords = computed(() => wordsIn(this.store.draft()?.newer()?.content.text ?? ''));
  protected readonly what = computed(() => {
    if (this.store.asksForPlan()) return this.planSummary('plan.send.what', this.store.plan());
    const n = this.store.words();
    const words = this.#words.count('assignments.write.words', n);
    const files = this.store.content().files.length + this.store.uploads.count();
    const counted = this.#words.count('files.handIn.count', files);
    if (n === 0 && files > 0)
      return (
        counted + (this.store.content().link ? `, ${this.#words.t('assignments.confirm.onlyLink')}` : '')
      );
    if (n === 0 && this.store.content().link) return this.#words.t('assignments.confirm.onlyLink');
    return [
      words,
      ...(this.store.content().link ? [this.#words.t('assignments.confirm.andLink')] : []),
      ...(files > 0 ? [this.#words.t('files.handIn.and', { files: counted })] : []),
    ].join(' ');
  });
  protected readonly linkError = computed(() =>
    this.store.isLinkBad() && this.hasLeftLink() ? this.#words.t('assignments.write.linkBad') : '',
  );
  protected readonly hasLeftLink = signal(false);

  constructor() {
    const title = inject(PageTitle);
    effect(() => this.store.code.set(this.code()));
    effect(() => {
      const assignment = this.store.loaded();
      if (assignment) title.set(assignment.title);
    });
    effect(() => {
      const [receipt, refusal] = [this.store.receipt(), this.store.loaded()?.refusal];
      if (receipt) untracked(() => this.#toAssignment(receipt !== 'elsewhere'));
      else if (refusal) untracked(() => this.#toAssignment(false));
    });
    effect(() => {
      const [box, { text }] = [this.box()?.nativeElement, this.store.content()];
      if (!box) return;
      if (box.value !== text) box.value = text;
      grow(box);
    });
  }

  mayLeave(): boolean | Promise<boolean> {
    const draft = this.store.draft();
    if (!draft || this.store.receipt()) return true;
    if (draft.isSafe && !this.store.uploads.isOnlyHere()) return true;
    return new Promise((resolve) => this.leaving.set(resolve));
  }

  protected answerLeaving(mayLeave: boolean): void {
    this.leaving()?.(mayLeave);
    this.leaving.set(undefined);
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected planSummary(key: string, plan: PlanDraft): string {
    const items = this.#words.count('plan.stale.items', plan.items.length);
    return this.#words.t(key, { items, sum: `Rp${this.#formats.number(sumsOf(plan).total)}` });
  }

  protected ask(): void {
    const facts = this.store.loaded()?.plan;
    if (facts && faultsOf(this.store.plan(), facts).length > 0)
      return this.asked.update((times) => times + 1);
    this.hasLeftLink.set(true);
    if (!this.store.isLinkBad() && !this.store.isHeldUp()) this.confirming.set(true);
  }

  protected async handIn(): Promise<void> {
    this.confirming.set(false);
    await this.store.handIn();
  }

  #toAssignment(isSent: boolean): void {
    void this.#router.navigate(['/tugas', this.code()], {
      replaceUrl: true,
      queryParams: isSent ? { terkirim: 1 } : {},
    });
  }
}

/** Browsers without `field-sizing` are told the height. */
function grow(box: HTMLTextAreaElement): void {
  if (globalThis.CSS?.supports?.('field-sizing', 'content')) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
