import { inject, provideBrowserGlobalErrorListeners, provideZonelessChangeDetection } from '@angular/core';
import type { ApplicationConfig } from '@angular/core';
import {
  Router,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { getSession } from '@bimtek/identity-contracts';
import { SESSION_ENDPOINT, UNSENT_WORK, providePlatform, showOffline } from '@bimtek/platform-portal';
import { routes } from './app.routes.ts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      // A part of the portal that cannot be fetched is a matter of signal: say so, at the address that was asked for.
      withNavigationErrorHandler(({ error, url }) => {
        console.error(error);
        return showOffline(inject(Router), url);
      }),
    ),
    providePlatform(),
    { provide: SESSION_ENDPOINT, useValue: getSession },
    { provide: UNSENT_WORK, useValue: () => import('./unsent-work.ts').then((m) => m.unsentWork) },
  ],
};
