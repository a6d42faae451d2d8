import { Component, computed, input } from '@angular/core';

/** Line icons of the room, on the same grid as those of the portal. */
const lines = {
  hand: 'M8 12V6.5a1.5 1.5 0 0 1 3 0V11V4.8a1.5 1.5 0 0 1 3 0V11V6.5a1.5 1.5 0 0 1 3 0V14c0 4-2 6.5-5.5 6.5-2.6 0-4-1.2-5.3-3.4L4 13.2a1.4 1.4 0 0 1 2.4-1.4z',
  clap: 'M6.5 12.5 11 8M9.5 15 14 10.5M6.5 12.5a2 2 0 0 0-.2 2.6l2.6 3.5a4 4 0 0 0 5.7.8l3-2.6a4 4 0 0 0 1.2-4L17.4 8.4l-1.3 2.3M12 4.6V3M16 5.4l.9-1.3M8 5.4 7.1 4.1',
  heart: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.2 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z',
  thumb:
    'M7.5 11v9H4.5v-9zM7.5 11l3.7-6.6a1.9 1.9 0 0 1 2.7 2.2L13.2 10h4.9a1.8 1.8 0 0 1 1.8 2.2l-1.4 6a2.4 2.4 0 0 1-2.3 1.8H7.5',
  laugh:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M7.8 13.5c.8 2.2 2.3 3.2 4.2 3.2s3.4-1 4.2-3.2zM9 9.3v.6M15 9.3v.6',
  wonder:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 17.2c1.1 0 1.9-1 1.9-2.2s-.8-2.2-1.9-2.2-1.9 1-1.9 2.2.8 2.2 1.9 2.2M9 9v.6M15 9v.6',
  screen: 'M3 4.5h18v12H3zM8.5 20.5h7M12 16.5v4',
  groups: 'M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z',
  announce: 'M4 10v4h3l7 4.5v-13L7 10zM17.5 9.5a4 4 0 0 1 0 5',
  pause: 'M4 8h13v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM17 10h2.5v4H17M8 4.5v-1M12 4.5v-1',
  chatOff:
    'm3 3 18 18M8.5 5H19a1.5 1.5 0 0 1 1.5 1.5v9c0 .6-.4 1.1-.9 1.4M16 17h-4l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9C3.500 5.900 3.900 5.300 4.500 5.100',
  hall: 'M4 20.5h16M5.5 20.5v-11l6.5-5 6.5 5v11M9.5 20.5v-6h5v6',
} as const;
export type RoomIconName = keyof typeof lines;

@Component({
  selector: 'live-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-grid;
      flex: none;
    }
    svg {
      width: 20px;
      height: 20px;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class RoomIcon {
  readonly name = input.required<RoomIconName>();
  protected readonly path = computed(() => lines[this.name()]);
}
