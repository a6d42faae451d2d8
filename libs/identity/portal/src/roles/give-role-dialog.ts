import { Component, computed, inject, input, output, signal } from '@angular/core';
import {
  findRoleScopes,
  grantRole,
  proposeRole,
  Role,
  rolesGivenBy,
  rolesProposedBy,
  scopeLevelOf,
} from '@bimtek/identity-contracts';
import type { RoleHolder, RoleProposalId, RoleScope } from '@bimtek/identity-contracts';
import { ApiClient, ProblemWords, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { SearchBox } from '@bimtek/platform-portal/list';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { Working } from '../account/working.ts';
import { firstMoment, momentAfter } from './period.ts';

type PlaceLevel = 'class' | 'regency' | 'province';

/** Gives somebody a role: which, where, and from when to when. Who may only propose one says which, where and why. */
@Component({
  selector: 'identity-give-role-dialog',
  imports: [ProblemWords, SearchBox, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  templateUrl: './give-role-dialog.html',
  styles: `
    .choices {
      display: grid;
      max-height: 208px;
      overflow: auto;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .choices label {
      display: flex;
      gap: 8px;
      align-items: baseline;
      padding: 8px 4px;
    }
    fieldset {
      display: grid;
      gap: 8px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: 8px;
      padding: 0;
      font-weight: 600;
    }
    .dates {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
      gap: 12px;
    }
  `,
})
export class GiveRoleDialog {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #words = inject(Words);
  readonly holder = input.required<RoleHolder>();
  readonly closed = output();
  readonly given = output<{ holder: RoleHolder; role: Role }>();
  readonly proposed = output<Role>();

  protected readonly working = new Working();
  protected readonly isProposal = !this.#session.can(grantRole);
  /** Stays the same while the dialog is open, so that sending again after a lost answer has one effect. */
  readonly #proposalId = newId<RoleProposalId>();
  protected readonly roles = computed(() => {
    const mine = Role.safeParse(this.#session.role()).data;
    if (!mine) return [];
    return this.isProposal ? rolesProposedBy(mine) : rolesGivenBy(mine);
  });
  readonly #chosenRole = signal<Role | undefined>(undefined);
  protected readonly role = computed(() => this.#chosenRole() ?? this.roles()[0]);
  protected readonly level = computed<PlaceLevel | undefined>(() => {
    const role = this.role();
    const level = role && scopeLevelOf[role];
    return level === 'own' || level === 'national' ? undefined : level;
  });
  protected readonly part = signal('');
  protected readonly place = signal<RoleScope | undefined>(undefined);
  protected readonly places = this.#api.read(findRoleScopes, () => {
    const level = this.level();
    return level ? { query: { level, q: this.part() } } : undefined;
  });
  protected readonly found = computed(() => (this.places.hasValue() ? this.places.value().items : undefined));
  protected readonly starts = signal('');
  protected readonly ends = signal('');
  protected readonly reason = signal('');
  protected readonly isSent = signal(false);

  protected readonly placeError = computed(() =>
    this.isSent() && this.level() && !this.place() ? this.#words.t('roles.scopeMissing') : '',
  );
  protected readonly endsError = computed(() =>
    this.ends() && this.starts() && this.ends() < this.starts() ? this.#words.t('roles.endsBad') : '',
  );
  protected readonly reasonError = computed(() =>
    this.isSent() && this.reason().trim().length < 5 ? this.#words.t('roles.reasonMissing') : '',
  );

  protected roleName(role: string): string {
    return this.#words.t(`identity.role.${role}`);
  }

  protected chooseRole(role: string): void {
    this.#chosenRole.set(Role.parse(role));
    this.place.set(undefined);
    this.part.set('');
  }

  protected async give(event: Event): Promise<void> {
    event.preventDefault();
    this.isSent.set(true);
    const role = this.role();
    if (!role || this.placeError() || this.endsError() || this.reasonError()) return;
    if (this.isProposal) return this.#propose(role);
    const { personId, participantCode } = this.holder();
    const [from, until] = [firstMoment(this.starts()), momentAfter(this.ends())];
    const scopeId = this.place()?.id;
    const body = {
      role,
      participantCode,
      reason: this.reason().trim(),
      ...(scopeId && { scopeId }),
      ...(from && { from }),
      ...(until && { until }),
    };
    const given = await this.working.run(() => this.#api.call(grantRole, { params: { personId }, body }));
    if (!given) return;
    this.given.emit({ holder: given.done, role });
    this.closed.emit();
  }

  async #propose(role: Role): Promise<void> {
    const { personId, participantCode } = this.holder();
    const [id, scopeId, reason] = [this.#proposalId, this.place()?.id ?? '', this.reason().trim()];
    const body = { id, personId, participantCode, role, scopeId, reason };
    const proposed = await this.working.run(() => this.#api.call(proposeRole, { body }));
    if (!proposed) return;
    this.proposed.emit(role);
    this.closed.emit();
  }
}
