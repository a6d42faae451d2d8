import { DestroyRef, Service, computed, effect, inject, resource, signal, untracked } from '@angular/core';
import {
  type Answer,
  type Attempt,
  type AttemptResult,
  getAttempt,
  isSameAnswer,
  NewerAnswer,
  saveAnswer,
  submitAttempt,
} from '@bimtek/assessment-contracts';
import { ApiClient, ApiProblem, Connection, Session, asProblem } from '@bimtek/platform-portal';
import { AttemptNotebook } from './attempt-notebook.ts';
import {
  type HeldAnswer,
  type HeldAnswers,
  heldAnswers,
  isAnswered,
  isRefused,
  isSendable,
  isUnsent,
  onServer,
} from './held-answers.ts';
import { onWaking, serverClock } from './server-clock.ts';

/** A link that comes back for a whole regency must not bring everybody in the same instant. */
const retryAfterMs = () => 4_000 + Math.random() * 4_000;
const closedCodes = new Set(['attempt-closed', 'time-is-up', 'class-closed']);

/** One attempt as this page knows it: questions, where each answer is, the time left, and the way to hand it in. */
@Service({ autoProvided: false })
export class AttemptStore {
  readonly #api = inject(ApiClient);
  readonly #connection = inject(Connection);
  readonly #session = inject(Session);
  readonly #clock = serverClock();
  #notebook: AttemptNotebook | undefined;
  #sending: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 1_000;
  readonly #held = signal<HeldAnswers>(new Map());
  readonly #flagged = signal<ReadonlySet<string>>(new Set());

