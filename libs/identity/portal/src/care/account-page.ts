import { Component, computed, inject, input, signal } from '@angular/core';
import {
  changeContactOf,
  getAccount,
  issueNewCode,
  lockAccount,
  resetSecondFactor,
  unlockAccount,
} from '@bimtek/identity-contracts';
import type { AccountListItem } from '@bimtek/identity-contracts';
import {
  ApiClient,
  AsDateTime,
  AsRecent,
  DeskHead,
  ProblemView,
  ProblemWords,
  Session,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiDialog,
  UiField,
  UiInput,
  UiPill,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Working } from '../account/working.ts';

type Act = 'newCode' | 'contact' | 'lock' | 'unlock' | 'resetFactor';

/** One account: what is known of it, and what this office may do for its owner. */
@Component({
  selector: 'identity-account-page',
  imports: [
    AsDateTime,
    AsRecent,
    DeskHead,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiInput,
    UiPill,
    UiSkeleton,
  ],
  templateUrl: './account-page.html',
  styles: `
    .narrow {
      max-width: 640px;
    }
    .the-code {
      font-size: var(--title-l);
      letter-spacing: 0.06em;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
    }
  `,
})
export class AccountPage {
  readonly #api = inject(ApiClient);
  readonly #session = inject(Session);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  readonly personId = input.required<string>();

  protected readonly account = this.#api.read(getAccount, () => ({ params: { personId: this.personId() } }));
  protected readonly view = computed(() => (this.account.hasValue() ? this.account.value() : undefined));
  protected readonly crumbs = computed(() => [
    { label: this.#words.t('account.care.title'), link: '/kelola/akun' },
  ]);
  protected readonly acts = computed<readonly Act[]>(() => {
    const account = this.view();
    if (!account) return [];
    const isOwn = account.personId === this.#session.person()?.id;
    const isLocked = account.state === 'locked';
    const can = (what: Parameters<Session['can']>[0]) => this.#session.can(what);
    return [
      ...(can(issueNewCode) && !isLocked ? (['newCode'] as const) : []),
      ...(can(changeContactOf) ? (['contact'] as const) : []),
      ...(can(resetSecondFactor) && account.hasSecondFactor && !isOwn ? (['resetFactor'] as const) : []),
      ...(can(lockAccount) && !isOwn ? ([isLocked ? 'unlock' : 'lock'] as const) : []),
    ];
  });

  protected readonly working = new Working();
  protected readonly asked = signal<Act | undefined>(undefined);
  protected readonly reason = signal('');
  protected readonly phone = signal('');
  protected readonly email = signal('');
  protected readonly isSent = signal(false);
  /** Shown once. */
  protected readonly code = signal<
    { name: string; participantCode: string; code: string; expiresAt: string } | undefined
  >(undefined);
  protected readonly reasonError = computed(() =>
    this.isSent() && this.reason().trim().length < 5 ? this.#words.t('account.care.reasonMissing') : '',
  );

  protected rolesOf(roles: readonly string[]): string {
    return roles.map((role) => this.#words.t(`identity.role.${role}`)).join(', ');
  }

  protected ask(act: Act): void {
    for (const typed of [this.reason, this.phone, this.email]) typed.set('');
    this.isSent.set(false);
    this.working.problem.set(undefined);
    this.code.set(undefined);
    this.asked.set(act);
  }

  protected async go(event: Event): Promise<void> {
    event.preventDefault();
    const act = this.asked();
    if (!act) return;
    this.isSent.set(true);
    if (act !== 'newCode' && this.reasonError()) return;
    const params = { personId: this.personId() };
    if (act === 'newCode') {
      const made = await this.working.run(() => this.#api.call(issueNewCode, { params }));
      if (made) this.code.set(made.done);
      return;
    }
    const changed = await this.working.run(() => this.#change(act));
    if (!changed) return;
    this.account.set(changed.done);
    this.asked.set(undefined);
    this.#toasts.show(this.#words.t(`account.care.done.${act}`));
  }

  #change(act: Exclude<Act, 'newCode'>): Promise<AccountListItem> {
    const params = { personId: this.personId() };
    const reason = this.reason().trim();
    switch (act) {
      case 'contact': {
        const [phone, email] = [this.phone().trim(), this.email().trim()];
        const body = { reason, ...(phone && { phone }), ...(email && { email }) };
        return this.#api.call(changeContactOf, { params, body });
      }
      case 'lock':
        return this.#api.call(lockAccount, { params, body: { reason } });
      case 'unlock':
        return this.#api.call(unlockAccount, { params, body: { reason } });
      case 'resetFactor':
        return this.#api.call(resetSecondFactor, { params, body: { reason } });
    }
  }
}
