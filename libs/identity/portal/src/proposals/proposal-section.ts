import { Component, computed, inject, input, model, output } from '@angular/core';
import type { ProposalState } from '@bimtek/identity-contracts';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiChips } from '@bimtek/platform-ui';

/** The frame around a list of proposals: its heading, and which of them are shown. */
@Component({
  selector: 'identity-proposal-section',
  imports: [TranslocoPipe, UiButton, UiChips],
  template: `
    <section class="pane" [attr.aria-label]="heading()">
      <header>
        <h2>{{ heading() }}</h2>
        <ui-chips
          [label]="'proposal.filter' | transloco"
          [chips]="chips()"
          [selected]="state()"
          (chosen)="choose($event)"
        />
      </header>
      <ng-content />
      @if (isEmpty()) {
        <p class="quiet">{{ 'proposal.none' | transloco }}</p>
      }
      @if (hasMore()) {
        <div>
          <button uiButton="quiet" size="small" type="button" (click)="more.emit()">
            {{ 'proposal.more' | transloco }}
          </button>
        </div>
      }
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: 4px;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 16px;
    }
    h2 {
      font-size: var(--text-m, 1rem);
    }
  `,
})
export class ProposalSection {
  readonly #words = inject(Words);
  readonly heading = input.required<string>();
  readonly isEmpty = input(false);
  /** There are older ones than those shown. */
  readonly hasMore = input(false);
  readonly more = output();
  readonly state = model.required<ProposalState>();
  protected readonly chips = computed(() =>
    (['open', 'accepted', 'declined'] as const).map((id) => ({ id, label: this.#words.t(`proposal.${id}`) })),
  );

  protected choose(state: string): void {
    this.state.set((state || 'open') as ProposalState);
  }
}
