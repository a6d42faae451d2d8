import { Component, DOCUMENT, computed, inject, input } from '@angular/core';
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
import { UiBanner, UiButton, UiIcon, UiRow, UiSegment, UiSkeleton } from '@bimtek/platform-ui';
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

  /** From the route: the page stands in the work area, under its head. */
  readonly isDesk = input(false);

  protected readonly session = computed(() =>
    this.store.session.hasValue() ? this.store.session.value()?.session : undefined,
  );
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

  protected async signOut(): Promise<void> {
    // A fresh page: nothing of this person stays in the memory of a shared phone.
    if (await this.store.signOut()) this.#window?.location.assign('/masuk');
  }
}
