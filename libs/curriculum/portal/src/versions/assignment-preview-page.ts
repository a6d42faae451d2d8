import { Component, computed, effect, inject, input } from '@angular/core';
import { getCurriculumVersion } from '@bimtek/curriculum-contracts';
import { ApiClient, DeskHead, PageTitle, ProblemView, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiSkeleton } from '@bimtek/platform-ui';
import { AssignmentBriefView } from '../assignment-brief/assignment-brief-view.ts';

/** An assignment and its rubric as trainees will read them, for those who prepare, teach or mark. */
@Component({
  selector: 'curriculum-assignment-preview-page',
  imports: [AssignmentBriefView, DeskHead, ProblemView, TranslocoPipe, UiSkeleton],
  template: `
    <app-desk-head [heading]="heading()" [crumbs]="crumbs()" />
    @if (read.error(); as error) {
      <app-problem [error]="error" (retry)="read.reload()" />
    } @else if (read.hasValue()) {
      <article>
        @if (brief(); as brief) {
          <p class="quiet num facts">
            <span>{{ 'curriculum.detail.minutes' | transloco: { n: brief.minutes } }}</span>
            <span>{{ brief.summary }}</span>
          </p>
          <curriculum-assignment-brief [brief]="brief" />
        } @else {
          <p>{{ 'curriculum.detail.noAssignment' | transloco }}</p>
        }
      </article>
    } @else {
      <ui-skeleton kind="text" [count]="8" [label]="'platform.state.loading' | transloco" />
    }
  `,
  styles: `
    article {
      display: grid;
      gap: 24px;
      width: 100%;
      max-width: 720px;
      margin-inline: auto;
      padding: 24px 16px 48px;
    }
  `,
})
export class AssignmentPreviewPage {
  readonly #words = inject(Words);
  readonly versionId = input.required<string>();
  readonly moduleCode = input.required<string>();
  protected readonly read = inject(ApiClient).read(getCurriculumVersion, () => ({
    params: { versionId: this.versionId() },
  }));
  protected readonly brief = computed(() =>
    this.read.hasValue()
      ? this.read.value().modules.find((module) => module.code === this.moduleCode())?.assignment
      : undefined,
  );
  protected readonly heading = computed(() => this.brief()?.title ?? '…');
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('curriculum.list.title'), link: '/kelola/kurikulum' },
    { label: this.moduleCode(), link: ['/kelola/kurikulum', this.versionId()] },
  ]);

  constructor() {
    const title = inject(PageTitle);
    effect(() => title.set(this.heading()));
  }
}
