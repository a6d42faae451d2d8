import { Component, computed, inject, input, signal } from '@angular/core';
import { type ApiProblem, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiField, UiInput } from '@bimtek/platform-ui';
import { Working } from '../account/working.ts';

/** What every proposal tells, whatever it is about. */
export interface ShownProposal {
  id: string;
  state: 'open' | 'accepted' | 'declined' | 'withdrawn';
  reason: string;
  proposedBy: { name: string };
  proposedAt: string;
  decidedBy: { name: string } | null;
  answer: string | null;
  isMineToWithdraw: boolean;
  isMineToDecide: boolean;
}
export interface ProposalAnswer {
  id: string;
  answer: 'accepted' | 'declined' | 'withdrawn';
  /** Why it is declined; empty otherwise. */
  reason: string;
}

/**
 * One proposal: what is proposed (projected), why and by whom, and how it can be answered. A refusal stays on it, for the
 * proposal stays open.
 */
@Component({
  selector: 'identity-proposal',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiField, UiInput],
  template: `
    <div class="what"><ng-content /></div>
    <p class="why">{{ proposal().reason }}</p>
    <p class="quiet small">
      {{
        (proposal().isMineToWithdraw ? 'proposal.byMe' : 'proposal.by')
          | transloco: { name: proposal().proposedBy.name, at: at() }
      }}
    </p>
    @if (proposal().state !== 'open') {
      <p class="small">
        <b>{{ 'proposal.decided.' + proposal().state | transloco: { name: proposal().decidedBy?.name } }}</b>
        @if (proposal().answer; as answer) {
          : {{ answer }}
        }
      </p>
    }
    @if (working.problem(); as problem) {
      <ui-banner tone="bad" [inset]="true">
        {{ problem | problemWords }}
        @for (line of details()(problem); track line) {
          <br />{{ line }}
        }
      </ui-banner>
    }
    @if (isDeclining()) {
      <form class="stack" novalidate (submit)="decline($event)">
        <ui-field
          [label]="'proposal.declineReason' | transloco"
          [hint]="'proposal.declineHint' | transloco"
          [error]="reasonError()"
        >
          <input #box uiInput maxlength="500" [value]="reason()" (input)="reason.set(box.value)" />
        </ui-field>
        <div class="acts">
          <button uiButton="stop" size="small" type="submit" [busy]="working.isBusy()">
            {{ 'proposal.decline' | transloco }}
          </button>
          <button uiButton="quiet" size="small" type="button" (click)="isDeclining.set(false)">
            {{ 'platform.action.cancel' | transloco }}
          </button>
        </div>
      </form>
    } @else if (proposal().isMineToDecide) {
      <div class="acts">
        <button uiButton size="small" type="button" [busy]="working.isBusy()" (click)="send('accepted')">
          {{ 'proposal.accept' | transloco }}<span class="sr"> {{ name() }}</span>
        </button>
        <button uiButton="outline" size="small" type="button" (click)="isDeclining.set(true)">
          {{ 'proposal.decline' | transloco }}<span class="sr"> {{ name() }}</span>
        </button>
      </div>
    } @else if (proposal().isMineToWithdraw) {
      <div class="acts">
        <button
          uiButton="quiet"
          size="small"
          type="button"
          [busy]="working.isBusy()"
          (click)="send('withdrawn')"
        >
          {{ 'proposal.withdraw' | transloco }}<span class="sr"> {{ name() }}</span>
        </button>
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 4px;
      padding: 12px 0;
    }
    .why {
      overflow-wrap: anywhere;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-top: 4px;
    }
  `,
})
export class ProposalItem {
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly #words = inject(Words);
  readonly proposal = input.required<ShownProposal>();
  /** What it is about, for the names of its buttons. */
  readonly name = input.required<string>();
  readonly answer = input.required<(answer: ProposalAnswer) => Promise<unknown>>();
  /** More to tell of a refusal than its words, a line each. */
  readonly details = input<(problem: ApiProblem) => readonly string[]>(() => []);

  protected readonly working = new Working();
  protected readonly isDeclining = signal(false);
  protected readonly reason = signal('');
  readonly #isSent = signal(false);
  protected readonly at = computed(() => this.#formats.recent(this.proposal().proposedAt));
  protected readonly reasonError = computed(() =>
    this.#isSent() && this.reason().trim().length < 5 ? this.#words.t('proposal.reasonMissing') : '',
  );

  protected decline(event: Event): void {
    event.preventDefault();
    this.#isSent.set(true);
    if (!this.reasonError()) void this.send('declined');
  }

  protected async send(answer: ProposalAnswer['answer']): Promise<void> {
    const { id } = this.proposal();
    const reason = answer === 'declined' ? this.reason().trim() : '';
    const done = await this.working.run(() => this.answer()({ id, answer, reason }));
    if (done) this.#toasts.show(this.#words.t(`proposal.told.${answer}`));
  }
}
