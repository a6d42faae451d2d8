import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AccountState, listAccounts } from '@bimtek/identity-contracts';
import { ApiClient, AsRecent, DeskHead, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiCell, UiEmpty, UiInput, UiPager, UiPill, UiSkeleton, UiTable } from '@bimtek/platform-ui';

/** Accounts within the office's reach; the search, the state and the page stand in the address. */
@Component({
  selector: 'identity-accounts-page',
  imports: [
    AsRecent,
    DeskHead,
    ProblemView,
    RouterLink,
    TranslocoPipe,
    UiCell,
    UiEmpty,
    UiInput,
    UiPager,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './accounts-page.html',
  styles: `
    .search {
      flex: 1 1 240px;
      max-width: 380px;
    }
    select {
      width: auto;
    }
  `,
})
export class AccountsPage {
  readonly #api = inject(ApiClient);
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly cari = input<string | undefined>(undefined);
  readonly keadaan = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);

  protected readonly states = AccountState.options;
  protected readonly accounts = this.#api.read(listAccounts, () => {
    const q = this.cari()?.trim();
    const state = AccountState.safeParse(this.keadaan()).data;
    const after = this.sesudah();
    return { query: { ...(q && { q }), ...(state && { state }), ...(after && { after }) } };
  });
  protected readonly page = computed(() => (this.accounts.hasValue() ? this.accounts.value() : undefined));
  protected readonly shown = computed(() => {
    const page = this.page();
    return page ? this.#words.t('account.care.shown', { shown: page.items.length, total: page.total }) : '';
  });

  protected rolesOf(roles: readonly string[]): string {
    return roles.map((role) => this.#words.t(`identity.role.${role}`)).join(', ');
  }

  protected narrow(change: { cari?: string | null; keadaan?: string | null }, event?: Event): void {
    event?.preventDefault();
    void this.#router.navigate([], {
      queryParams: { ...change, sesudah: null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected goOn(sesudah: string | null): void {
    void this.#router.navigate([], { queryParams: { sesudah }, queryParamsHandling: 'merge' });
  }
}
