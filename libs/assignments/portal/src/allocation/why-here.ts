import { Component, computed, inject, input, signal } from '@angular/core';
import { type Allocation, getAllocationReason, type SubmissionId } from '@bimtek/assignments-contracts';
import { ApiClient, AsNumber, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiDialog, UiPill, UiSkeleton } from '@bimtek/platform-ui';

/** Until when a piece is to be marked, and the answer to "why me?". */
@Component({
  selector: 'assignments-why-here',
  imports: [AsNumber, ProblemView, TranslocoPipe, UiButton, UiDialog, UiPill, UiSkeleton],
  template: `
    @if (allocation().clock !== 'ok') {
      <ui-pill [tone]="allocation().clock === 'late' ? 'bad' : 'now'" icon="clock">{{
        'allocation.clock.' + allocation().clock | transloco
      }}</ui-pill>
    }
    <button uiButton="quiet" size="small" type="button" (click)="isOpen.set(true)">{{ ask() }}</button>
    <ui-dialog [(open)]="isOpen" [heading]="'allocation.why.title' | transloco">
      @if (reason(); as reason) {
        @if (reason.round === 2) {
          <p>{{ 'allocation.why.second' | transloco }}</p>
        }
        <p>{{ 'allocation.why.rule.' + reason.rule | transloco }}</p>
        @if (reason.considered.length > 0) {
          <h3>{{ 'allocation.why.considered' | transloco }}</h3>
          <ul>
            @for (one of reason.considered; track $index) {
              <li>
                <b>{{ nameOf(one) }}</b>
                <span class="quiet num">{{
                  'allocation.why.days' | transloco: { days: (one.days | asNumber: 1) }
                }}</span>
                @if (one.chosen) {
                  <ui-pill tone="done">{{ 'allocation.why.chosen' | transloco }}</ui-pill>
                }
              </li>
            }
          </ul>
        }
        @if (reason.excluded.length > 0) {
          <h3>{{ 'allocation.why.excluded' | transloco }}</h3>
          <ul>
            @for (one of reason.excluded; track $index) {
              <li>
                <b>{{ nameOf(one) }}</b>
                <span class="quiet">{{ 'allocation.why.why.' + one.why | transloco }}</span>
              </li>
            }
          </ul>
        }
      } @else if (read.error()) {
        <app-problem [error]="read.error()" (retry)="read.reload()" />
      } @else {
        <ui-skeleton kind="text" [count]="3" [label]="'platform.state.loading' | transloco" />
      }
      <button actions uiButton type="button" (click)="isOpen.set(false)">
        {{ 'allocation.why.close' | transloco }}
      </button>
    </ui-dialog>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
    h3 {
      margin-top: 12px;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      align-items: center;
      padding-block: 4px;
    }
  `,
})
export class WhyHere {
  readonly #words = inject(Words);
  readonly submissionId = input.required<SubmissionId>();
  readonly allocation = input.required<Allocation>();
  protected readonly isOpen = signal(false);
  protected readonly read = inject(ApiClient).read(getAllocationReason, () =>
    this.isOpen() ? { params: { submissionId: this.submissionId() } } : undefined,
  );
  protected readonly reason = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly ask = computed(() => {
    const { isMine, marker } = this.allocation();
    if (isMine) return this.#words.t('allocation.why.ask');
    return marker === null
      ? this.#words.t('allocation.why.askNobody')
      : this.#words.t('allocation.why.askOther', { name: marker });
  });

  protected nameOf({ name, isMine }: { name: string; isMine: boolean }): string {
    return isMine ? this.#words.t('allocation.why.me', { name }) : name;
  }
}
