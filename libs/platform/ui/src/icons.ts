import { signal } from '@angular/core';
import type { RareIconName } from './rare-icons.ts';

/** Line icons on a 24 grid, 1.75 thick, round caps: drawn for this portal. One path each. */
const lines = {
  arrow: 'M5 12h14m-5.5-5.5L19 12l-5.5 5.5',
  award: 'M12 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M8.5 13 7 21l5-3 5 3-1.5-8',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  bell: 'M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10zM10 19.5a2.2 2.2 0 0 0 4 0',
  book: 'M12 6.5C10 5 7 4.5 3.5 4.8v13.4c3.5-.3 6.5.2 8.5 1.8 2-1.6 5-2.1 8.5-1.8V4.8C17 4.5 14 5 12 6.5zM12 6.5V20',
  calendar:
    'M6 5.5h12a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7.5a2 2 0 0 1 2-2zM4 10h16M8.5 3.5v4M15.5 3.5v4',
  chat: 'M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5z',
  check: 'm5 12.5 4.6 4.5L19 7.5',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 7.5V12l3 2',
  close: 'm6 6 12 12M18 6 6 18',
  'cloud-check': 'M7 18.5a4 4 0 0 1-.6-7.95 5.8 5.8 0 0 1 11.2 0A4 4 0 0 1 17 18.5zM9.3 13.6l2 2 3.6-3.8',
  down: 'm5 9 7 7 7-7',
  download: 'M12 4v12M7 11l5 5 5-5M4 16v4h16v-4',
  edit: 'M4.5 19.5 5.5 15 15.7 4.8a1.8 1.8 0 0 1 2.5 0l1 1a1.8 1.8 0 0 1 0 2.5L9 18.5z',
  eye: 'M2 12c1.5-3 5-7 10-7s8.5 4 10 7c-1.5 3-5 7-10 7s-8.5-4-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  'eye-off':
    'm3 3 18 18M10 5.3A9.6 9.6 0 0 1 12 5c5 0 8.5 4 10 7a15 15 0 0 1-3 4M6.5 6.6A15 15 0 0 0 2 12c1.5 3 5 7 10 7a9.7 9.7 0 0 0 5-1.4M9.9 9.9a3 3 0 0 0 4.2 4.2',
  help: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M9.6 9.7a2.5 2.5 0 1 1 3.7 2.2c-.9.5-1.3 1-1.3 2M12 16.6v.2',
  home: 'M4 11.2 12 4.5l8 6.7V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 11v5.5M12 7.8v.1',
  lock: 'M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  next: 'm9.5 5.5 6.5 6.5-6.5 6.5',
  person: 'M12 11.9a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
  phone:
    'M9.2 3h5.6A2.2 2.2 0 0 1 17 5.2v13.6a2.2 2.2 0 0 1-2.2 2.2H9.2A2.2 2.2 0 0 1 7 18.8V5.2A2.2 2.2 0 0 1 9.2 3zM11 18h2',
  'phone-clock':
    'M12 21H9a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v4.5M17 21a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M17 14.5v2.2l1.5 1',
  send: 'M21 3 10 14M21 3l-7 18-4-7-7-4z',
  'signal-off':
    'm4 4 16 16M8.3 15.2a5.3 5.3 0 0 1 6.9-.6M5.3 11.7a10 10 0 0 1 4.5-2.5M2.5 8.2A14.5 14.5 0 0 1 6 5.9M13.5 8.9a10 10 0 0 1 5.2 2.8M10.8 4.6A14.5 14.5 0 0 1 21.5 8.2M12 18.7h.1',
  signal:
    'M8.3 15.2a5.3 5.3 0 0 1 7.4 0M5.3 11.7a9.8 9.8 0 0 1 13.4 0M2.5 8.2a14.3 14.3 0 0 1 19 0M12 18.7h.1',
  sync: 'M4.5 10A8 8 0 0 1 19 8M19.5 4v4.5H15M19.5 14A8 8 0 0 1 5 16M4.5 20v-4.5H9',
  tasks: 'm9 11 3 3 8-8M20 12v7a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9',
  warning: 'M12 3.5l9.5 17h-19zM12 10v4.5M12 17.3v.2',
} as const;

/** Filled shapes. */
const shapes = {
  play: 'M8 5.5v13l11-6.5z',
} as const;

export type IconName = keyof typeof lines | keyof typeof shapes | RareIconName;

interface Drawing {
  path: string;
  isFilled: boolean;
}

/** Those of the first load leave these out; the first that is asked for brings them all. */
const rare = signal<Record<RareIconName, Drawing> | undefined>(undefined);
let isAsked = false;

/** What to draw; nothing yet for a rare icon that is on its way (a signal says when it has come). */
export function iconPath(name: IconName): Drawing {
  if (name in lines) return { path: lines[name as keyof typeof lines], isFilled: false };
  if (name in shapes) return { path: shapes[name as keyof typeof shapes], isFilled: true };
  if (!isAsked) {
    isAsked = true;
    void import('./rare-icons.ts').then(
      ({ rareIcons }) => rare.set(rareIcons),
      () => (isAsked = false),
    );
  }
  return rare()?.[name as RareIconName] ?? { path: '', isFilled: false };
}
