import { computed, inject, Service, signal } from '@angular/core';
import { getLesson, type NextStep, type ReadingPosition } from '@bimtek/learning-contracts';
import { ApiClient } from '@bimtek/platform-portal';
import { ReadingProgress } from '../progress/reading-progress.ts';

/** One lesson being read: its text, where the reader is, and whether it is learned. */
@Service({ autoProvided: false })
export class LessonStore {
  readonly #api = inject(ApiClient);
  readonly progress = inject(ReadingProgress);
  readonly lessonId = signal<string | undefined>(undefined);
  readonly read = this.#api.read(getLesson, () => {
    const lessonId = this.lessonId();
    return lessonId ? { params: { lessonId: lessonId as never } } : undefined;
  });
  /** Of the lesson asked for, never of the one before it. */
  readonly lesson = computed(() => {
    const shown = this.read.hasValue() ? this.read.value() : undefined;
    return shown?.lesson.id === this.lessonId() ? shown : undefined;
  });

  readonly #percent = signal(0);
  readonly #isEndSeen = signal(false);
  readonly #isCompletedHere = signal(false);
  readonly isBusy = signal(false);
  #position: ReadingPosition = { blockIndex: 0, fraction: 0 };

  readonly refused = computed(() => {
    const refused = this.progress.refused();
    return refused?.lessonId === this.lessonId() ? refused?.problem : undefined;
  });
  /** Until the class closes, which may happen while somebody reads. */
  readonly canRecord = computed(
    () => this.lesson()?.access === 'open' && (!this.refused() || this.refused()?.code === 'end-not-reached'),
  );
  readonly percent = this.#percent.asReadonly();
  readonly isEndReached = computed(
    () =>
      this.#isEndSeen() ||
      this.lesson()?.progress.isEndReached === true ||
      this.#unsent()?.isEndReached === true,
  );
  /** Learned, as far as this device knows; the server may not have it yet. */
  readonly isCompleted = computed(
    () =>
      this.#isCompletedHere() ||
      this.lesson()?.progress.state === 'completed' ||
      this.#unsent()?.isCompleted === true,
  );
  /** The server's word on what comes after this lesson was completed here. */
  readonly next = computed<NextStep | undefined>(() => {
    const completed = this.progress.completed();
    return completed && completed.lessonId === this.lessonId() ? completed.next : undefined;
  });
  /** The exact place to go on from: the later one of what the server and this device know. */
  readonly startAt = computed<ReadingPosition | undefined>(() => {
    const shown = this.lesson();
    if (!shown || this.isCompleted()) return undefined;
    const unsent = this.#unsent();
    const { updatedAt } = shown.progress;
    return unsent && (!updatedAt || unsent.readAt > updatedAt) ? unsent : shown.progress;
  });

  open(lessonId: string): void {
    if (lessonId === this.lessonId()) return;
    this.leave();
    this.#percent.set(0);
    this.#isEndSeen.set(false);
    this.#isCompletedHere.set(false);
    this.#position = { blockIndex: 0, fraction: 0 };
    this.lessonId.set(lessonId);
  }

  moved(position: ReadingPosition, percent: number): void {
    const isNew =
      position.blockIndex !== this.#position.blockIndex || position.fraction !== this.#position.fraction;
    this.#position = position;
    if (percent > this.#percent()) this.#percent.set(percent);
    if (isNew) this.#keep();
  }

  endSeen(position: ReadingPosition): void {
    this.#position = position;
    if (this.isEndReached()) return;
    this.#isEndSeen.set(true);
    this.#keep();
  }

  async complete(): Promise<void> {
    const lessonId = this.lessonId();
    if (!lessonId || this.isBusy() || !this.canRecord()) return;
    this.isBusy.set(true);
    await this.progress.complete(lessonId, this.#position);
    this.#isCompletedHere.set(this.refused() === undefined);
    this.isBusy.set(false);
  }

  /** Sends the last place on the way to another page. */
  leave(): void {
    if (this.lessonId()) void this.progress.send();
  }

  #keep(): void {
    const lessonId = this.lessonId();
    if (lessonId && this.canRecord()) this.progress.keep(lessonId, this.#position, this.#isEndSeen());
  }

  #unsent() {
    const lessonId = this.lessonId();
    return lessonId ? this.progress.unsent(lessonId) : undefined;
  }
}
