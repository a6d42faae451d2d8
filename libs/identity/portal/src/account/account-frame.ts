import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { DeskHead, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiIcon } from '@bimtek/platform-ui';

/** A page below the profile: with the head of the work area, or with a way back on a phone. */
@Component({
  selector: 'identity-account-frame',
  imports: [DeskHead, RouterLink, TranslocoPipe, UiIcon],
  template: `
    @if (isDesk()) {
      <app-desk-head [heading]="heading()" [crumbs]="crumbs()" />
    }
    <div class="page" [class.pane]="isDesk()">
      @if (!isDesk()) {
        <p class="back">
          <a class="link" routerLink="/saya"
            ><ui-icon name="back" size="xs" />{{ 'account.back' | transloco }}</a
          >
        </p>
        <h1 class="page-head">{{ heading() }}</h1>
      }
      <div class="narrow stack"><ng-content /></div>
    </div>
  `,
  styles: `
    .narrow {
      max-width: 640px;
    }
    .back .link {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 44px;
    }
  `,
})
export class AccountFrame {
  readonly #words = inject(Words);
  readonly heading = input.required<string>();
  readonly isDesk = input(false);
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('account.back'), link: '/kelola/saya' },
  ]);
}
