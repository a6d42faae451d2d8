import { Component, input, model } from '@angular/core';

export interface Tab {
  id: string;
  label: string;
  /** As it should read. */
  count?: string;
}

/** Tabs by the ARIA pattern: arrows, Home and End move. The panel is `<div role="tabpanel" id="panel-<id>">`. */
@Component({
  selector: 'ui-tabs',
  template: `
    <div class="tabs" role="tablist" [attr.aria-label]="label()">
      @for (tab of tabs(); track tab.id) {
        <button
          type="button"
          role="tab"
          [id]="'tab-' + tab.id"
          [attr.aria-controls]="'panel-' + tab.id"
          [attr.aria-selected]="tab.id === selected()"
          [tabIndex]="tab.id === selected() ? 0 : -1"
          (click)="selected.set(tab.id)"
          (keydown)="move($event)"
        >
          {{ tab.label }}
          @if (tab.count) {
            <span class="n">{{ tab.count }}</span>
          }
        </button>
      }
    </div>
  `,
})
export class UiTabs {
  readonly tabs = input.required<readonly Tab[]>();
  readonly selected = model.required<string>();
  readonly label = input.required<string>();

  protected move(event: KeyboardEvent): void {
    const tabs = this.tabs();
    const here = tabs.findIndex(({ id }) => id === this.selected());
    const target = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const place = (target + tabs.length) % tabs.length;
    this.selected.set(tabs[place]?.id ?? this.selected());
    const list = (event.currentTarget as HTMLElement).parentElement;
    list?.querySelectorAll<HTMLElement>('[role=tab]')[place]?.focus();
  }
}
