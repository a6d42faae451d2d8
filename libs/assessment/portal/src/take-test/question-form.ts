import { Component, computed, input, output } from '@angular/core';
import { type Answer, type AskedQuestion, chosenIn } from '@bimtek/assessment-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon, UiOption, UiOptions } from '@bimtek/platform-ui';
import { letterAt, withOption } from './held-answers.ts';

/** One question with its options: what is asked, what is chosen, and the flag. */
@Component({
  selector: 'assessment-question-form',
  imports: [TranslocoPipe, UiIcon, UiOption, UiOptions],
  template: `
    <div class="head">
      <p class="eyebrow num">
        {{ 'assessment.take.questionOf' | transloco: { n: number(), total: total() } }}
      </p>
      <button class="flag" type="button" [attr.aria-pressed]="isFlagged()" (click)="flagged.emit()">
        <ui-icon [name]="isFlagged() ? 'flag-on' : 'flag'" size="s" />
        {{ (isFlagged() ? 'assessment.take.unflag' : 'assessment.take.flag') | transloco }}
      </button>
    </div>
    <h1 id="question" tabindex="-1">{{ question().stem }}</h1>
    @if (isMultiple()) {
      <p class="small quiet hint">{{ 'assessment.take.chooseMany' | transloco }}</p>
    }
    <ng-content />
    <ui-options
      [legend]="(isMultiple() ? 'assessment.take.chooseMany' : 'assessment.take.chooseOne') | transloco"
    >
      @for (option of question().options; track option.id) {
        <ui-option
          [kind]="isMultiple() ? 'checkbox' : 'radio'"
          [name]="question().id"
          [letter]="letter($index)"
          [checked]="chosen().has(option.id)"
          (chosen)="choose(option.id, $event)"
        >
          {{ option.text }}
        </ui-option>
      }
    </ui-options>
  `,
  styles: `
    :host {
      display: block;
      padding-top: 20px;
    }
    .head {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 16px;
    }
    h1 {
      font-size: var(--title-s);
      line-height: 1.4;
      letter-spacing: -0.01em;
      margin: 4px 0 20px;
      text-wrap: pretty;
    }
    .hint {
      margin: -12px 0 16px;
    }
    .flag {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 48px;
      padding: 0 4px 0 8px;
      border: 0;
      background: none;
      font-weight: 600;
      font-size: var(--text-s);
      color: var(--primary-ink);
    }
  `,
})
export class QuestionForm {
  readonly question = input.required<AskedQuestion>();
  readonly number = input.required<number>();
  readonly total = input.required<number>();
  readonly answer = input<Answer | undefined>(undefined);
  readonly isFlagged = input(false);
  readonly answered = output<Answer>();
  readonly flagged = output();

  protected readonly letter = letterAt;
  protected readonly isMultiple = computed(() => this.question().type === 'multiple');
  protected readonly chosen = computed(() => {
    const answer = this.answer();
    return new Set(answer ? chosenIn(answer) : []);
  });

  protected choose(optionId: string, isChosen: boolean): void {
    this.answered.emit(withOption(this.question().type, this.answer(), optionId, isChosen));
  }
}
