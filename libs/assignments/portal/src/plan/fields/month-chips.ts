import { Component, computed, inject, input, output } from '@angular/core';
import { monthsBetween, planLimits } from '@bimtek/assignments-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';
import { PlanSentences } from '../plan-sentences.ts';

/** The months of the period as chips to tick; chosen ones outside of it stay visible, so that they can be taken out. */
@Component({
  selector: 'plan-months',
  imports: [TranslocoPipe, UiIcon],
  template: `
    <fieldset [attr.aria-describedby]="error() ? path() + '-fault' : null">
      <legend [id]="path()" tabindex="-1">{{ label() }}</legend>
      @for (year of years(); track year.name) {
        <div class="year">
          <span class="quiet small num" aria-hidden="true">{{ year.name }}</span>
          <div class="months">
            @for (month of year.months; track month.id) {
              <button
                class="chip"
                type="button"
                [class.outside]="month.isOutside"
                [attr.aria-pressed]="value().includes(month.id)"
                [attr.aria-label]="month.name + ' ' + year.name"
                (click)="toggle(month.id)"
              >
                {{ month.name }}
              </button>
            }
          </div>
        </div>
      } @empty {
        <p class="quiet small">{{ 'plan.items.monthsFirst' | transloco }}</p>
      }
      @if (error(); as error) {
        <p class="fault" [id]="path() + '-fault'"><ui-icon name="warning" size="xs" />{{ error }}</p>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: 8px;
    }
    legend {
      padding: 0;
      margin-bottom: 6px;
      font-weight: 700;
      line-height: 1.35;
    }
    .year {
      display: grid;
      gap: 4px;
    }
    .months {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
      gap: 8px;
    }
    .chip {
      justify-content: center;
      padding-inline: 4px;
    }
    .chip.outside {
      border-color: var(--danger);
      color: var(--danger-ink);
      text-decoration: line-through;
    }
    .fault {
      display: flex;
      gap: 6px;
      color: var(--danger-ink);
      font-size: var(--text-s);
      font-weight: 600;
    }
  `,
})
export class PlanMonths {
  readonly #sentences = inject(PlanSentences);
  readonly path = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<readonly string[]>();
  readonly from = input.required<string | null>();
  readonly to = input.required<string | null>();
  readonly error = input<string | undefined>('');
  readonly changed = output<string[]>();

  readonly #period = computed(() => {
    const [from, to] = [this.from(), this.to()];
    return from && to ? monthsBetween(from, to).slice(0, planLimits.months) : [];
  });
  protected readonly years = computed(() => {
    const period = this.#period();
    const all = [...new Set([...period, ...this.value()])].sort();
    const names = [...new Set(all.map((month) => month.slice(0, 4)))];
    return names.map((name) => ({
      name,
      months: all
        .filter((month) => month.startsWith(name))
        .map((id) => ({ id, name: this.#sentences.monthName(id), isOutside: !period.includes(id) })),
    }));
  });

  protected toggle(month: string): void {
    const others = this.value().filter((one) => one !== month);
    this.changed.emit(
      others.length < this.value().length ? others : [...others, month].sort().slice(0, planLimits.months),
    );
  }
}
