import { Component, computed, input, output } from '@angular/core';
import { UiIcon } from './icon.ts';
import type { IconName } from './icons.ts';

const saveIcons = {
  saved: 'cloud-check',
  saving: 'sync',
  waiting: 'phone-clock',
  failed: 'close',
} as const satisfies Record<string, IconName>;

/** Where the work is, in an icon and words; when it failed, the way to try again. */
@Component({
  selector: 'ui-save-state',
  imports: [UiIcon],
  host: { class: 'state', '[class]': 'state()', role: 'status' },
  template: `
    <ui-icon [name]="icon()" size="s" />
    <span><ng-content /></span>
    @if (state() === 'failed' && retryLabel()) {
      <button class="text-btn" type="button" (click)="retry.emit()">{{ retryLabel() }}</button>
    }
  `,
})
export class UiSaveState {
  readonly state = input.required<'saved' | 'saving' | 'waiting' | 'failed'>();
  readonly retryLabel = input('');
  readonly retry = output();
  protected readonly icon = computed(() => saveIcons[this.state()]);
}

export type Tone = 'done' | 'now' | 'bad' | 'info' | 'none';

/** A state in a word or a countdown. The icon makes it readable without colour. */
@Component({
  selector: 'ui-pill',
  imports: [UiIcon],
  host: { class: 'pill', '[class]': 'tone()' },
  template: `
    @if (icon(); as icon) {
      <ui-icon [name]="icon" size="xs" />
    }
    <span><ng-content /></span>
  `,
})
export class UiPill {
  readonly tone = input<Tone>('none');
  readonly icon = input<IconName | undefined>(undefined);
}

const bannerIcons = {
  waiting: 'signal-off',
  done: 'check',
  bad: 'warning',
  info: 'info',
} as const satisfies Record<string, IconName>;

/** A state of the page, never a dialog: first what is safe, then what follows. Buttons go into `[action]`. */
@Component({
  selector: 'ui-banner',
  imports: [UiIcon],
  host: { class: 'banner', '[class]': 'tone()', '[class.inset]': 'inset()', '[attr.role]': 'role()' },
  template: `
    <ui-icon [name]="icon() ?? standardIcon()" />
    <div class="banner-words">
      @if (heading()) {
        <strong>{{ heading() }}</strong>
      }
      <ng-content />
    </div>
    <ng-content select="[action]" />
  `,
})
export class UiBanner {
  readonly tone = input.required<'waiting' | 'done' | 'bad' | 'info'>();
  readonly heading = input('');
  readonly icon = input<IconName | undefined>(undefined);
  /** With rounded corners among other content; otherwise full width under the head. */
  readonly inset = input(false);
  protected readonly standardIcon = computed(() => bannerIcons[this.tone()]);
  protected readonly role = computed(() => (this.tone() === 'bad' ? 'alert' : 'status'));
}

/** Grey shapes where content is on its way. `label` tells screen readers so. */
@Component({
  selector: 'ui-skeleton',
  host: { class: 'skeleton', role: 'status', '[attr.aria-label]': 'label()', '[class]': 'kind()' },
  template: `
    @for (one of places(); track one) {
      <span class="skeleton-one" aria-hidden="true">
        @if (kind() === 'rows') {
          <i class="circle"></i>
        }
        <span><i></i><i class="short"></i></span>
      </span>
    }
  `,
})
export class UiSkeleton {
  readonly kind = input<'rows' | 'card' | 'text'>('rows');
  readonly count = input(3);
  readonly label = input.required<string>();
  protected readonly places = computed(() => Array.from({ length: this.count() }, (_, place) => place));
}

/** Nothing here yet: says why, and what brings something here. */
@Component({
  selector: 'ui-empty',
  imports: [UiIcon],
  host: { class: 'empty' },
  template: `
    <ui-icon [name]="icon()" />
    <p class="empty-title">{{ heading() }}</p>
    @if (text()) {
      <p class="quiet">{{ text() }}</p>
    }
    <ng-content />
  `,
})
export class UiEmpty {
  readonly icon = input<IconName>('tasks');
  readonly heading = input.required<string>();
  readonly text = input('');
}

/** A part that could not be shown. The way on (try again, back) is its content. */
@Component({
  selector: 'ui-error-state',
  imports: [UiIcon],
  host: { class: 'error-state', role: 'alert' },
  template: `
    <ui-icon [name]="icon()" />
    <p class="empty-title">{{ heading() }}</p>
    <p class="quiet">{{ text() }}</p>
    <ng-content />
  `,
})
export class UiErrorState {
  readonly icon = input<IconName>('warning');
  readonly heading = input.required<string>();
  readonly text = input('');
}

/** A full block of colour above all else; shape and words differ as well as colour. */
@Component({
  selector: 'ui-verdict',
  imports: [UiIcon],
  host: { class: 'verdict', '[class]': 'tone()' },
  template: `
    <span class="verdict-icon"><ui-icon [name]="icon()" /></span>
    <h1>{{ heading() }}</h1>
    <ng-content />
  `,
})
export class UiVerdict {
  readonly tone = input.required<'valid' | 'revoked' | 'unknown'>();
  readonly heading = input.required<string>();
  protected readonly icon = computed<IconName>(
    () => (({ valid: 'check', revoked: 'close', unknown: 'help' }) as const)[this.tone()],
  );
}
