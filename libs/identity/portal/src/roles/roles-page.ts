import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { grantRole, listRoleHolders, proposeRole, Role } from '@bimtek/identity-contracts';
import type { HeldGrant, RoleHolder } from '@bimtek/identity-contracts';
import {
  ApiClient,
  DeskHead,
  Formats,
  ProblemView,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { ListFoot, PagesByKey, SearchBox } from '@bimtek/platform-portal/list';
import { Toasts, UiButton, UiCell, UiEmpty, UiInput, UiPill, UiSkeleton, UiTable } from '@bimtek/platform-ui';
import { EndRoleDialog } from './end-role-dialog.ts';
import { GiveRoleDialog } from './give-role-dialog.ts';
import { RoleProposals } from './role-proposals.ts';

/** Who holds which role, where and for how long; the search, the role and the page stand in the address. */
@Component({
  selector: 'identity-roles-page',
  imports: [
    DeskHead,
    EndRoleDialog,
    GiveRoleDialog,
    ListFoot,
    ProblemView,
    RoleProposals,
    SearchBox,
    TranslocoPipe,
    UiButton,
    UiCell,
    UiEmpty,
    UiInput,
    UiPill,
    UiSkeleton,
    UiTable,
  ],
  templateUrl: './roles-page.html',
  styles: `
    app-search {
      flex: 1 1 260px;
      max-width: 420px;
    }
    select {
      width: auto;
    }
    .grants {
      display: grid;
      gap: 8px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .grants li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
    }
    @media (max-width: 839px) {
      td.wide {
        grid-column: 1 / -1;
      }
      .grants li {
        justify-content: space-between;
      }
    }
    .over {
      color: var(--ink-2);
    }
  `,
})
export class RolesPage {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly cari = input<string | undefined>(undefined);
  readonly peran = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly roles = Role.options;
  protected readonly pages = new PagesByKey(() => ({ sesudah: this.sesudah(), mulai: this.mulai() }));
  protected readonly holders = this.#api.read(listRoleHolders, () => {
    const q = this.cari()?.trim();
    const role = Role.safeParse(this.peran()).data;
    const after = this.sesudah();
    return { query: { ...(q && { q }), ...(role && { role }), ...(after && { after }) } };
  });
  protected readonly page = computed(() => (this.holders.hasValue() ? this.holders.value() : undefined));
  protected readonly mayGive = computed(() => this.#session.can(grantRole));
  protected readonly mayPropose = this.#session.can(proposeRole);
  protected readonly proposals = viewChild(RoleProposals);
  protected readonly giving = signal<RoleHolder | undefined>(undefined);
  protected readonly ending = signal<{ holder: RoleHolder; grant: HeldGrant } | undefined>(undefined);

  protected roleName(role: string): string {
    return this.#words.t(`identity.role.${role}`);
  }

  protected placeOf({ level, scopeName, scopeId }: HeldGrant): string {
    if (level === 'own') return '';
    return level === 'national' ? this.#words.t('roles.national') : (scopeName ?? scopeId);
  }

  /** Until is the first moment at which the role no longer counts, so the last day is the one before it. */
  protected periodOf({ from, until, period }: HeldGrant): string {
    const last = until ? this.#formats.date(new Date(new Date(until).getTime() - 1).toISOString()) : '';
    if (period === 'ended') return this.#words.t('roles.ended', { date: last });
    const begin =
      period === 'future' ? [this.#words.t('roles.from', { date: this.#formats.date(from) })] : [];
    const end = until ? this.#words.t('roles.until', { date: last }) : this.#words.t('roles.noEnd');
    return [...begin, end].join(', ');
  }

  protected toldProposal({ name }: RoleHolder, role: Role): void {
    this.proposals()?.reload();
    this.#toasts.show(this.#words.t('roles.proposed', { name, role: this.roleName(role) }));
  }

  /** The answer of an act is the person as they are now; only their row changes. */
  protected told(holder: RoleHolder, key: 'given' | 'endDone', role: string): void {
    const page = this.page();
    const items = page?.items.map((one) => (one.personId === holder.personId ? holder : one));
    if (page && items) this.holders.set({ ...page, items });
    this.#toasts.show(this.#words.t(`roles.${key}`, { name: holder.name, role: this.roleName(role) }));
  }
}
