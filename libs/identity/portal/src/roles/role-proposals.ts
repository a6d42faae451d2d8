import { Component, computed, inject, output, signal } from '@angular/core';
import {
  acceptRoleProposal,
  declineRoleProposal,
  listRoleProposals,
  proposeRole,
  withdrawRoleProposal,
} from '@bimtek/identity-contracts';
import type { ProposalState, RoleProposal, RoleProposalId } from '@bimtek/identity-contracts';
import { ApiClient, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { type ProposalAnswer, ProposalItem } from '../proposals/proposal-item.ts';
import { ProposalSection } from '../proposals/proposal-section.ts';

/** Roles that are proposed within the own scope, for who decides on them and for who proposed them. */
@Component({
  selector: 'identity-role-proposals',
  imports: [ProposalItem, ProposalSection, TranslocoPipe],
  template: `
    @if (isShown()) {
      <identity-proposal-section
        [heading]="'roles.proposals' | transloco"
        [(state)]="state"
        [isEmpty]="items()?.length === 0"
        [hasMore]="hasMore()"
        (more)="most.set(200)"
      >
        <ul>
          @for (proposal of items(); track proposal.id) {
            <li>
              <identity-proposal [proposal]="proposal" [name]="proposal.person.name" [answer]="answer">
                <b>{{ proposal.person.name }}</b> ·
                <span class="code quiet">{{ proposal.person.participantCode }}</span>
                <p>{{ roleName(proposal) }} · {{ proposal.scopeName ?? proposal.scopeId }}</p>
              </identity-proposal>
            </li>
          }
        </ul>
      </identity-proposal-section>
    }
  `,
  styles: `
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li + li {
      border-top: 1px solid var(--line);
    }
  `,
})
export class RoleProposals {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #mayPropose = inject(Session).can(proposeRole);
  /** Somebody has been given a role. */
  readonly accepted = output();

  protected readonly state = signal<ProposalState>('open');
  /** The page is about something else too: a few at first. */
  protected readonly most = signal(5);
  readonly #read = this.#api.read(listRoleProposals, () => ({
    query: { state: this.state(), limit: this.most() },
  }));
  protected readonly hasMore = computed(
    () => this.most() === 5 && this.#read.hasValue() && this.#read.value().next !== null,
  );
  protected readonly items = computed(() => (this.#read.hasValue() ? this.#read.value().items : undefined));
  /** For who decides only while something waits, or while they look at what was. */
  protected readonly isShown = computed(
    () => this.#mayPropose || this.state() !== 'open' || (this.items()?.length ?? 0) > 0,
  );

  reload(): void {
    this.#read.reload();
  }

  protected roleName({ role }: RoleProposal): string {
    return this.#words.t(`identity.role.${role}`);
  }

  protected readonly answer = async ({ id, answer, reason }: ProposalAnswer): Promise<void> => {
    const params = { proposalId: id as RoleProposalId };
    if (answer === 'accepted') await this.#api.call(acceptRoleProposal, { params });
    else if (answer === 'withdrawn') await this.#api.call(withdrawRoleProposal, { params });
    else await this.#api.call(declineRoleProposal, { params, body: { reason } });
    this.reload();
    if (answer === 'accepted') this.accepted.emit();
  };
}
