import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiToastRegion } from '@bimtek/platform-ui';

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
  /** With `<base href>` a bare fragment would lead to the first page. */
  protected skip(event: Event): void {
    event.preventDefault();
    const main = document.querySelector<HTMLElement>('main');
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  }
}
