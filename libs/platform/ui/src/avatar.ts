import { Component, computed, input } from '@angular/core';

/** The first letters of the first and last word of a name. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/,.*$/, '')
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => word?.[0]?.toUpperCase() ?? '').join('') || '?';
}

/** A person as initials: the name stands beside it or is its label. */
@Component({
  selector: 'ui-avatar',
  host: {
    class: 'avatar',
    '[attr.role]': "label() ? 'img' : null",
    '[attr.aria-label]': 'label() || null',
    '[attr.aria-hidden]': "label() ? null : 'true'",
  },
  template: `{{ initials() }}`,
})
export class UiAvatar {
  readonly name = input.required<string>();
  readonly label = input('');
  protected readonly initials = computed(() => initialsOf(this.name()));
}
