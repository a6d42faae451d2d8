import { Component, input } from '@angular/core';
import type { CurriculumState } from '@bimtek/curriculum-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { type IconName, type Tone, UiPill } from '@bimtek/platform-ui';

const looks: Record<CurriculumState, { tone: Tone; icon: IconName }> = {
  draft: { tone: 'now', icon: 'edit' },
  inUse: { tone: 'done', icon: 'check' },
  archived: { tone: 'none', icon: 'lock' },
};

@Component({
  selector: 'curriculum-version-state',
  imports: [TranslocoPipe, UiPill],
  template: `<ui-pill [tone]="looks[state()].tone" [icon]="looks[state()].icon">{{
    'curriculum.state.' + state() | transloco
  }}</ui-pill>`,
})
export class VersionState {
  readonly state = input.required<CurriculumState>();
  protected readonly looks = looks;
}
