import { Component, computed, input } from '@angular/core';

/** Line icons on a 24 grid like those of the portal; here because only files need them, and home should not carry them. */
const drawings = {
  camera:
    'M4 7.500h3.500L9 5h6l1.500 2.500H20v11.500H4zM12 16.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7',
  image: 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 3-3L20 17M15.500 9.500h.1',
  microphone:
    'M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3',
  stop: 'M7 7h10v10H7z',
  'zoom-in': 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20.500 20.500 16 16M8 11h6M11 8v6',
  'zoom-out': 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20.500 20.500 16 16M8 11h6',
  rotate: 'M20 4.500v5h-5M19.500 9.500A8 8 0 1 0 20 14',
  pointer: 'M6 4l12 7.500-5.500 1.300-2.800 5.200z',
  mark: 'M4 20h16M6 15.500 15.500 6l3 3L9 18.500H6z',
  pin: 'M12 21s6.500-6 6.500-11a6.500 6.500 0 1 0-13 0c0 5 6.500 11 6.500 11zM12 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400',
  pen: 'M4 19c3-6 5 1 8-4s4-9 8-9',
  redo: 'M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h3',
  remove: 'M5 7h14M10 4h4M7 7l.8 13h8.400L17 7M10.500 11v5.500M13.500 11v5.500',
} as const;

export type ToolIconName = keyof typeof drawings;

@Component({
  selector: 'assignments-tool-icon',
  host: { class: 'icon', 'aria-hidden': 'true', '[attr.data-size]': 'size()' },
  template: `<svg viewBox="0 0 24 24"><path [attr.d]="path()" /></svg>`,
})
export class ToolIcon {
  readonly name = input.required<ToolIconName>();
  readonly size = input<'m' | 's' | 'xs'>('m');
  protected readonly path = computed(() => drawings[this.name()]);
}
