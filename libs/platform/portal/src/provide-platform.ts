import { inject, provideAppInitializer, provideEnvironmentInitializer } from '@angular/core';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { TitleStrategy } from '@angular/router';
import { provideWords } from './language/provide-words.ts';
import { focusHeadingOnNavigation } from './page/page-focus.ts';
import { PageTitle } from './page/page-title.ts';
import { Session } from './session/session.ts';
import { provideAdoptedStyles } from './styles/adopted-styles.ts';
import { Theme } from './theme/theme.ts';

/** Everything of the platform that an app switches on once. */
export function providePlatform(): (EnvironmentProviders | Provider)[] {
  return [
    provideAdoptedStyles(),
    provideWords(),
    { provide: TitleStrategy, useExisting: PageTitle },
    provideEnvironmentInitializer(focusHeadingOnNavigation),
    provideAppInitializer(() => {
      inject(Theme);
      // Asked for at once but not waited for: public pages open without it.
      inject(Session)
        .ready()
        .catch(() => undefined);
    }),
  ];
}
