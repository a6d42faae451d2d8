import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon, UiRow } from '@bimtek/platform-ui';

/** What keeps people from signing in most often, and what to do about it. */
@Component({
  selector: 'identity-sign-in-help',
  imports: [RouterLink, TranslocoPipe, UiIcon, UiRow],
  template: `
    <section aria-labelledby="bantuan">
      <h2 id="bantuan">{{ 'identity.help.title' | transloco }}</h2>
      <a
        uiRow
        routerLink="/aktivasi"
        [heading]="'identity.help.first' | transloco"
        [meta]="'identity.help.firstMore' | transloco"
      >
        <ui-icon lead name="key" />
      </a>
      <a
        uiRow
        routerLink="/lupa-sandi"
        [heading]="'identity.help.forgot' | transloco"
        [meta]="'identity.help.forgotMore' | transloco"
      >
        <ui-icon lead name="lock" />
      </a>
      @for (topic of topics; track topic.key) {
        <details class="fold">
          <summary class="row">
            <ui-icon [name]="topic.icon" />
            <span class="row-main">
              <span class="row-title">{{ 'identity.help.' + topic.key | transloco }}</span>
              <span class="row-meta">{{ 'identity.help.' + topic.key + 'More' | transloco }}</span>
            </span>
            <ui-icon class="chevron" name="next" size="s" />
          </summary>
          <p class="fold-body">{{ 'identity.help.' + topic.key + 'Text' | transloco }}</p>
        </details>
      }
    </section>
  `,
})
export class SignInHelp {
  protected readonly topics = [
    { key: 'noEmail', icon: 'mail' },
    { key: 'phone', icon: 'phone' },
    { key: 'organizer', icon: 'chat' },
  ] as const;
}
