import { computed, DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import {
  completeLesson,
  type NextStep,
  type ReadingPosition,
  saveLessonProgress,
} from '@bimtek/learning-contracts';
import { ApiClient, type ApiProblem, asProblem, saving, Session } from '@bimtek/platform-portal';
import type { UnsentPlace } from './place.ts';
import { UnsentPlaces } from './unsent-places.ts';

/** How often a place is sent while somebody reads; leaving the page or reaching the end sends it at once. */
const SEND_EVERY_MS = 15_000;

/**
 * Brings places to the server: kept on this device first, sent now and then, and again until the server has them,
 * also after the page was closed. Lives as long as the portal.
 */
@Service()
export class ReadingProgress {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #document = inject(DOCUMENT);
  readonly #saving = saving();
  readonly #refused = signal<{ lessonId: string; problem: ApiProblem } | undefined>(undefined);
  readonly #completed = signal<{ lessonId: string; next: NextStep } | undefined>(undefined);
  #places: UnsentPlaces | undefined;
  #personId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly state = this.#saving.state;
  readonly savedAt = this.#saving.savedAt;
  readonly words = this.#saving.words;
  /** The last place that the server did not take, with its reason: the class has closed, for instance. */
  readonly refused = this.#refused.asReadonly();
  /** The last lesson that the server has as completed, with what comes next. */
  readonly completed = this.#completed.asReadonly();
  readonly isWaiting = computed(() => this.state() === 'waiting');

  constructor() {
    const hidden = () => {
      if (this.#document.visibilityState === 'hidden') this.#sendOnTheWayOut();
    };
    this.#document.addEventListener('visibilitychange', hidden);
    // What an earlier visit could not send.
    void this.send();
    inject(DestroyRef).onDestroy(() => {
      this.#document.removeEventListener('visibilitychange', hidden);
      clearTimeout(this.#timer);
    });
  }

  /** What this device knows about a lesson and the server may not. */
  unsent(lessonId: string): UnsentPlace | undefined {
    return this.#own()?.of(lessonId);
  }

  /** Lessons of which this device knows more than the server. No signal: read it again when `state` changes. */
  unsentCount(): number {
    return this.#own()?.all().length ?? 0;
  }

  keep(lessonId: string, position: ReadingPosition, isEndReached: boolean): void {
    this.#put(lessonId, { ...position, isEndReached, isCompleted: false, readAt: new Date().toISOString() });
    if (isEndReached) void this.send();
    else this.#timer ??= setTimeout(() => void this.send(), SEND_EVERY_MS);
  }

  /** Says that a lesson is learned. True when the server has it; otherwise it waits here. */
  async complete(lessonId: string, position: ReadingPosition): Promise<boolean> {
    this.#put(lessonId, {
      ...position,
      isEndReached: true,
      isCompleted: true,
      readAt: new Date().toISOString(),
    });
    await this.send();
    return this.unsent(lessonId) === undefined;
  }

  /** Sends what is here. Nothing to send is no news, so it leaves the state as it is. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const places = this.#own();
    if (!places || places.isEmpty) return;
    await this.#saving.run(() => this.#sendAll(places));
  }

  retry(): void {
    void this.#saving.retry();
  }

  #put(lessonId: string, place: UnsentPlace): void {
    this.#refused.set(undefined);
    this.#own()?.put(lessonId, place);
  }

  async #sendAll(places: UnsentPlaces): Promise<void> {
    for (const [lessonId, place] of places.all()) {
      try {
        await this.#sendOne(lessonId, place);
        places.sent(lessonId, place);
      } catch (error) {
        const problem = asProblem(error);
        // Without signal, a session or a working server the place waits; a refusal is final.
        if (problem.isNetwork || problem.status === 401 || problem.status >= 500 || problem.status === 0)
          throw problem;
        places.drop(lessonId);
        this.#refused.set({ lessonId, problem });
        throw problem;
      }
    }
  }

  async #sendOne(lessonId: string, { isCompleted, ...body }: UnsentPlace): Promise<void> {
    const params = { lessonId };
    await this.#api.call(saveLessonProgress, { params, body });
    if (!isCompleted) return;
    const { next } = await this.#api.call(completeLesson, { params });
    this.#completed.set({ lessonId, next });
  }

  /**
   * The page may be gone before an answer comes, so the browser finishes these by itself. They stay here until a later
   * answer confirms them; saving a place twice changes nothing.
   */
  #sendOnTheWayOut(): void {
    for (const [lessonId, { isCompleted: _isCompleted, ...body }] of this.#own()?.all() ?? []) {
      const url = this.#api.urlOf(saveLessonProgress, { params: { lessonId } } as never);
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
      void fetch(url, {
        method: saveLessonProgress.method,
        keepalive: true,
        credentials: 'same-origin',
        headers,
        body: JSON.stringify(body),
      }).catch(() => undefined);
    }
  }

  #own(): UnsentPlaces | undefined {
    const personId = this.#session.person()?.id;
    if (personId !== this.#personId) {
      this.#personId = personId;
      this.#places = personId ? new UnsentPlaces(personId) : undefined;
    }
    return this.#places;
  }
}
