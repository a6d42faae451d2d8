import { Component, computed, inject, input, signal } from '@angular/core';
import { type Question, type QuestionState, setQuestion } from '@bimtek/live-contracts';
import { ProblemWords, Session, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiEmpty, UiIcon, UiIconButton } from '@bimtek/platform-ui';
import { draft } from './draft.ts';
import { LiveRoom } from './live-room.ts';
import { inOrderOf } from './room.rules.ts';
import { RoomIcon } from './room-icon.ts';

/** Questions by votes. Their order holds still while the pointer or the focus is inside: nobody taps what has just moved. */
@Component({
  selector: 'live-questions-panel',
  imports: [ProblemWords, RoomIcon, TranslocoPipe, UiButton, UiEmpty, UiIcon, UiIconButton],
  template: `
    <div
      class="list"
      (pointerenter)="hold('pointer', true)"
      (pointerleave)="hold('pointer', false)"
      (focusin)="hold('focus', true)"
      (focusout)="focusLeft($event)"
    >
      <ul>
        @for (question of questions(); track question.id) {
          <li class="question" [class]="question.state">
            @if (leads()) {
              <span
                class="up"
                [attr.aria-label]="'room.questions.votes' | transloco: { votes: question.votes }"
                role="img"
                ><ui-icon name="up" size="xs" />{{ question.votes }}</span
              >
            } @else {
              <button
                class="up"
                type="button"
                [attr.aria-pressed]="mine().has(question.id)"
                [attr.aria-label]="
                  (mine().has(question.id) ? 'room.questions.down' : 'room.questions.up')
                    | transloco: { votes: question.votes }
                "
                [disabled]="question.state === 'answered'"
                (click)="live.voteForQuestion(question, !mine().has(question.id))"
              >
                <ui-icon name="up" size="xs" />{{ question.votes }}
              </button>
            }
            <p>{{ question.text }}</p>
            <div class="lower">
              <span class="quiet"
                >{{ question.name }}{{ question.place ? ', ' + question.place : '' }}
                @if (question.state === 'promoted') {
                  <b> · {{ 'room.questions.promoted' | transloco }}</b>
                } @else if (question.state === 'answered') {
                  <b> · {{ 'room.questions.answered' | transloco }}</b>
                }
              </span>
              @if (leads()) {
                @switch (question.state) {
                  @case ('promoted') {
                    <button
                      uiIconButton="close"
                      type="button"
                      [label]="'room.questions.unpromote' | transloco"
                      (click)="set(question, 'open')"
                    ></button>
                    <button uiButton="outline" size="small" type="button" (click)="set(question, 'answered')">
                      <ui-icon name="check" size="s" />{{ 'room.questions.answer' | transloco }}
                    </button>
                  }
                  @case ('answered') {
                    <button uiButton="quiet" size="small" type="button" (click)="set(question, 'open')">
                      {{ 'room.questions.reopen' | transloco }}
                    </button>
                  }
                  @default {
                    <button
                      uiIconButton="eye-off"
                      type="button"
                      [label]="'room.questions.hide' | transloco"
                      (click)="set(question, 'hidden')"
                    ></button>
                    <button uiButton="outline" size="small" type="button" (click)="promote(question)">
                      <live-icon name="screen" />{{ 'room.questions.promote' | transloco }}
                    </button>
                  }
                }
              }
            </div>
          </li>
        } @empty {
          <li>
            <ui-empty
              icon="help"
              [heading]="'room.questions.empty' | transloco"
              [text]="'room.questions.emptyMore' | transloco"
            />
          </li>
        }
      </ul>
    </div>
    @if (!leads()) {
      @for (item of unsent(); track item.key) {
        <article class="message unsent">
          <div>
            <p class="text">{{ item.text }}</p>
            @if (item.state === 'refused') {
              <p class="small bad" role="alert">
                {{ 'room.unsent.refused' | transloco }}. {{ live.unsentProblems()[item.key] | problemWords }}
              </p>
              <div class="acts">
                <button uiButton="outline" size="small" type="button" (click)="live.sendAgain(item.key)">
                  {{ 'room.unsent.again' | transloco }}
                </button>
                <button uiButton="quiet" size="small" type="button" (click)="live.forget(item.key)">
                  {{ 'room.unsent.forget' | transloco }}
                </button>
              </div>
            } @else {
              <p class="quiet small">
                <ui-icon [name]="item.state === 'waiting' ? 'phone-clock' : 'sync'" size="xs" />{{
                  'room.unsent.' + item.state | transloco
                }}
              </p>
            }
          </div>
        </article>
      }
      @if (isOpen()) {
        <form class="compose" (submit)="$event.preventDefault(); ask()">
          <label class="sr" for="tanya">{{ 'room.questions.ask' | transloco }}</label>
          <input
            class="input"
            id="tanya"
            maxlength="500"
            autocomplete="off"
            enterkeyhint="send"
            [placeholder]="'room.questions.ask' | transloco"
            [value]="text()"
            (input)="text.set($any($event.target).value)"
          />
          <button uiIconButton="send" type="submit" [label]="'room.questions.send' | transloco"></button>
        </form>
      } @else {
        <p class="quiet note">{{ 'room.questions.closed' | transloco }}</p>
      }
    }
  `,
  styleUrl: './talk.css',
})
export class QuestionsPanel {
  protected readonly live = inject(LiveRoom);
  readonly #personId = inject(Session).person()?.id ?? '';
  readonly sessionId = input.required<string>();
  protected readonly leads = this.live.leads;
  protected readonly text = draft(() => `ruang-draf.${this.#personId}.${this.sessionId()}.tanya`);
  protected readonly mine = computed(() => new Set<string>(this.live.me()?.questions ?? []));
  protected readonly unsent = computed(() =>
    this.live.unsent().flatMap((one) => (one.kind === 'ask' ? [one] : [])),
  );
  protected readonly isOpen = computed(
    () => (this.live.room()?.settings.questionsOpen ?? true) && this.live.me()?.role === 'trainee',
  );
  readonly #held = signal<readonly string[] | null>(null);
  readonly #holds = new Set<'pointer' | 'focus'>();
  readonly isHeld = computed(() => this.#held() !== null);
  protected readonly questions = computed(() => inOrderOf(this.live.questions(), this.#held()));

  protected hold(by: 'pointer' | 'focus', isInside: boolean): void {
    if (isInside) this.#holds.add(by);
    else this.#holds.delete(by);
    if (this.#holds.size === 0) this.#held.set(null);
    else if (!this.#held()) this.#held.set(this.live.questions().map(({ id }) => id));
  }

  protected focusLeft({ currentTarget, relatedTarget }: FocusEvent): void {
    const isInside = (currentTarget as HTMLElement).contains(relatedTarget as Node | null);
    if (!isInside) this.hold('focus', false);
  }

  protected ask(): void {
    const text = this.text().trim();
    if (text.length < 3) return;
    this.live.send({ kind: 'ask', text });
    this.text.set('');
  }

  /** One at a time is on the screen. */
  protected async promote(question: Question): Promise<void> {
    const before = this.live.questions().filter(({ state }) => state === 'promoted');
    await this.set(question, 'promoted');
    for (const one of before) await this.set(one, 'open');
  }

  protected async set({ id }: Question, state: QuestionState): Promise<void> {
    await this.live.act(setQuestion, { questionId: id, state });
    // What somebody has just moved stands where it belongs, at once.
    if (this.#held()) this.#held.set(this.live.questions().map((one) => one.id));
  }
}
