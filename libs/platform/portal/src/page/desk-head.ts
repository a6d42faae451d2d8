import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UiAvatar } from '@bimtek/platform-ui';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../session/session.ts';

/**
 * The one head of a work screen: where (crumbs, title), the state of the whole, at most two actions (its content),
 * and the person. There is no second toolbar under it.
 */
@Component({
  selector: 'app-desk-head',
  imports: [RouterLink, TranslocoPipe, UiAvatar],
  host: { class: 'desk-head' },
  template: `
    <div class="desk-title">
      @if (crumbs().length) {
        <p class="crumb">
          @for (crumb of crumbs(); track crumb.label) {
            @if (!$first) {
              ›
            }
            @if (crumb.link) {
              <a [routerLink]="crumb.link">{{ crumb.label }}</a>
            } @else {
              {{ crumb.label }}
            }
          }
        </p>
      }
      <h1>{{ heading() }}</h1>
    </div>
    @if (state()) {
      <span class="quiet">{{ state() }}</span>
    }
    <span class="spring"></span>
    <ng-content />
    @if (session.person(); as person) {
      <a class="desk-person" routerLink="/kelola/saya">
        <span class="sr">{{ 'platform.nav.me' | transloco }}: {{ person.name }}</span>
        <ui-avatar [name]="person.name" />
      </a>
    }
  `,
})
export class DeskHead {
  readonly heading = input.required<string>();
  readonly crumbs = input<readonly { label: string; link?: string | readonly unknown[] }[]>([]);
  readonly state = input('');
  protected readonly session = inject(Session);
}
