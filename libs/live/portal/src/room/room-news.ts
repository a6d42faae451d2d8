import { Component, computed, inject, signal } from '@angular/core';
import { AsTime, Formats, TranslocoPipe } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIconButton } from '@bimtek/platform-ui';
import { LiveRoom } from './live-room.ts';

/** What everybody in the room has to know: how the link is, that the session was moved, a break, an announcement. */
@Component({
  selector: 'live-room-news',
  imports: [AsTime, TranslocoPipe, UiBanner, UiButton, UiIconButton],
  template: `
    @switch (live.phase()) {
      @case ('reconnecting') {
        <ui-banner tone="waiting" [heading]="'room.phase.reconnecting' | transloco">
          {{ 'room.phase.reconnectingMore' | transloco }}
          <button action uiButton="quiet" size="small" type="button" (click)="live.retry()">
            {{ 'room.phase.tryNow' | transloco }}
          </button>
        </ui-banner>
      }
      @case ('back') {
        <ui-banner tone="done">{{ 'room.phase.back' | transloco }}</ui-banner>
      }
    }
    @if (live.wasMoved()) {
      <ui-banner tone="info" icon="calendar" [heading]="'room.phase.moved' | transloco">
        {{ 'room.phase.movedMore' | transloco: { at: times() } }}
      </ui-banner>
    }
    @if (pauseUntil(); as until) {
      <ui-banner tone="info" icon="clock" [heading]="'room.stage.pause' | transloco: { at: until | asTime }">
        {{ 'room.stage.pauseLeft' | transloco: { minutes: pauseMinutes() } }}
      </ui-banner>
    }
    @if (announcement(); as told) {
      <ui-banner tone="info" icon="bell" [heading]="'room.announce.label' | transloco">
        {{ told.text }} <span class="quiet">{{ told.name }}, {{ told.at | asTime }}</span>
        <button
          action
          uiIconButton="close"
          type="button"
          [label]="'room.announce.close' | transloco"
          (click)="closed.set(told.id)"
        ></button>
      </ui-banner>
    }
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class RoomNews {
  readonly #formats = inject(Formats);
  protected readonly live = inject(LiveRoom);
  protected readonly closed = signal('');
  protected readonly announcement = computed(() => {
    const told = this.live.room()?.announcement ?? null;
    // Who leads has it in the console already.
    return told && told.id !== this.closed() && !this.live.leads() ? told : null;
  });
  protected readonly pauseUntil = computed(() => {
    const until = this.live.room()?.stage.pauseUntil;
    return until && Date.parse(until) > this.live.now() ? until : null;
  });
  protected readonly pauseMinutes = computed(() =>
    Math.ceil((Date.parse(this.pauseUntil() ?? '') - this.live.now()) / 60_000),
  );
  protected readonly times = computed(() => {
    const { startsAt = '', endsAt = '' } = this.live.room()?.session ?? {};
    return startsAt ? `${this.#formats.dateTime(startsAt)} – ${this.#formats.time(endsAt)}` : '';
  });
}
