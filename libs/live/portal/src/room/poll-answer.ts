import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { type Choice, type Poll, WORDS_MAX } from '@bimtek/live-contracts';
import { Counted, ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiField, UiInput, UiOption, UiOptions, UiPill, UiSaveState } from '@bimtek/platform-ui';
import { LiveRoom } from './live-room.ts';
import { PollBars } from './poll-bars.ts';
import { isResultShown, resultOf } from './room.rules.ts';

const LETTERS = 'ABCDEFGHIJ';

/** One poll as a trainee answers it: one tap where one thing is chosen, and where the answer is. */
@Component({
  selector: 'live-poll-answer',
  imports: [
    Counted,
    PollBars,
    ProblemWords,
    TranslocoPipe,
    UiButton,
    UiField,
    UiInput,
    UiOption,
    UiOptions,
    UiPill,
    UiSaveState,
  ],
  template: `
    @let poll = this.poll();
    <section class="card poll" [attr.aria-labelledby]="'polling-' + poll.id">
      <div class="head">
        <h2 [id]="'polling-' + poll.id">{{ poll.question }}</h2>
        <p class="about">
          <ui-pill [tone]="poll.state === 'open' ? 'info' : 'none'">{{
            (poll.kind === 'quiz'
              ? 'room.polls.quiz'
              : poll.state === 'open'
                ? 'room.polls.running'
                : 'room.polls.closed'
            ) | transloco
          }}</ui-pill>
          @if (secondsLeft(); as left) {
            <span class="num quiet small">{{ 'room.polls.left' | transloco: { seconds: left } }}</span>
          }
        </p>
      </div>
      @if (poll.state === 'open') {
        @switch (poll.kind) {
          @case ('words') {
            <form class="stack tight" (submit)="$event.preventDefault(); sendWords()">
              <ui-field
                [label]="'room.polls.words' | transloco"
                [hint]="'room.polls.answerWords' | transloco"
              >
                <input
                  uiInput
                  maxlength="125"
                  [value]="typed()"
                  [disabled]="isFinal()"
                  (input)="typed.set($any($event.target).value)"
                />
              </ui-field>
              <button uiButton="outline" size="slim" type="submit" [disabled]="words().length === 0">
                {{ 'room.polls.send' | transloco }}
              </button>
            </form>
          }
          @case ('scale') {
            <fieldset class="scale">
              <legend class="quiet small">
                {{ 'room.polls.answerScale' | transloco: { to: poll.scaleTo } }}
              </legend>
              <div>
                @for (number of scale(); track number) {
                  <label>
                    <input
                      type="radio"
                      [name]="'skala-' + poll.id"
                      [checked]="chosenScale() === number"
                      [disabled]="isFinal()"
                      (change)="vote({ scale: number })"
                    /><span>{{ number }}</span>
                  </label>
                }
              </div>
            </fieldset>
          }
          @default {
            <ui-options
              [legend]="
                (poll.kind === 'multiple' ? 'room.polls.answerMany' : 'room.polls.answerOne') | transloco
              "
            >
              @for (option of poll.options; track option) {
                <ui-option
                  [kind]="poll.kind === 'multiple' ? 'checkbox' : 'radio'"
                  [name]="'polling-' + poll.id"
                  [letter]="letters[$index] ?? ''"
                  [checked]="places().has($index)"
                  [disabled]="isFinal()"
                  (chosen)="choose($index, $event)"
                  >{{ option }}</ui-option
                >
              }
            </ui-options>
            @if (poll.kind === 'multiple' && isChanged()) {
              <button
                uiButton="outline"
                size="slim"
                type="button"
                [disabled]="places().size === 0"
                (click)="sendPlaces()"
              >
                {{ 'room.polls.send' | transloco }}
              </button>
            }
          }
        }
        @switch (choice()?.state) {
          @case ('saved') {
            <ui-save-state state="saved">{{
              (isFinal() ? 'room.polls.savedFinal' : 'room.polls.saved') | transloco
            }}</ui-save-state>
          }
          @case ('sending') {
            <ui-save-state state="saving">{{ 'room.polls.sending' | transloco }}</ui-save-state>
          }
          @case ('waiting') {
            <ui-save-state state="waiting">{{ 'room.polls.waiting' | transloco }}</ui-save-state>
          }
          @case ('refused') {
            <ui-save-state state="failed"
              >{{ 'room.polls.refused' | transloco }}. {{ refusal() | problemWords }}</ui-save-state
            >
          }
        }
      }
      @if (isShown()) {
        <live-poll-bars [poll]="poll" [result]="result()" [own]="choice()?.choice" />
        <p class="quiet small num">{{ 'room.polls.votes' | counted: result()?.votes ?? 0 }}</p>
      } @else if (poll.state === 'closed') {
        <p class="quiet small">{{ 'room.polls.resultLater' | transloco }}</p>
      }
    </section>
  `,
  styles: `
    .poll {
      display: grid;
      gap: 12px;
    }
    .about {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;
      margin-top: 4px;
    }
    .scale > div {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(48px, 1fr));
      gap: 8px;
      margin-top: 8px;
    }
    .scale label {
      position: relative;
      display: grid;
    }
    .scale input {
      position: absolute;
      inset: 0;
      opacity: 0;
      margin: 0;
      cursor: pointer;
    }
    .scale span {
      display: grid;
      place-items: center;
      min-height: 48px;
      border: 1px solid var(--control);
      border-radius: var(--radius);
      font-weight: 700;
      font-variant-numeric: tabular-nums;
    }
    .scale input:checked + span {
      background: var(--primary);
      border-color: var(--primary);
      color: var(--on-primary);
    }
    .scale input:focus-visible + span {
      outline: 3px solid var(--primary);
      outline-offset: 2px;
    }
  `,
})
export class PollAnswer {
  protected readonly live = inject(LiveRoom);
  readonly poll = input.required<Poll>();
  protected readonly letters = LETTERS;
  protected readonly choice = computed(() => this.live.choiceIn(this.poll().id));
  protected readonly refusal = computed(() => this.live.unsentProblems()[this.choice()?.key ?? '']);
  protected readonly isFinal = computed(() => {
    const { kind, changeable } = this.poll();
    return (kind === 'quiz' || !changeable) && this.choice() !== null && this.choice()?.state !== 'refused';
  });
  protected readonly result = computed(() => {
    const view = this.live.view();
    return view && resultOf(view, this.poll().id);
  });
  protected readonly isShown = computed(() => {
    const poll = this.poll();
    // Who has not answered yet is not told what others chose.
    return (
      isResultShown(poll) &&
      this.result() !== undefined &&
      (poll.state === 'closed' || this.choice() !== null)
    );
  });
  protected readonly secondsLeft = computed(() => {
    const { closesAt, state } = this.poll();
    if (!closesAt || state !== 'open') return 0;
    return Math.max(0, Math.ceil((Date.parse(closesAt) - this.live.now()) / 1_000));
  });
  readonly #sent = computed(() => {
    const choice = this.choice()?.choice;
    return new Set(choice && 'options' in choice ? choice.options : []);
  });
  protected readonly places = linkedSignal<ReadonlySet<number>>(() => this.#sent());
  protected readonly isChanged = computed(
    () =>
      this.places().size !== this.#sent().size ||
      [...this.places()].some((place) => !this.#sent().has(place)),
  );
  protected readonly typed = linkedSignal(() => {
    const choice = this.choice()?.choice;
    return choice && 'words' in choice ? choice.words.join(', ') : '';
  });
  protected readonly words = computed(() =>
    this.typed()
      .split(',')
      .map((word) => word.trim().slice(0, 40))
      .filter(Boolean)
      .slice(0, WORDS_MAX),
  );
  protected readonly scale = computed(() => Array.from({ length: this.poll().scaleTo }, (_, at) => at + 1));
  protected readonly chosenScale = computed(() => {
    const choice = this.choice()?.choice;
    return choice && 'scale' in choice ? choice.scale : undefined;
  });

  protected choose(place: number, isChosen: boolean): void {
    if (this.poll().kind !== 'multiple') return this.vote({ options: [place] });
    const places = new Set(this.places());
    if (isChosen) places.add(place);
    else places.delete(place);
    this.places.set(places);
  }

  protected sendPlaces(): void {
    this.vote({ options: [...this.places()].sort((a, b) => a - b) });
  }

  protected sendWords(): void {
    if (this.words().length > 0) this.vote({ words: this.words() });
  }

  protected vote(choice: Choice): void {
    this.live.vote(this.poll().id, choice);
  }
}
