import { Component, inject, input } from '@angular/core';
import { Session, TranslocoPipe } from '@bimtek/platform-portal';
import { AccountFrame } from './account-frame.ts';
import { PasswordForm } from './password-form.ts';
import { SecondFactorSection } from './second-factor-section.ts';
import { SessionList } from './session-list.ts';

/** Who can get into this account, and what its owner does about it. */
@Component({
  selector: 'identity-security-page',
  imports: [AccountFrame, PasswordForm, SecondFactorSection, SessionList, TranslocoPipe],
  template: `
    <identity-account-frame [heading]="'account.security.title' | transloco" [isDesk]="isDesk()">
      @if (!session.view()?.mustAddSecondFactor) {
        <identity-session-list />
        <identity-password-form />
      }
      <identity-second-factor-section />
    </identity-account-frame>
  `,
})
export class SecurityPage {
  protected readonly session = inject(Session);
  readonly isDesk = input(false);
}
