import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  acceptClassProposal,
  declineClassProposal,
  listClassProposals,
  proposePlacement,
  proposeTrainers,
  withdrawClassProposal,
} from '@bimtek/delivery-contracts';
import type { ClassGroupId, ClassProposal, ClassProposalId } from '@bimtek/delivery-contracts';
import type { ProposalState } from '@bimtek/identity-contracts';
import { type ProposalAnswer, ProposalItem, ProposalSection } from '@bimtek/identity-portal/parts';
import { ApiClient, type ApiProblem, Counted, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { refusedOf } from './refused-of.ts';

/** Seats and trainers that are proposed, of one class or of all within scope; for who decides and who proposed. */
@Component({
  selector: 'delivery-class-proposals',
  imports: [Counted, ProposalItem, ProposalSection, RouterLink, TranslocoPipe],
  template: `
    @if (isShown()) {
      <identity-proposal-section
        [heading]="'delivery.proposals.heading' | transloco"
        [(state)]="state"
        [isEmpty]="items()?.length === 0"
        [hasMore]="hasMore()"
        (more)="most.set(200)"
      >
        <ul>
          @for (proposal of items(); track proposal.id) {
            <li>
              <identity-proposal
                [proposal]="proposal"
                [name]="proposal.classGroup.name"
                [answer]="answer"
                [details]="details"
              >
                <b>{{
                  proposal.kind === 'placement'
                    ? ('delivery.proposals.placement' | counted: proposal.people.length)
                    : ('delivery.proposals.trainers' | transloco)
                }}</b>
                @if (!classGroupId()) {
                  ·
                  <a [routerLink]="['/kelola/kelas', proposal.classGroup.id]">{{
                    proposal.classGroup.name
                  }}</a>
                }
                <br />{{ namesOf(proposal) }}
                @if (proposal.people.length > few) {
                  <details>
                    <summary>{{ 'delivery.proposals.everybody' | transloco }}</summary>
                    <ul class="people">
                      @for (person of proposal.people; track person.personId) {
                        <li>
                          {{ person.name }}
                          @if (person.place) {
                            <small class="quiet">{{ person.place }}</small>
                          }
                        </li>
                      }
                    </ul>
                  </details>
                }
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
    .people {
      columns: 2 220px;
      padding: 4px 0 8px;
    }
    .people li {
      border: 0;
      break-inside: avoid;
    }
    summary {
      min-height: 40px;
      align-content: center;
      cursor: pointer;
    }
  `,
})
export class ClassProposals {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #session = inject(Session);
  readonly #maySee = this.#session.can(listClassProposals);
  readonly #mayPropose = this.#session.can(proposePlacement) || this.#session.can(proposeTrainers);
  /** Of this class only; of all when left out. */
  readonly classGroupId = input<ClassGroupId | undefined>(undefined);
  /** People have been placed, or a team named. */
  readonly accepted = output();

  protected readonly few = 4;
  protected readonly state = signal<ProposalState>('open');
  /** The page is about something else too: a few at first. */
  protected readonly most = signal(5);
  readonly #read = this.#api.read(listClassProposals, () => {
    const classGroupId = this.classGroupId();
    const query = { state: this.state(), limit: this.most(), ...(classGroupId && { classGroupId }) };
    return this.#maySee ? { query } : undefined;
  });
  protected readonly hasMore = computed(
    () => this.most() === 5 && this.#read.hasValue() && this.#read.value().next !== null,
  );
  protected readonly items = computed(() => (this.#read.hasValue() ? this.#read.value().items : undefined));
  /** On the page of a class always for who proposes; elsewhere while something waits. */
  protected readonly isShown = computed(
    () =>
      this.#maySee &&
      ((this.#mayPropose && this.classGroupId() !== undefined) ||
        this.state() !== 'open' ||
        (this.items()?.length ?? 0) > 0),
  );

  reload(): void {
    this.#read.reload();
  }

  protected namesOf({ people }: ClassProposal): string {
    const names = people.slice(0, this.few).map(({ name }) => name);
    const more = people.length - names.length;
    return more > 0 ? `${names.join(', ')}, +${more}` : names.join(', ');
  }

  protected readonly details = (problem: ApiProblem): readonly string[] =>
    refusedOf(problem).map(({ name, code }) => `${name}: ${this.#words.t(`delivery.refused.${code}`)}`);

  protected readonly answer = async ({ id, answer, reason }: ProposalAnswer): Promise<void> => {
    const params = { proposalId: id as ClassProposalId };
    if (answer === 'accepted') await this.#api.call(acceptClassProposal, { params });
    else if (answer === 'withdrawn') await this.#api.call(withdrawClassProposal, { params });
    else await this.#api.call(declineClassProposal, { params, body: { reason } });
    this.reload();
    if (answer === 'accepted') this.accepted.emit();
  };
}
