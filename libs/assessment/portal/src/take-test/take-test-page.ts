import {
  Component,
  DOCUMENT,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  Injector,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import {
  Counted,
  PageTitle,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  UiActionBar,
  UiBanner,
  UiButton,
  UiDialog,
  UiIcon,
  UiSaveState,
  UiSkeleton,
  UiTaskBar,
} from '@bimtek/platform-ui';
import { testName } from '../test-name.ts';
import { AnswerWords, saveStateOf } from './answer-words.ts';
import type { AsksBeforeLeaving } from './asks-before-leaving.ts';
import { AttemptStore } from './attempt-store.ts';
import { cellState, isAnswered } from './held-answers.ts';
import { QuestionForm } from './question-form.ts';
import { QuestionMap } from './question-map.ts';
import { ReviewAnswers } from './review-answers.ts';
import { TimeLeft } from './time-left.ts';

/** Taking a test: one question a screen (`?soal=4`), the check before handing in (`?langkah=periksa`). */
@Component({
  selector: 'assessment-take-test-page',
  imports: [
    Counted,
    ProblemView,
    ProblemWords,
    QuestionForm,
    QuestionMap,
    ReviewAnswers,
    TimeLeft,
    TranslocoPipe,
    UiActionBar,
    UiBanner,
    UiButton,
    UiDialog,
    UiIcon,
    UiSaveState,
    UiSkeleton,
    UiTaskBar,
  ],
  providers: [AttemptStore],
  host: { '(window:beforeunload)': 'warnOfUnsaved($event)' },
  templateUrl: './take-test-page.html',
  styleUrl: './take-test-page.css',
})
export class TakeTestPage implements AsksBeforeLeaving {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #title = inject(PageTitle);
  readonly #session = inject(Session);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #window = inject(DOCUMENT).defaultView;
  protected readonly answerWords = inject(AnswerWords);
  protected readonly store = inject(AttemptStore);

  readonly testId = input.required<string>();
  readonly attemptId = input.required<string>();
  readonly soal = input<string>();
  readonly langkah = input<string>();

  protected readonly saveStateOf = saveStateOf;
  protected readonly confirming = signal(false);
  protected readonly leaving = signal(false);
  #left: ((may: boolean) => void) | undefined;

  protected readonly name = computed(() => {
    const attempt = this.store.loaded();
    return attempt ? testName(this.#words, attempt) : '';
  });
  protected readonly isChecking = computed(() => this.langkah() === 'periksa');
  protected readonly index = computed(() => {
    const asked = Number.parseInt(this.soal() ?? '1', 10) - 1;
    return Math.min(
      Math.max(0, Number.isNaN(asked) ? 0 : asked),
      Math.max(0, this.store.questions().length - 1),
    );
  });
  protected readonly question = computed(() => this.store.questions()[this.index()]);
  protected readonly heldHere = computed(() => this.store.held().get(this.question()?.id ?? ''));
  protected readonly isLast = computed(() => this.index() === this.store.questions().length - 1);
  protected readonly progress = computed(() => {
    const total = this.store.questions().length;
    const share = this.isChecking() ? this.store.answeredCount() : this.index();
    return total === 0 ? 0 : (share / total) * 100;
  });
  protected readonly gapCount = computed(() => this.store.questions().length - this.store.answeredCount());
  protected readonly cells = computed(() =>
    this.store.questions().map(({ id }, place) => ({
      number: place + 1,
      state: cellState(this.store.held().get(id)),
      isFlagged: this.store.flagged().has(id),
    })),
  );
  /** The two answers that changed last, the newest last. */
  protected readonly lastAnswers = computed(() =>
    this.store
      .questions()
      .flatMap((question, place) => {
        const held = this.store.held().get(question.id);
        return held ? [{ number: place + 1, question, held }] : [];
      })
      .sort((one, other) => one.held.turn - other.held.turn)
      .slice(-2),
  );
  protected readonly newerLetters = computed(() => {
    const [newer, question] = [this.heldHere()?.newer, this.question()];
    return newer && question ? this.answerWords.letters(newer.answer, question) : '';
  });

  constructor() {
    effect(() => this.store.attemptId.set(this.attemptId()));
    effect(() => {
      if (this.name()) this.#title.set(this.name());
    });
    effect(() => {
      if (this.store.result()) untracked(() => this.#showResult());
    });
    effect(() => {
      const isOpen = this.store.questions().length > 0 && !this.store.result();
      if (isOpen && !this.soal() && !this.isChecking()) untracked(() => this.#openFirstGap());
    });
    let shown: string | undefined;
    effect(() => {
      const here = this.isChecking() ? 'check' : this.question()?.id;
      if (here === undefined || here === shown) return;
      shown = here;
      untracked(() => this.#focusHeading());
    });
  }

  protected open(number: number): void {
    void this.#router.navigate([], { queryParams: { soal: number } });
  }

  protected check(): void {
    void this.#router.navigate([], { queryParams: { langkah: 'periksa' } });
  }

  protected openFirstGap(): void {
    const gap = this.store.questions().findIndex(({ id }) => !isAnswered(this.store.held().get(id)));
    this.open(Math.max(0, gap) + 1);
  }

  /** Of two tabs or phones this answer is to count: it goes out again, as a newer one. */
  protected keepMine(): void {
    const [question, held] = [this.question(), this.heldHere()];
    if (question && held) this.store.choose(question.id, held.answer);
  }

  protected async submitAnyway(): Promise<void> {
    this.confirming.set(false);
    await this.store.submit();
  }

  protected leave(): void {
    void this.#router.navigate(['/tes', this.testId()]);
  }

  protected answerLeaving(may: boolean): void {
    this.leaving.set(false);
    this.#left?.(may);
    this.#left = undefined;
  }

  /** Asked by the router. Whatever is on the server, or belongs to a session that has ended, holds nobody back. */
  mayLeave(): boolean | Promise<boolean> {
    if (this.store.result() || this.store.unsentCount() === 0 || !this.#session.isSignedIn()) return true;
    this.leaving.set(true);
    return new Promise((resolve) => (this.#left = resolve));
  }

  protected warnOfUnsaved(event: BeforeUnloadEvent): void {
    if (this.store.unsentCount() > 0) event.preventDefault();
  }

  #showResult(): void {
    const path = ['/tes', this.testId(), 'percobaan', this.attemptId(), 'hasil'];
    void this.#router.navigate(path, { replaceUrl: true });
  }

  /** Where one goes on: the address says it from now on, so that answering does not move the page. */
  #openFirstGap(): void {
    const gap = this.store.questions().findIndex(({ id }) => !isAnswered(this.store.held().get(id)));
    const queryParams = gap < 0 ? { langkah: 'periksa' } : { soal: gap + 1 };
    void this.#router.navigate([], { queryParams, replaceUrl: true });
  }

  #focusHeading(): void {
    afterNextRender(
      {
        read: () => {
          this.#window?.scrollTo({ top: 0 });
          this.#element.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
        },
      },
      { injector: this.#injector },
    );
  }
}
