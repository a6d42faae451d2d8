import { Component, DOCUMENT, Injector, afterNextRender, inject } from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiToastRegion } from '@bimtek/platform-ui';
import { filter, take } from 'rxjs';

@Component({
  selector: 'app-root',
  imports: [RouterOutlet, TranslocoPipe, UiToastRegion],
  template: `
    <a class="skip-link" href="#isi" (click)="skip($event)">{{ 'platform.action.skip' | transloco }}</a>
    <router-outlet />
    <ui-toast-region />
  `,
})
export class App {
  constructor() {
    const [router, document, injector] = [inject(Router), inject(DOCUMENT), inject(Injector)];
    // The still picture of index.html goes in the frame in which the first page comes.
    router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        take(1),
      )
      .subscribe(() =>
        afterNextRender({ write: () => document.getElementById('still')?.remove() }, { injector }),
      );
  }

  /** With `<base href>` a bare fragment would lead to the first page. */
  protected skip(event: Event): void {
    event.preventDefault();
    const main = document.querySelector<HTMLElement>('main');
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  }
}
