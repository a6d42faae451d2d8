import { Component, computed, input } from '@angular/core';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiPill } from '@bimtek/platform-ui';
import { lookOfClass, lookOfState } from './states.ts';

/** Where a person stands, in a word. */
@Component({
  selector: 'delivery-state',
  imports: [TranslocoPipe, UiPill],
  template: `
    <ui-pill [tone]="look().tone" [icon]="look().icon">{{ 'delivery.state.' + state() | transloco }}</ui-pill>
  `,
})
export class StatePill {
  readonly state = input.required<EnrollmentState>();
  protected readonly look = computed(() => lookOfState[this.state()]);
}

/** How far a class is, in a word. */
@Component({
  selector: 'delivery-class-state',
  imports: [TranslocoPipe, UiPill],
  template: `
    <ui-pill [tone]="look().tone" [icon]="look().icon">
      {{ 'delivery.classState.' + state() | transloco }}
    </ui-pill>
  `,
})
export class ClassStatePill {
  readonly state = input.required<ClassGroupState>();
  protected readonly look = computed(() => lookOfClass[this.state()]);
}
