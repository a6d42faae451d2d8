import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { DeskHead, ProblemView, Session, TranslocoPipe } from '@bimtek/platform-portal';
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import { UiButton, UiCell, UiEmpty, UiIcon, UiInput, UiPill, UiSkeleton, UiTable } from '@bimtek/platform-ui';
import type { Tone } from '@bimtek/platform-ui';
import { addPerson, type PersonListItem } from '@bimtek/registry-contracts';
import { AddPersonDialog } from './add-person-dialog.ts';
import { PeopleStore } from './people-store.ts';

/** Everyone the program knows, within the scope: search and filter stand in the address. */
@Component({
  selector: 'registry-people-page',
  imports: [
    AddPersonDialog,
    DeskHead,
    ListFoot,
    ProblemView,
    RouterLink,
    SearchBox,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiEmpty,
    UiIcon,
    UiInput,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  providers: [PeopleStore],
  templateUrl: './people-page.html',
  styleUrl: './people-page.css',
})
export class PeoplePage {
  protected readonly store = inject(PeopleStore);
  protected readonly canAdd = inject(Session).can(addPerson);
  protected readonly isAdding = signal(false);

  /** From the query: what is searched, the province, the key of the page and how many stand before it. */
  readonly cari = input<string | undefined>(undefined);
  readonly provinsi = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }));
  protected readonly page = computed(() =>
    this.store.people.hasValue() ? this.store.people.value() : undefined,
  );
  protected readonly isFiltered = computed(() => Boolean(this.cari() || this.provinsi()));
  constructor() {
    effect(() => this.store.search.set(this.cari() ?? ''));
    effect(() => this.store.province.set(this.provinsi() || undefined));
    effect(() => this.store.after.set(this.sesudah()));
  }

  protected placeOf({ villageName, regencyName, provinceName }: PersonListItem): string {
    return [villageName, regencyName, provinceName].filter(Boolean).join(', ');
  }

  protected toneOf(state: PersonListItem['accountState']): Tone {
    if (state === 'active') return 'done';
    return state === 'locked' ? 'bad' : 'none';
  }

  protected clear(): void {
    this.pages.show({ cari: null, provinsi: null });
  }
}
