/** Line icons as in `icons.ts`, of pages that a trainee's first load does not have. */
const lines = {
  add: 'M12 5v14M5 12h14',
  chart: 'M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6',
  columns: 'M3.5 4.5h17v15h-17zM9.2 4.5v15M14.8 4.5v15',
  exit: 'M14 4.5H6.5A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.5H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  file: 'M6 3.5h8L18.5 8v12.5H6zM14 3.5V8h4.5',
  flag: 'M6 21V4.5M6 5c4-2 7.5 2 12 0v8.5c-4.5 2-8-2-12 0',
  key: 'M8 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M12.5 12h8.5v3.5M17.5 12v2.5',
  mail: 'M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM4 7.5l8 6 8-6',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  note: 'M5 4.5h14v10l-5 5H5zM14 19.5v-5h5M8.5 9h7M8.5 12.5h4',
  people:
    'M16 20v-1.5a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4V20M9 10.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M22 20v-1.5a4 4 0 0 0-3-3.8M16 3.7a3.5 3.5 0 0 1 0 6.7',
  'phone-check': 'M14 21H9a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v6M10.5 6h3M14 17.5l2.3 2.3 4.2-4.5',
  retry: 'M20 5v5h-5M19.5 10A8 8 0 1 0 20 14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20.5 20.5 16 16',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  up: 'm5 15 7-7 7 7',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  video: 'M3 6.5h12v11H3zM15 10.5l6-3.5v10l-6-3.5',
} as const;

export type RareIconName = keyof typeof lines | 'flag-on';

const drawn = Object.fromEntries(
  Object.entries(lines).map(([name, path]) => [name, { path, isFilled: false }]),
) as Record<keyof typeof lines, { path: string; isFilled: boolean }>;

export const rareIcons = { ...drawn, 'flag-on': { path: lines.flag, isFilled: true } };
