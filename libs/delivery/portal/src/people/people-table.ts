import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EnrollmentOrder, EnrollmentRow } from '@bimtek/delivery-contracts';
import { AsDateTime, Formats, Session, TranslocoPipe } from '@bimtek/platform-portal';
import { UiCell, UiCheckbox, UiIcon, UiSort, UiTable } from '@bimtek/platform-ui';
import { StatePill } from '../shared/state-pill.ts';
import { PeopleStore } from './people-store.ts';

/** People as rows, on a phone as cards. Those who may act choose rows; others only read. */
@Component({
  selector: 'delivery-people-table',
  imports: [AsDateTime, RouterLink, StatePill, TranslocoPipe, UiCell, UiCheckbox, UiIcon, UiSort, UiTable],
  templateUrl: './people-table.html',
  styleUrl: './people-table.css',
})
export class PeopleTable {
  readonly #formats = inject(Formats);
  protected readonly store = inject(PeopleStore);
  readonly canChoose = input(false);
  /** In a run the class is a column; in a class it goes without saying. */
  readonly withClass = input(false);
  readonly order = input<EnrollmentOrder>('name');
  readonly ordered = output<EnrollmentOrder>();
  protected readonly maySeePeople = inject(Session).can('person.read');
  protected readonly rows = computed(() => this.store.page()?.items ?? []);
  protected readonly isMixed = computed(
    () => this.store.chosenRows().length > 0 && !this.store.hasChosenShown(),
  );

  /** With the time only while it is fresh; later the day is enough. */
  protected lastStepOf({ stateChangedAt: at }: EnrollmentRow): string {
    const recent = this.#formats.recent(at);
    return recent === this.#formats.dateTime(at) ? this.#formats.date(at) : recent;
  }
}
