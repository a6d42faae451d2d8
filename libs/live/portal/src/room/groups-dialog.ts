import { Component, inject, input, output, signal } from '@angular/core';
import { type GroupWorkId, type SplitBy, startGroupWork } from '@bimtek/live-contracts';
import { ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import { UiBanner, UiButton, UiDialog, UiField, UiInput, UiSegment } from '@bimtek/platform-ui';
import { LiveRoom } from './live-room.ts';

/** Splits the class into groups with a task and a timer. */
@Component({
  selector: 'live-groups-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput, UiSegment],
  template: `
    <ui-dialog
      [open]="open()"
      (openChange)="$event || closed.emit()"
      [heading]="'room.groups.heading' | transloco"
    >
      <form class="stack tight" (submit)="$event.preventDefault(); start()">
        <ui-field [label]="'room.groups.title' | transloco">
          <input uiInput maxlength="160" [value]="title()" (input)="title.set($any($event.target).value)" />
        </ui-field>
        <ui-field [label]="'room.groups.task' | transloco" [hint]="'room.groups.taskHint' | transloco">
          <textarea
            uiInput
            rows="3"
            maxlength="1000"
            [value]="task()"
            (input)="task.set($any($event.target).value)"
          ></textarea>
        </ui-field>
        <ui-segment
          [legend]="'room.groups.by' | transloco"
          [choices]="[
            { value: 'random', label: 'room.groups.random' | transloco },
            { value: 'regency', label: 'room.groups.regency' | transloco },
          ]"
          [(value)]="by"
        />
        <div class="pair">
          <ui-field [label]="'room.groups.count' | transloco">
            <input
              uiInput
              type="number"
              min="1"
              max="20"
              [value]="groups()"
              (input)="groups.set(+$any($event.target).value)"
            />
          </ui-field>
          <ui-field [label]="'room.groups.minutes' | transloco">
            <input
              uiInput
              type="number"
              min="1"
              max="180"
              [value]="minutes()"
              (input)="minutes.set(+$any($event.target).value)"
            />
          </ui-field>
        </div>
        @if (live.problem(); as problem) {
          <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
        }
      </form>
      <button actions uiButton="outline" type="button" (click)="closed.emit()">
        {{ 'room.console.cancel' | transloco }}
      </button>
      <button actions uiButton type="button" [disabled]="!title().trim()" (click)="start()">
        {{ 'room.groups.start' | transloco }}
      </button>
    </ui-dialog>
  `,
  styles: `
    .pair {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 12px;
    }
  `,
})
export class GroupsDialog {
  protected readonly live = inject(LiveRoom);
  readonly open = input.required<boolean>();
  readonly closed = output();
  protected readonly title = signal(inject(Words).t('room.groups.standard'));
  protected readonly task = signal('');
  protected readonly by = signal<string>('random');
  protected readonly groups = signal(6);
  protected readonly minutes = signal(30);
  #key = newId<GroupWorkId>();

  protected async start(): Promise<void> {
    const started = await this.live.act(startGroupWork, {
      key: this.#key,
      title: this.title().trim(),
      task: this.task().trim(),
      by: this.by() as SplitBy,
      groups: Math.min(20, Math.max(1, this.groups() || 1)),
      minutes: this.minutes() > 0 ? Math.min(180, this.minutes()) : null,
    });
    if (!started) return;
    this.#key = newId<GroupWorkId>();
    this.closed.emit();
  }
}
