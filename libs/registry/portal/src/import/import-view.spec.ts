import { describe, expect, it } from '@jest/globals';
import type { ImportProblem } from '@bimtek/platform-contracts';
import { columnsShown, rowsOf, secondsLeft } from './import-view.ts';

const problem = (row: number, field: string, severity: 'error' | 'warning'): ImportProblem => ({
  row,
  column: 'A',
  field,
  code: 'x',
  severity,
  value: '',
  facts: {},
  cells: { person: `orang ${row}` },
});

describe('rowsOf', () => {
  it('puts the problems of one row under it and frames a cell by its worst', () => {
    const rows = rowsOf([
      problem(2, 'phone', 'error'),
      problem(2, 'phone', 'warning'),
      problem(5, 'village', 'warning'),
    ]);
    expect(rows.map(({ row, problems }) => [row, problems.length])).toEqual([
      [2, 2],
      [5, 1],
    ]);
    expect(rows[0]?.severityOf.get('phone')).toBe('error');
    expect(rows[1]?.cells).toEqual({ person: 'orang 5' });
  });
});

describe('columnsShown', () => {
  it('shows the usual columns and those with a problem', () => {
    const columns = ['villageCode', 'district', 'email', 'person'].map((field) => ({
      column: 'A',
      field,
      heading: field,
    }));
    expect(columnsShown(columns, [problem(2, 'email', 'error')]).map(({ field }) => field)).toEqual([
      'villageCode',
      'email',
      'person',
    ]);
  });
});

describe('secondsLeft', () => {
  const startedAt = '2026-07-01T00:00:00Z';
  const at = (seconds: number) => Date.parse(startedAt) + seconds * 1000;
  it.each([
    ['a quarter after 10 seconds', { rowsTotal: 400, rowsDone: 100, startedAt }, at(10), 30],
    ['nothing yet', { rowsTotal: 400, rowsDone: 0, startedAt }, at(10), undefined],
    ['everything', { rowsTotal: 400, rowsDone: 400, startedAt }, at(10), undefined],
    ['not begun', { rowsTotal: 400, rowsDone: 10, startedAt: null }, at(10), undefined],
  ] as const)('with %s done', (_case, item, now, expected) => expect(secondsLeft(item, now)).toBe(expected));
});