  readonly attemptId = signal<string | undefined>(undefined);
  readonly attempt = resource({
    params: () => this.attemptId(),
    loader: ({ params }) => this.#load(params),
  });
  readonly loaded = computed(() => (this.attempt.hasValue() ? this.attempt.value() : undefined));
  readonly held = this.#held.asReadonly();
  readonly flagged = this.#flagged.asReadonly();
  readonly questions = computed(() => this.loaded()?.questions ?? []);
  readonly answeredCount = computed(
    () => this.questions().filter(({ id }) => isAnswered(this.#held().get(id))).length,
  );
  readonly unsentCount = computed(() => [...this.#held().values()].filter(isUnsent).length);
  readonly secondsLeft = computed(() => {
    const attempt = this.loaded();
    return attempt && this.#clock.secondsUntil(attempt.closesAt);
  });
  readonly isTimeUp = computed(() => (this.secondsLeft() ?? 1) <= 0);
  /** The link is down, or seems to be there without an answer. */
  readonly isCutOff = computed(
    () => !this.#connection.isOnline() || [...this.#held().values()].some(({ place }) => place === 'phone'),
  );
  /** The link was down and everything has been sent since. */
  readonly isBack = signal(false);
  readonly submission = signal<'none' | 'sending' | 'waiting' | 'failed'>('none');
  readonly submitProblem = signal<ApiProblem | undefined>(undefined);
  /** Set once the attempt is closed, by whomever. */
  readonly result = signal<AttemptResult | 'elsewhere' | undefined>(undefined);

  constructor() {
    effect(() => {
      if (this.#connection.isOnline()) untracked(() => this.#goOn());
    });
    effect(() => {
      if (this.isTimeUp() && this.submission() === 'none') untracked(() => void this.submit());
    });
    onWaking(() => this.attempt.reload());
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#timer));
  }

  /** Takes an answer: kept on this device before anything else, then sent. */
  choose(questionId: string, answer: Answer): void {
    this.isBack.set(false);
    const before = this.#held().get(questionId);
    const revision = Math.max(before?.revision ?? 0, before?.newer?.revision ?? 0) + 1;
    this.#notebook?.keep({ questionId, answer, revision });
    this.#hold(questionId, { answer, revision, place: 'sending', savedAt: null, turn: ++this.#turn });
    this.#goOn();
  }

  /** Of two tabs or phones the other one's answer is taken. */
  takeNewer(questionId: string): void {
    const held = this.#held().get(questionId);
    if (!held?.newer) return;
    this.#notebook?.drop(questionId, held.revision);
    this.#hold(questionId, onServer(held.newer, ++this.#turn));
  }

  toggleFlag(questionId: string): void {
    const flagged = new Set(this.#flagged());
    if (!flagged.delete(questionId)) flagged.add(questionId);
    this.#flagged.set(flagged);
    this.#notebook?.flag([...flagged]);
  }

  /** Tries at once what could not be sent, also what was refused. */
  retry(): void {
    for (const [questionId, held] of this.#held()) {
      if (held.place === 'failed') this.#hold(questionId, { ...held, place: 'sending', problem: undefined });
    }
    this.#goOn();
  }

  /** Hands in, after everything that waits has been sent; without signal it stays the person's wish until there is. */
  async submit(): Promise<void> {
    const attemptId = this.attemptId();
    if (!attemptId || this.submission() === 'sending' || this.result()) return;
    this.submission.set('sending');
    this.submitProblem.set(undefined);
    this.#notebook?.wantToSubmit(true);
    // After the time is over nothing more is taken; what was saved by then counts.
    if (!this.isTimeUp()) await this.#sendAll();
    if (this.result()) return;
    if (!this.isTimeUp() && this.#sendable()) return this.#waitToSubmit();
    try {
      this.#finish(await this.#api.call(submitAttempt, { params: { attemptId: attemptId as never } }));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.isNetwork) return this.#waitToSubmit();
      this.submission.set('failed');
      this.submitProblem.set(problem);
    }
  }

  /** The person would rather go on answering. */
  cancelSubmit(): void {
    this.#notebook?.wantToSubmit(false);
    this.submission.set('none');
  }

  async #load(attemptId: string): Promise<Attempt> {
    const askedAt = performance.now();
    const attempt = await this.#api.call(getAttempt, { params: { attemptId: attemptId as never } });
    this.#clock.set(attempt.now, askedAt, performance.now());
    const personId = this.#session.person()?.id ?? '';
    this.#notebook ??= new AttemptNotebook(personId, attemptId, attempt.closesAt);
    if (attempt.state !== 'open') {
      this.#finish('elsewhere');
      return attempt;
    }
    const held = heldAnswers(attempt.answers, this.#notebook.waiting);
    for (const [questionId, { place, revision }] of held) {
      if (place === 'server') this.#notebook.drop(questionId, revision);
    }
    this.#held.set(held);
    this.#flagged.set(new Set(this.#notebook.flagged));
    if (this.#notebook.wantsToSubmit && this.submission() === 'none') this.submission.set('waiting');
    queueMicrotask(() => this.#goOn());
    return attempt;
  }

  #goOn(): void {
    clearTimeout(this.#timer);
    if (this.submission() === 'waiting') void this.submit();
    else void this.#sendAll();
  }

  #waitToSubmit(): void {
    this.submission.set('waiting');
    this.#tryLater();
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#goOn(), retryAfterMs());
  }

  /** One after the other, so that a thin link carries one request at a time. */
  #sendAll(): Promise<void> {
    this.#sending ??= this.#sendEach().finally(() => (this.#sending = undefined));
    return this.#sending;
  }

  async #sendEach(): Promise<void> {
    const wasCutOff = this.isCutOff();
    for (let next = this.#sendable(); next; next = this.#sendable()) {
      if (!(await this.#send(...next))) return;
    }
    if (wasCutOff && this.#connection.isOnline() && this.#held().size > 0) this.isBack.set(true);
  }

  #sendable(): [string, HeldAnswer] | undefined {
    return [...this.#held()].find(([, held]) => isSendable(held));
  }

  /** False when there is no use in going on right now. */
  async #send(questionId: string, sent: HeldAnswer): Promise<boolean> {
    const { answer, revision } = sent;
    const params = { attemptId: this.attemptId(), questionId } as never;
    try {
      const { savedAt } = await this.#api.call(saveAnswer, { params, body: { answer, revision } });
      this.#notebook?.drop(questionId, revision);
      this.#change(questionId, revision, { place: 'server', savedAt, problem: undefined });
      return true;
    } catch (error) {
      return this.#notSaved(questionId, sent, asProblem(error));
    }
  }

  #notSaved(questionId: string, sent: HeldAnswer, problem: ApiProblem): boolean {
    if (closedCodes.has(problem.code)) {
      this.#finish('elsewhere');
      return false;
    }
    const newer = problem.code === 'stale-revision' && NewerAnswer.safeParse(problem.extra).data?.current;
    if (newer) {
      if (isSameAnswer(newer.answer, sent.answer)) {
        this.#notebook?.drop(questionId, sent.revision);
        this.#change(questionId, sent.revision, onServer(newer, ++this.#turn));
      } else this.#change(questionId, sent.revision, { place: 'stale', newer });
      return true;
    }
    if (problem.isNetwork) {
      const held = [...this.#held()].map(
        ([id, one]) => [id, isUnsent(one) ? this.#onPhone(id, one) : one] as const,
      );
      this.#held.set(new Map(held));
      this.#tryLater();
      return false;
    }
    this.#change(questionId, sent.revision, { place: 'failed', problem });
    if (isRefused(problem)) return true;
    this.#tryLater();
    return false;
  }

  #onPhone(questionId: string, held: HeldAnswer): HeldAnswer {
    const isKept = this.#notebook?.keep({ questionId, answer: held.answer, revision: held.revision });
    return isKept
      ? { ...held, place: 'phone', problem: undefined }
      : { ...held, place: 'failed', problem: new ApiProblem('not-kept', 0, 'This device keeps nothing') };
  }

  #finish(result: AttemptResult | 'elsewhere'): void {
    clearTimeout(this.#timer);
    this.#notebook?.discard();
    this.#held.set(new Map());
    this.result.set(result);
  }

  /** Only if the answer is still the one that was sent. */
  #change(questionId: string, revision: number, change: Partial<HeldAnswer>): void {
    const held = this.#held().get(questionId);
    if (held?.revision === revision) this.#hold(questionId, { ...held, ...change });
  }

  #hold(questionId: string, held: HeldAnswer): void {
    this.#held.set(new Map(this.#held()).set(questionId, held));
  }
}
