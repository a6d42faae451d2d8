import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { EnrollmentOrder, RunId } from '@bimtek/delivery-contracts';
import { Formats, ProblemView, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { ListFoot, PagesByKey } from '@bimtek/platform-portal/list';
import { UiButton, UiChips, UiEmpty, UiSkeleton } from '@bimtek/platform-ui';
import { lookOfState, occupied } from '../shared/states.ts';
import { actsFor } from './bulk-act.ts';
import type { BulkAct } from './bulk-act.ts';
import { BulkBar } from './bulk-bar.ts';
import { BulkDialog } from './bulk-dialog.ts';
import { PeopleStore } from './people-store.ts';
import { PeopleTable } from './people-table.ts';

/** Chips by state, the table, the foot, and what is done with those chosen. The same for a run and for a class. */
@Component({
  selector: 'delivery-people-view',
  imports: [
    BulkBar,
    BulkDialog,
    ListFoot,
    PeopleTable,
    ProblemView,
    TranslocoPipe,
    UiChips,
    UiButton,
    UiEmpty,
    UiSkeleton,
  ],
  templateUrl: './people-view.html',
  styles: `
    :host {
      flex: 1;
      display: flex;
      flex-direction: column;
    }
    ui-chips {
      max-width: 100%;
    }
  `,
})
export class PeopleView {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #session = inject(Session);
  protected readonly store = inject(PeopleStore);
  readonly state = input<string | undefined>(undefined);
  readonly after = input<string | undefined>(undefined);
  readonly before = input<string | undefined>(undefined);
  readonly start = input<string | undefined>(undefined);
  readonly order = input<EnrollmentOrder>('name');
  readonly isSearching = input(false);
  readonly runId = input<RunId | undefined>(undefined);
  readonly classGroupId = input<string | undefined>(undefined);
  readonly withClass = input(false);
  /** In a closed class nothing can be done with anybody. */
  readonly isLocked = input(false);
  /** People changed: what stands around the list should be read again. */
  readonly changed = output();
  /** The filters are to be taken back. */
  readonly cleared = output();

  protected readonly act = signal<BulkAct | undefined>(undefined);
  protected readonly canChoose = computed(
    () =>
      !this.isLocked() &&
      actsFor(Object.keys(lookOfState) as never, (endpoint) => this.#session.can(endpoint)).length > 0,
  );
  protected readonly chips = computed(() => {
    const counts = this.store.counted()?.counts ?? {};
    const states = occupied(counts);
    const all = states.reduce((sum, { people }) => sum + people, 0);
    return [
      { id: '', label: this.#words.t('delivery.people.all'), count: this.#formats.number(all) },
      ...states.map(({ state, people }) => ({
        id: state as string,
        label: this.#words.t(`delivery.state.${state}`),
        count: this.#formats.number(people),
      })),
    ];
  });
  protected readonly pages = new PagesByKey(() => ({
    sesudah: this.after(),
    sebelum: this.before(),
    mulai: this.start(),
  }));

  protected begin(act: BulkAct): void {
    if (act !== 'cards') return this.act.set(act);
    const selection = this.store.selection();
    // Whom the cards are for is no secret, but a list of ids is too long for an address.
    void this.#router.navigate(['/kelola/kelas/kartu'], {
      queryParams: { penyelenggaraan: this.runId() },
      state: { people: selection },
    });
  }
}
