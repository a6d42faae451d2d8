import { Component, computed, inject, input } from '@angular/core';
import { listEnrollments } from '@bimtek/delivery-contracts';
import type { StateCounts } from '@bimtek/delivery-contracts';
import { Formats, Session, Words } from '@bimtek/platform-portal';
import { UiCounts, UiShareBar } from '@bimtek/platform-ui';
import type { Count } from '@bimtek/platform-ui';
import { lookOfState, occupied, total } from './states.ts';

/** The whole, then its parts: how many, one bar, and counts of which each leads to exactly those people, for those who may see them. */
@Component({
  selector: 'delivery-people-bar',
  imports: [UiCounts, UiShareBar],
  template: `
    <p class="whole">
      <b class="big-number">{{ formats.number(all()) }}</b>
      <span>{{ wholeWord() }}</span>
    </p>
    <ui-share-bar [parts]="parts()" [label]="label()" />
    <ui-counts [counts]="counts()" />
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 24px;
    }
    .whole {
      display: flex;
      align-items: baseline;
      gap: 10px;
    }
    ui-share-bar {
      flex: 1 1 320px;
    }
    @media (max-width: 479px) {
      ui-share-bar {
        flex-basis: 100%;
        padding-block: 4px;
      }
    }
  `,
})
export class PeopleBar {
  readonly #words = inject(Words);
  readonly #session = inject(Session);
  protected readonly formats = inject(Formats);
  readonly people = input.required<StateCounts>();
  /** Where a count leads; the state is added to its query. */
  readonly link = input.required<string | readonly unknown[]>();
  readonly queryParams = input<Record<string, string | null>>({});

  protected readonly all = computed(() => total(this.people()));
  protected readonly wholeWord = computed(() => this.#words.t('delivery.classes.people'));
  protected readonly parts = computed(() =>
    occupied(this.people()).map(({ state, people }) => ({ tone: lookOfState[state].bar, share: people })),
  );
  protected readonly counts = computed<Count[]>(() =>
    occupied(this.people()).map(({ state, people }) => ({
      count: this.formats.number(people),
      label: this.#words.t(`delivery.state.${state}`),
      tone: lookOfState[state].bar,
      ...(this.#session.can(listEnrollments)
        ? { link: this.link(), queryParams: { ...this.queryParams(), keadaan: state } }
        : {}),
    })),
  );
  protected readonly label = computed(() => {
    const parts = this.counts().map(({ count, label }) => `${count} ${label}`);
    return this.#words.t('delivery.peopleBar', { parts: parts.join(', ') });
  });
}
