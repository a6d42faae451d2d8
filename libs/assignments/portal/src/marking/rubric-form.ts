import { Component, ElementRef, computed, inject, input, output } from '@angular/core';
import type { MarkContent } from '@bimtek/assignments-contracts';
import type { Rubric, RubricLevel } from '@bimtek/curriculum-contracts';
import { Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiInput } from '@bimtek/platform-ui';
import { pointsAt } from '../score.ts';

/** The rubric to click: a level for each criterion, and a comment where it helps. One criterion is the current one. */
@Component({
  selector: 'assignments-rubric-form',
  imports: [TranslocoPipe, UiInput],
  templateUrl: './rubric-form.html',
  styleUrl: './rubric-form.css',
})
export class RubricForm {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly rubric = input.required<Rubric>();
  readonly content = input.required<MarkContent>();
  readonly isReadOnly = input(false);
  /** The code of the only criterion that is shown; all when absent. */
  readonly only = input<string | undefined>(undefined);
  /** Place of the criterion that keys work on. */
  readonly current = input.required<number>();
  readonly currentChange = output<number>();
  readonly level = output<{ code: string; level: RubricLevel }>();
  readonly comment = output<{ code: string; text: string }>();

  protected readonly criteria = computed(() => {
    const { levels, comments } = this.content();
    const only = this.only();
    const numbered = this.rubric().criteria.map((criterion, place) => ({ ...criterion, place }));
    const shown = numbered.filter(({ code }) => code === only);
    return (shown.length > 0 ? shown : numbered).map((criterion) => {
      const chosen = levels[criterion.code];
      return {
        ...criterion,
        chosen,
        comment: comments[criterion.code] ?? '',
        points: chosen
          ? this.#words.t('marking.rubric.points', {
              points: this.#formats.number(pointsAt(criterion, chosen), 2),
              weight: criterion.weight,
              level: this.#words.t(`marking.level.${chosen}`),
            })
          : this.#words.t('marking.rubric.weight', { weight: criterion.weight }),
        options: [...criterion.levels]
          .sort((a, b) => b.level - a.level)
          .map(({ level, text }) => ({
            level,
            text,
            points: this.#formats.number(pointsAt(criterion, level), 2),
            goesBack: criterion.mustReviseAt !== null && level <= criterion.mustReviseAt,
          })),
      };
    });
  });

  /** Puts the focus where keys work: on the chosen level of the criterion, else on its first. */
  focusOn(place: number): void {
    const group = this.#groupAt(place);
    const radio = group?.querySelector<HTMLElement>('input:checked') ?? group?.querySelector('input');
    (radio as HTMLElement | undefined)?.focus();
    group?.scrollIntoView?.({ block: 'nearest' });
  }

  focusComment(place: number): void {
    this.#groupAt(place)?.querySelector('textarea')?.focus();
  }

  #groupAt(place: number): HTMLElement | null {
    return this.#element.querySelector(`fieldset[data-place="${place}"]`);
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }
}
