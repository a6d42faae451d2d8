import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiEmpty, UiSkeleton } from '@bimtek/platform-ui';
import type { IconName } from '@bimtek/platform-ui';
import { LiveRoom, type RoomPhase } from './live-room.ts';

const icons: Partial<Record<RoomPhase, IconName>> = {
  notYet: 'clock',
  over: 'check',
  cancelled: 'close',
  removed: 'exit',
  forbidden: 'lock',
  signedOut: 'key',
};

/** What stands where the room would be: on the way in, or why one is not in. */
@Component({
  selector: 'live-room-door',
  imports: [RouterLink, TranslocoPipe, UiButton, UiEmpty, UiSkeleton],
  template: `
    @if (phase() === 'connecting') {
      <div class="stack">
        <p role="status">
          <b>{{ 'room.phase.connecting' | transloco }}</b> {{ 'room.phase.connectingMore' | transloco }}
        </p>
        <ui-skeleton kind="card" [count]="2" [label]="'platform.state.loading' | transloco" />
      </div>
    } @else {
      <div role="status">
        <ui-empty
          [icon]="icon()"
          [heading]="'room.phase.' + phase() | transloco"
          [text]="
            phase() === 'notYet' && doorsAt()
              ? ('room.phase.notYetAt' | transloco: { at: doorsAt() })
              : ('room.phase.' + phase() + 'More' | transloco)
          "
        >
          <a uiButton="outline" [routerLink]="link()">{{
            (phase() === 'signedOut'
              ? 'room.phase.signIn'
              : phase() === 'forbidden'
                ? 'room.phase.toSchedule'
                : 'room.phase.toSession'
            ) | transloco
          }}</a>
        </ui-empty>
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 16px;
    }
  `,
})
export class RoomDoor {
  readonly #live = inject(LiveRoom);
  readonly session = input.required<string>();
  readonly schedule = input.required<string>();
  /** When the doors open, in words. */
  readonly doorsAt = input('');
  protected readonly phase = this.#live.phase;
  protected readonly icon = computed(() => icons[this.phase()] ?? 'info');
  protected readonly link = computed(() => {
    const phase = this.phase();
    return phase === 'signedOut' ? '/masuk' : phase === 'forbidden' ? this.schedule() : this.session();
  });
}

/** Whether there is a room to be shown: also while the link is gone. */
export function isShown(phase: RoomPhase): boolean {
  return phase === 'inside' || phase === 'back' || phase === 'reconnecting';
}
