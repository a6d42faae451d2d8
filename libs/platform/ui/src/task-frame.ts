import { Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UiIconButton } from './button.ts';

/** Head of a focused task: the way out, where and what; at the end what the task needs (time left, notes). */
@Component({
  selector: 'ui-task-bar',
  imports: [RouterLink, UiIconButton],
  host: { class: 'taskbar' },
  template: `
    @if (link() !== undefined) {
      <a [uiIconButton]="exit()" [label]="exitLabel()" [routerLink]="link()"></a>
    } @else {
      <button type="button" [uiIconButton]="exit()" [label]="exitLabel()" (click)="left.emit()"></button>
    }
    <div class="taskbar-words">
      @if (where()) {
        <p class="where">{{ where() }}</p>
      }
      <p class="what">{{ what() }}</p>
    </div>
    <div class="taskbar-end"><ng-content /></div>
    @if (progress() !== undefined) {
      <div class="taskbar-progress" aria-hidden="true"><span [style.inline-size.%]="progress()"></span></div>
    }
  `,
})
export class UiTaskBar {
  readonly where = input('');
  readonly what = input.required<string>();
  readonly exit = input<'back' | 'close'>('back');
  readonly exitLabel = input.required<string>();
  /** Where the way out leads; without it `left` says that it was taken. */
  readonly link = input<string | readonly unknown[] | undefined>(undefined);
  readonly left = output();
  /** 0 to 100, drawn on the lower edge. */
  readonly progress = input<number | undefined>(undefined);
}

/** Sticks to the lower edge. The state of the work (`ui-save-state`) stands directly above the buttons. */
@Component({
  selector: 'ui-action-bar',
  host: { class: 'actionbar', role: 'group', '[attr.aria-label]': 'label()' },
  template: `
    <ng-content select="ui-save-state, [above]" />
    <div class="actionbar-buttons"><ng-content /></div>
  `,
})
export class UiActionBar {
  readonly label = input.required<string>();
}
