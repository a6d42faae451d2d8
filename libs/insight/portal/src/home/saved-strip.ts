import { Component, input, output } from '@angular/core';
import { AsRecent, Counted, ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIcon } from '@bimtek/platform-ui';

/** Where the person's work is: on the server since when, on this phone, or refused with the reason. */
@Component({
  selector: 'insight-saved-strip',
  imports: [AsRecent, Counted, ProblemWords, TranslocoPipe, UiButton, UiIcon],
  host: { role: 'status' },
  template: `
    <div class="row" [class]="refused() ? 'bad' : waiting() ? 'now' : 'done'">
      @if (refused(); as problem) {
        <ui-icon name="warning" />
        <div class="row-main">
          <p class="row-title">{{ 'home.saved.refused' | transloco }}</p>
          <p class="row-meta">{{ problem | problemWords }}</p>
        </div>
        <button uiButton="outline" size="small" type="button" (click)="retry.emit()">
          {{ 'platform.action.retry' | transloco }}
        </button>
      } @else if (waiting(); as waiting) {
        <ui-icon name="phone-clock" />
        <div class="row-main">
          <p class="row-title">{{ 'home.saved.waiting' | counted: waiting }}</p>
          <p class="row-meta">{{ 'home.saved.waitingMore' | transloco }}</p>
        </div>
      } @else {
        <ui-icon name="cloud-check" />
        <div class="row-main">
          @if (savedAt(); as at) {
            <p class="row-title">
              {{ (waiting() === 0 ? 'home.saved.all' : 'home.saved.server') | transloco }}
            </p>
            <p class="row-meta num">{{ 'home.saved.at' | transloco: { time: (at | asRecent) } }}</p>
          } @else {
            <p class="row-title">{{ 'home.saved.nothing' | transloco }}</p>
            <p class="row-meta">{{ 'home.saved.nothingMore' | transloco }}</p>
          }
        </div>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
      border-block: 1px solid var(--line);
    }
    .row {
      min-height: 56px;
      gap: 12px;
    }
    .done > ui-icon {
      color: var(--done-ink);
    }
    .now > ui-icon,
    .now .row-title {
      color: var(--progress-ink);
    }
    .bad > ui-icon,
    .bad .row-title {
      color: var(--danger-ink);
    }
  `,
})
export class SavedStrip {
  readonly savedAt = input.required<string | null>();
  /** Pieces of work that only this device has; undefined as long as that is not known. */
  readonly waiting = input.required<number | undefined>();
  readonly refused = input<unknown>(undefined);
  readonly retry = output();
}
