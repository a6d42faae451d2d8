import { inject } from '@angular/core';
import { RedirectCommand, Router } from '@angular/router';
import type { CanActivateFn, UrlTree } from '@angular/router';
import type { Endpoint, Permission } from '@bimtek/platform-contracts';
import { Session, signInPath } from './session.ts';

/** Pages that stand in for one that cannot be shown; the address in the bar stays as asked. */
export const standIn = {
  forbidden: '/tidak-diizinkan',
  offline: '/tanpa-sinyal',
  missing: '/tidak-ada',
} as const;

/** The page that says there is no signal, which goes on to `url` once there is. */
export function showOffline(router: Router, url: string): RedirectCommand {
  return showInstead(router, router.createUrlTree([standIn.offline], { queryParams: { ke: url } }));
}

function showInstead(router: Router, page: UrlTree | string): RedirectCommand {
  return new RedirectCommand(typeof page === 'string' ? router.parseUrl(page) : page, {
    skipLocationChange: true,
  });
}

/** Where a second factor is added. */
const securityPath = '/kelola/saya/keamanan';

function toSignIn(router: Router, url: string): UrlTree {
  return router.createUrlTree([signInPath], url === '/' ? {} : { queryParams: { kembali: url } });
}

async function refusal(
  session: Session,
  router: Router,
  url: string,
): Promise<UrlTree | RedirectCommand | undefined> {
  try {
    const view = await session.ready();
    if (!view) return toSignIn(router, url);
    return view.mustAddSecondFactor && !url.endsWith(securityPath)
      ? router.parseUrl(securityPath)
      : undefined;
  } catch {
    return showOffline(router, url);
  }
}

/** Lets in whoever is signed in, and asks everyone else to sign in and come back. */
export const signedIn: CanActivateFn = async (_route, { url }) =>
  (await refusal(inject(Session), inject(Router), url)) ?? true;

/** Lets in those who are signed in and whose role allows the endpoint (or permission). */
export function mayOpen(what: Endpoint | Permission): CanActivateFn {
  return async (_route, { url }) => {
    const session = inject(Session);
    const router = inject(Router);
    const refused = await refusal(session, router, url);
    if (refused) return refused;
    return session.can(what) || showInstead(router, standIn.forbidden);
  };
}
