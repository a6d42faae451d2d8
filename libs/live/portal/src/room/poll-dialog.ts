import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import {
  movePoll,
  NewPoll,
  type PollId,
  type PollKind,
  type PreparedPoll,
  preparePoll,
  type SessionId,
} from '@bimtek/live-contracts';
import { ApiClient, ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiCheckbox, UiDialog, UiField, UiIcon, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { LiveRoom } from './live-room.ts';

const kinds: readonly PollKind[] = ['single', 'multiple', 'scale', 'words', 'quiz'];

/** Making a poll on the spot or for later, or changing one that has not been opened. */
@Component({
  selector: 'live-poll-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiCheckbox, UiDialog, UiField, UiIcon, UiInput],
  template: `
    <ui-dialog
      [open]="open()"
      (openChange)="$event || closed.emit()"
      [heading]="(edited() ? 'room.polls.form.edit' : 'room.polls.form.new') | transloco"
    >
      <form class="stack tight" (submit)="$event.preventDefault(); save(true)">
        <ui-field [label]="'room.polls.form.kind' | transloco">
          <select uiInput [value]="kind()" (change)="kind.set($any($event.target).value)">
            @for (one of kinds; track one) {
              <option [value]="one" [selected]="one === kind()">
                {{ 'room.polls.form.' + one | transloco }}
              </option>
            }
          </select>
        </ui-field>
        <ui-field
          [label]="'room.polls.form.question' | transloco"
          [error]="
            wasTried() && question().trim().length < 3 ? ('room.polls.form.questionShort' | transloco) : ''
          "
        >
          <textarea
            uiInput
            rows="2"
            maxlength="300"
            [value]="question()"
            (input)="question.set($any($event.target).value)"
          ></textarea>
        </ui-field>
        @if (hasOptions()) {
          <fieldset class="options-edit">
            <legend class="sr">{{ 'room.polls.form.' + kind() | transloco }}</legend>
            @for (option of options(); track $index) {
              <div class="option-edit" [class.quiz]="kind() === 'quiz'">
                @if (kind() === 'quiz') {
                  <input
                    type="radio"
                    name="benar"
                    [attr.aria-label]="
                      ('room.polls.form.right' | transloco) +
                      ': ' +
                      ('room.polls.form.option' | transloco: { number: $index + 1 })
                    "
                    [checked]="right() === $index"
                    (change)="right.set($index)"
                  />
                }
                <input
                  class="input"
                  maxlength="120"
                  [attr.aria-label]="'room.polls.form.option' | transloco: { number: $index + 1 }"
                  [placeholder]="'room.polls.form.option' | transloco: { number: $index + 1 }"
                  [value]="option"
                  (input)="change($index, $any($event.target).value)"
                />
              </div>
            }
            @if (kind() === 'quiz') {
              <p class="quiet small">{{ 'room.polls.form.right' | transloco }}: ◉</p>
            }
            @if (wasTried() && !isValid() && question().trim().length >= 3) {
              <p class="bad small" role="alert">{{ 'room.polls.form.optionsShort' | transloco }}</p>
            }
            @if (options().length < 10) {
              <button uiButton="quiet" size="small" type="button" (click)="options.set([...options(), ''])">
                <ui-icon name="add" size="s" />{{ 'room.polls.form.add' | transloco }}
              </button>
            }
          </fieldset>
        }
        @if (kind() === 'scale') {
          <ui-field [label]="'room.polls.form.scaleTo' | transloco">
            <input
              uiInput
              type="number"
              min="2"
              max="10"
              [value]="scaleTo()"
              (input)="scaleTo.set(+$any($event.target).value)"
            />
          </ui-field>
        }
        <ui-field
          [label]="'room.polls.form.timed' | transloco"
          [hint]="'room.polls.form.timedHint' | transloco"
        >
          <input
            uiInput
            type="number"
            min="5"
            max="3600"
            [value]="seconds()"
            (input)="seconds.set($any($event.target).value)"
          />
        </ui-field>
        @if (kind() !== 'quiz') {
          <ui-checkbox [(checked)]="liveResults">{{ 'room.polls.form.live' | transloco }}</ui-checkbox>
        }
        @if (acting.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
        @if (live.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
      </form>
      <button actions uiButton="outline" type="button" [busy]="acting.isBusy()" (click)="save(false)">
        {{ 'room.polls.form.keep' | transloco }}
      </button>
      <button actions uiButton type="button" [busy]="acting.isBusy()" (click)="save(true)">
        {{ 'room.polls.form.start' | transloco }}
      </button>
    </ui-dialog>
  `,
  styles: `
    .options-edit {
      display: grid;
      gap: 8px;
    }
    .option-edit {
      display: grid;
    }
    .option-edit.quiz {
      grid-template-columns: 32px 1fr;
      align-items: center;
    }
    .option-edit input[type='radio'] {
      width: 24px;
      height: 24px;
      margin: 0;
      accent-color: var(--primary);
    }
    .bad {
      color: var(--danger-ink);
    }
  `,
})
export class PollDialog {
  readonly #api = inject(ApiClient);
  protected readonly live = inject(LiveRoom);
  readonly open = input.required<boolean>();
  readonly sessionId = input.required<SessionId>();
  /** The prepared poll that is changed. */
  readonly edited = input<PreparedPoll | undefined>(undefined);
  readonly closed = output();
  readonly saved = output();

  protected readonly kinds = kinds;
  protected readonly acting = new Acting();
  protected readonly kind = signal<PollKind>('single');
  protected readonly question = signal('');
  protected readonly options = signal<readonly string[]>(['', '', '']);
  protected readonly right = signal(0);
  protected readonly scaleTo = signal(5);
  protected readonly seconds = signal('');
  protected readonly liveResults = signal(true);
  protected readonly wasTried = signal(false);
  protected readonly hasOptions = computed(() => ['single', 'multiple', 'quiz'].includes(this.kind()));
  readonly #poll = computed(() => {
    const filled = this.options().map((option) => option.trim());
    const options = this.hasOptions() ? filled.filter(Boolean) : [];
    const isQuiz = this.kind() === 'quiz';
    return NewPoll.safeParse({
      kind: this.kind(),
      question: this.question(),
      options,
      scaleTo: this.scaleTo(),
      right: isQuiz ? options.indexOf(filled[this.right()] ?? '') : null,
      liveResults: this.liveResults() && !isQuiz,
      changeable: !isQuiz,
      seconds: this.seconds() === '' ? null : Number(this.seconds()),
    });
  });
  protected readonly isValid = computed(() => this.#poll().success);
  /** Stays the same until it is saved, so that a second tap makes no second poll. */
  #id = newId<PollId>();

  constructor() {
    effect(() => {
      if (!this.open()) return;
      const edited = this.edited();
      this.#id = edited?.poll.id ?? newId<PollId>();
      this.wasTried.set(false);
      this.acting.forget();
      this.live.forgetProblem();
      this.kind.set(edited?.poll.kind ?? 'single');
      this.question.set(edited?.poll.question ?? '');
      const options = edited?.poll.options ?? [];
      this.options.set(options.length > 0 ? options : ['', '', '']);
      this.right.set(edited?.poll.right ?? 0);
      this.scaleTo.set(edited?.poll.scaleTo ?? 5);
      this.seconds.set(edited?.seconds ? String(edited.seconds) : '');
      this.liveResults.set(edited?.poll.liveResults ?? true);
    });
  }

  protected change(place: number, text: string): void {
    this.options.update((options) => options.map((option, at) => (at === place ? text : option)));
  }

  protected async save(isStarted: boolean): Promise<void> {
    this.wasTried.set(true);
    const { data: body } = this.#poll();
    if (!body) return;
    const params = { sessionId: this.sessionId(), pollId: this.#id };
    const kept = await this.acting.run(() => this.#api.call(preparePoll, { params, body }));
    if (!kept) return;
    if (isStarted) {
      const opened = await this.live.act(movePoll, { pollId: this.#id, act: 'open' });
      if (!opened) return;
      this.live.keepResult(opened.result);
    }
    this.saved.emit();
    this.closed.emit();
  }
}
