import { Component, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

/** A place of a frame's main menu. */
export interface Place {
  path: string;
  label: string;
  icon: IconName;
  /** How many new things wait there; read out as `countLabel`. */
  count?: number;
  countLabel?: string;
}

/** The places of an area: a bottom bar on phones, a rail from 840 px. `cloth` is the dark rail of the work screens. */
@Component({
  selector: 'ui-places',
  imports: [RouterLink, RouterLinkActive, UiIcon],
  template: `
    <nav class="places" [class.cloth]="look() === 'cloth'" [attr.aria-label]="label()">
      <ng-content />
      @for (place of places(); track place.path) {
        <a [routerLink]="place.path" routerLinkActive="current" ariaCurrentWhenActive="page">
          <span class="places-icon">
            <ui-icon [name]="place.icon" />
            @if (place.count) {
              <span class="places-count">
                {{ place.count }}<span class="sr"> {{ place.countLabel }}</span>
              </span>
            }
          </span>
          <span class="places-word">{{ place.label }}</span>
        </a>
      }
    </nav>
  `,
})
export class UiPlaces {
  readonly places = input.required<readonly Place[]>();
  readonly label = input.required<string>();
  readonly look = input<'paper' | 'cloth'>('paper');
}
