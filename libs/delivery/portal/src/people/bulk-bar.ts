import { Component, computed, inject, input, output } from '@angular/core';
import type { EnrollmentState } from '@bimtek/delivery-contracts';
import { Counted, Formats, Session, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIconButton } from '@bimtek/platform-ui';
import { actsFor } from './bulk-act.ts';
import type { BulkAct } from './bulk-act.ts';
import { PeopleStore } from './people-store.ts';

/** What can be done with those who are chosen; covers the foot of the list, never its head. */
@Component({
  selector: 'delivery-bulk-bar',
  imports: [Counted, TranslocoPipe, UiButton, UiIconButton],
  host: { class: 'bulk', role: 'toolbar', '[attr.aria-label]': 'label()' },
  template: `
    <b class="num" aria-live="polite">{{
      'delivery.people.chosen' | counted: store.chosenCount() : { n: formats.number(store.chosenCount()) }
    }}</b>
    @if (!store.isEverybody() && total() > store.chosenCount()) {
      <button class="text-btn all" type="button" (click)="store.chooseEverybody()">
        {{ 'delivery.people.chooseAll' | counted: total() : { n: formats.number(total()) } }}
      </button>
    }
    <span class="acts">
      @for (act of acts(); track act) {
        <button [uiButton]="$first ? 'cloth' : 'quiet'" size="slim" type="button" (click)="asked.emit(act)">
          {{ 'delivery.bulk.' + act | transloco }}
        </button>
      }
    </span>
    <span class="spring"></span>
    <button
      type="button"
      uiIconButton="close"
      [label]="'delivery.act.clear' | transloco"
      (click)="store.clear()"
    ></button>
  `,
  styles: `
    .all {
      color: var(--kunyit-300);
      min-height: 40px;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    @media (max-width: 839px) {
      .acts {
        order: 1;
        flex-basis: 100%;
      }
    }
  `,
})
export class BulkBar {
  readonly #session = inject(Session);
  protected readonly store = inject(PeopleStore);
  protected readonly formats = inject(Formats);
  readonly label = input.required<string>();
  readonly asked = output<BulkAct>();
  protected readonly total = computed(() => this.store.total() ?? 0);
  protected readonly acts = computed(() => {
    const states = this.store.isEverybody()
      ? (Object.keys(this.store.counted()?.counts ?? {}) as EnrollmentState[])
      : this.store.chosenRows().map(({ state }) => state);
    const acts = actsFor(states, (endpoint) => this.#session.can(endpoint));
    // A proposal names its people: those of a class at most, never all that match.
    return this.store.isEverybody() ? acts.filter((act) => act !== 'propose') : acts;
  });
}
