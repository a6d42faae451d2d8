import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AssignmentBriefView } from '@bimtek/curriculum-portal';
import { getModuleAssignment } from '@bimtek/learning-contracts';
import { ApiClient, PageTitle, ProblemView, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIcon, UiSkeleton } from '@bimtek/platform-ui';
import { moduleNumber } from '../next-step/step-words.ts';

/** What a module asks one to make. */
@Component({
  selector: 'learning-assignment-page',
  imports: [AssignmentBriefView, ProblemView, RouterLink, TranslocoPipe, UiButton, UiIcon, UiSkeleton],
  template: `
    <div class="page">
      <nav class="back" [attr.aria-label]="'learning.module.where' | transloco">
        <a class="link" [routerLink]="['/belajar', moduleCode()]"
          ><ui-icon name="back" size="s" />{{ 'study.moduleName' | transloco: { number: number() } }}</a
        >
      </nav>
      @if (read.error(); as error) {
        <app-problem [error]="error" (retry)="read.reload()" />
      } @else if (shown(); as shown) {
        <header>
          <p class="eyebrow">{{ 'learning.assignment.name' | transloco: { number: number() } }}</p>
          <h1>{{ shown.assignment.title }}</h1>
          <p class="quiet num">
            {{ 'learning.assignment.minutes' | transloco: { n: shown.assignment.minutes } }}
          </p>
        </header>
        <p>{{ shown.assignment.summary }}</p>
        <curriculum-assignment-brief [brief]="shown.assignment" />
        <div class="stack tight">
          <a uiButton [routerLink]="['/tugas', shown.assignment.code]"
            >{{ 'learning.assignment.toHandIn' | transloco }}<ui-icon name="arrow" size="s"
          /></a>
          <p class="quiet small">{{ 'learning.assignment.handIn' | transloco }}</p>
        </div>
      } @else {
        <ui-skeleton kind="text" [count]="8" [label]="'platform.state.loading' | transloco" />
      }
    </div>
  `,
})
export class AssignmentPage {
  readonly moduleCode = input.required<string>();
  protected readonly read = inject(ApiClient).read(getModuleAssignment, () => ({
    params: { moduleCode: this.moduleCode() },
  }));
  protected readonly shown = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly number = computed(() => moduleNumber(this.moduleCode()));

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const shown = this.shown();
      if (shown) title.set(shown.assignment.title);
    });
  }
}
