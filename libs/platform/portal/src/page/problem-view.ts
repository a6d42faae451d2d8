import { Component, computed, inject, input, output } from '@angular/core';
import { UiButton, UiErrorState } from '@bimtek/platform-ui';
import { TranslocoPipe } from '@jsverse/transloco';
import { asProblem } from '../api/api-problem.ts';
import { Words } from '../language/words.ts';

/** What a page shows when its resource failed: what happened, in words, and the way on. */
@Component({
  selector: 'app-problem',
  imports: [TranslocoPipe, UiButton, UiErrorState],
  template: `
    <ui-error-state [icon]="isNetwork() ? 'signal-off' : 'warning'" [heading]="heading()" [text]="text()">
      <button uiButton="outline" type="button" (click)="retry.emit()">
        {{ 'platform.action.retry' | transloco }}
      </button>
    </ui-error-state>
  `,
})
export class ProblemView {
  readonly #words = inject(Words);
  /** The resource's `error()`. */
  readonly error = input.required<unknown>();
  readonly retry = output();

  readonly #problem = computed(() => asProblem(this.error()));
  protected readonly isNetwork = computed(() => this.#problem().isNetwork);
  protected readonly heading = computed(() => {
    if (this.isNetwork()) return this.#words.t('platform.page.offline.title');
    return this.#words.t(
      this.#problem().status === 404 ? 'platform.page.missing.title' : 'platform.page.failed.title',
    );
  });
  protected readonly text = computed(() => this.#words.problem(this.#problem()));
}
