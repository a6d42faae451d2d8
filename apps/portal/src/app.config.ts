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
import { isMissingPart, openWithNewerPortal } from './newer-portal.ts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      // A part of the portal that cannot be fetched is a matter of signal, or of an update: say so, at the address that was asked for.
      withNavigationErrorHandler(({ error, url }) => {
        console.error(error);
        if (isMissingPart(error)) void openWithNewerPortal(url);
        return showOffline(inject(Router), url);
      }),
    ),
    providePlatform(),
    { provide: SESSION_ENDPOINT, useValue: getSession },
    { provide: UNSENT_WORK, useValue: () => import('./unsent-work.ts').then((m) => m.unsentWork) },
  ],
};
