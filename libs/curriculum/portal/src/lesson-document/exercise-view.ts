import { Component, computed, input, signal } from '@angular/core';
import type { Exercise } from '@bimtek/curriculum-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiBanner, UiOption, UiOptions } from '@bimtek/platform-ui';
import { RichTextView } from './rich-text-view.ts';

let exercises = 0;

/** Practice: answers at once, softly, and as often as one likes. Nothing is scored or kept. */
@Component({
  selector: 'curriculum-exercise',
  imports: [RichTextView, TranslocoPipe, UiBanner, UiOption, UiOptions],
  template: `
    <h2>{{ 'lesson.exercise.title' | transloco }}</h2>
    <p class="small quiet">{{ 'lesson.exercise.rule' | transloco }}</p>
    <p class="ask"><curriculum-rich-text [text]="exercise().ask" /></p>
    <ui-options [legend]="'lesson.exercise.choose' | transloco">
      @for (option of exercise().options; track option.id) {
        <ui-option
          [name]="name"
          [letter]="option.id.toUpperCase()"
          [checked]="chosenId() === option.id"
          [verdict]="chosenId() === option.id ? (option.isRight ? 'right' : 'not-yet') : undefined"
          (chosen)="chosenId.set(option.id)"
        >
          <curriculum-rich-text [text]="option.text" />
        </ui-option>
      }
    </ui-options>
    <div class="answer" aria-live="polite">
      @if (chosen(); as chosen) {
        <ui-banner
          [tone]="chosen.isRight ? 'done' : 'waiting'"
          [icon]="chosen.isRight ? 'check' : 'info'"
          [heading]="(chosen.isRight ? 'lesson.exercise.right' : 'lesson.exercise.notYet') | transloco"
          [inset]="true"
        >
          <p><curriculum-rich-text [text]="chosen.feedback" /></p>
        </ui-banner>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
      margin: 16px 0;
      font-size: var(--text-m);
      line-height: 1.5;
    }
    :host h2 {
      margin-bottom: 4px;
      font-size: var(--title-s);
      line-height: 1.25;
    }
    .ask {
      margin: 12px 0 16px;
      font-size: var(--text-l);
      font-weight: 600;
      line-height: 1.45;
    }
    .answer {
      margin-top: 12px;
    }
  `,
})
export class ExerciseView {
  readonly exercise = input.required<Exercise>();
  protected readonly name = `exercise-${++exercises}`;
  protected readonly chosenId = signal<string | undefined>(undefined);
  protected readonly chosen = computed(() =>
    this.exercise().options.find((option) => option.id === this.chosenId()),
  );
}
