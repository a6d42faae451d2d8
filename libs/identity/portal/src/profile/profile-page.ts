import { Component, DOCUMENT, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Role } from '@bimtek/identity-contracts';
import {
  AsDateTime,
  DeskHead,
  ProblemView,
  ProblemWords,
  Theme,
  TranslocoPipe,
  Words,
  languages,
  themes,
} from '@bimtek/platform-portal';
import type { Language, ThemeChoice } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiIcon, UiRow, UiSegment, UiSkeleton } from '@bimtek/platform-ui';
import { ProfileStore } from './profile-store.ts';

/** Who I am here, in which role, and how this device shows the portal. */
@Component({
  selector: 'identity-profile-page',
  imports: [
    AsDateTime,
    DeskHead,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiIcon,
    UiRow,
    UiSegment,
    UiSkeleton,
  ],
  providers: [ProfileStore],
  templateUrl: './profile-page.html',
  styles: `
    .narrow {
      max-width: 640px;
    }
    .name {
      font-size: var(--title-s);
    }
  `,
})
export class ProfilePage {
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #theme = inject(Theme);
  readonly #window = inject(DOCUMENT).defaultView;
  protected readonly store = inject(ProfileStore);

  /** Work that could not be sent: asks whether to stay or to discard it. */
  protected readonly unsent = signal<{ left: number; erase: boolean } | undefined>(undefined);

  /** From the route: the page stands in the work area, under its head. */
  readonly isDesk = input(false);

  protected readonly session = computed(() =>
    this.store.session.hasValue() ? this.store.session.value()?.session : undefined,
  );
  protected readonly ownPages = [
    { path: 'keamanan', key: 'security', icon: 'lock' },
    { path: 'kontak', key: 'contact', icon: 'phone' },
    { path: 'persetujuan', key: 'consents', icon: 'check' },
    { path: 'data', key: 'data', icon: 'download' },
  ] as const;
  protected readonly base = computed(() => (this.isDesk() ? '/kelola/saya' : '/saya'));
  protected readonly language = this.#words.language;
  protected readonly languageChoices = computed(() =>
    languages.map((value) => ({ value, label: this.#words.t(`platform.language.${value}`) })),
  );
  protected readonly theme = this.#theme.choice;
  protected readonly themeChoices = computed(() =>
    themes.map((value) => ({ value, label: this.#words.t(`platform.theme.${value}`) })),
  );

  protected chooseLanguage(language: string): void {
    void this.#words.choose(language as Language);
  }

  protected chooseTheme(theme: string): void {
    this.#theme.choose(theme as ThemeChoice);
  }

  protected async actAs(role: Role): Promise<void> {
    if (await this.store.actAs(role)) await this.#router.navigateByUrl('/');
  }

  /** First sends what only this device has; what cannot be sent is not given up without a word. */
  protected async signOut(erase = false): Promise<void> {
    const left = await this.store.sendUnsent();
    if (left > 0) return this.unsent.set({ left, erase });
    await this.#leave(erase);
  }

  protected async discardAndSignOut(): Promise<void> {
    const asked = this.unsent();
    this.unsent.set(undefined);
    if (asked) await this.#leave(asked.erase, true);
  }

  async #leave(erase: boolean, discard = false): Promise<void> {
    if (!(await this.store.signOut({ erase, discard }))) return;
    // A fresh page: nothing of this person stays in the memory of a shared phone.
    this.#window?.location.assign('/masuk');
  }
}
