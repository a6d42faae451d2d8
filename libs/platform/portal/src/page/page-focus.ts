import { DOCUMENT, DestroyRef, Injector, afterNextRender, inject } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';

const path = (url: string) => url.split(/[?#]/)[0];

/** After a navigation to another page, its heading has the focus: screen readers say where one has come to. */
export function focusHeadingOnNavigation(): void {
  const [router, document, injector] = [inject(Router), inject(DOCUMENT), inject(Injector)];
  let shown: string | undefined;
  const subscription = router.events.subscribe((event) => {
    if (!(event instanceof NavigationEnd)) return;
    const [before, now] = [shown, path(event.urlAfterRedirects)];
    shown = now;
    if (before === undefined || before === now) return;
    afterNextRender({ read: () => focusHeading(document) }, { injector });
  });
  inject(DestroyRef).onDestroy(() => subscription.unsubscribe());
}

function focusHeading(document: Document): void {
  const heading =
    document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  if (!heading) return;
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
