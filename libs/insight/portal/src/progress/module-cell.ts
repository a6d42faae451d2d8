import { Component, computed, input } from '@angular/core';

/** How much of a module is done: a figure, a bar below it, and what scores there are. Never by colour alone. */
@Component({
  selector: 'insight-module-cell',
  template: `
    <span class="figure">{{ text() }}</span>
    <span class="track" aria-hidden="true"><i [class]="state()" [style.inline-size.%]="share()"></i></span>
    @if (more()) {
      <span class="more">{{ more() }}</span>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 3px;
      min-width: 60px;
      padding-block: 5px;
    }
    .figure {
      font-weight: 600;
    }
    .track {
      display: block;
      height: 6px;
      border-radius: 3px;
      background: var(--surface-2);
      box-shadow: inset 0 0 0 1px var(--line);
      overflow: hidden;
    }
    i {
      display: block;
      height: 100%;
      background: var(--progress);
    }
    i.done {
      background: var(--done);
    }
    .more {
      color: var(--ink-2);
      white-space: nowrap;
    }
  `,
})
export class ModuleCell {
  /** `3 / 5` */
  readonly text = input.required<string>();
  /** In percent. */
  readonly share = input.required<number>();
  /** Scores, in words. */
  readonly more = input('');
  protected readonly state = computed(() => (this.share() >= 100 ? 'done' : 'now'));
}
