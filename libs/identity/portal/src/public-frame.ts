import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBrand, UiKawung } from '@bimtek/platform-ui';

/** Pages before signing in: dyed cloth with the name above (beside, on wide screens), paper with the task below. */
@Component({
  selector: 'identity-public-frame',
  imports: [RouterLink, TranslocoPipe, UiBrand, UiKawung],
  template: `
    <div class="public" [class.compact]="compact()">
      <header class="cloth">
        <ui-kawung />
        <div class="cloth-top">
          <a class="brand on-cloth" routerLink="/masuk"><ui-brand tone="cloth" /></a>
          <button class="link" type="button" [attr.lang]="otherLanguage()" (click)="switchLanguage()">
            {{ 'platform.language.other' | transloco }}
          </button>
        </div>
        <div class="cloth-words">
          @if (eyebrow()) {
            <p class="cloth-eyebrow">{{ eyebrow() }}</p>
          }
          <h1 class="cloth-title">{{ heading() }}</h1>
          @if (text()) {
            <p class="cloth-text">{{ text() }}</p>
          }
        </div>
      </header>
      <main id="isi"><ng-content /></main>
      <footer class="foot">
        <p class="links">
          <a class="link" href="/s">{{ 'identity.frame.checkCertificate' | transloco }}</a>
          <a class="link" routerLink="/privasi">{{ 'identity.frame.privacy' | transloco }}</a>
        </p>
      </footer>
    </div>
  `,
})
export class PublicFrame {
  readonly #words = inject(Words);
  readonly heading = input.required<string>();
  readonly eyebrow = input('');
  readonly text = input('');
  /** Less cloth, for pages that one comes to in the middle of a task. */
  readonly compact = input(false);
  protected readonly otherLanguage = computed(() => (this.#words.language() === 'id' ? 'en' : 'id'));

  protected switchLanguage(): void {
    void this.#words.choose(this.otherLanguage());
  }
}
