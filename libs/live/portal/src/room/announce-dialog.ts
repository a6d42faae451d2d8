import { Component, inject, input, output, signal } from '@angular/core';
import { announce } from '@bimtek/live-contracts';
import { ProblemWords, TranslocoPipe } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { LiveRoom } from './live-room.ts';

/** Something that everybody in the room has to know. What is typed stays when it could not be sent. */
@Component({
  selector: 'live-announce-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  template: `
    <ui-dialog
      [open]="open()"
      (openChange)="$event || closed.emit()"
      [heading]="'room.announce.heading' | transloco"
    >
      <form class="stack tight" (submit)="$event.preventDefault(); send()">
        <ui-field [label]="'room.announce.text' | transloco" [hint]="'room.announce.hint' | transloco">
          <textarea
            uiInput
            rows="3"
            maxlength="500"
            [value]="text()"
            (input)="text.set($any($event.target).value)"
          ></textarea>
        </ui-field>
        @if (live.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
      </form>
      <button actions uiButton="outline" type="button" (click)="closed.emit()">
        {{ 'room.console.cancel' | transloco }}
      </button>
      <button actions uiButton type="button" [disabled]="!text().trim()" (click)="send()">
        {{ 'room.announce.send' | transloco }}
      </button>
    </ui-dialog>
  `,
})
export class AnnounceDialog {
  protected readonly live = inject(LiveRoom);
  readonly open = input.required<boolean>();
  readonly closed = output();
  protected readonly text = signal('');
  #key = newId();

  protected async send(): Promise<void> {
    const text = this.text().trim();
    if (!text || !(await this.live.act(announce, { key: this.#key, text }))) return;
    this.#key = newId();
    this.text.set('');
    this.closed.emit();
  }
}
