import type { ImportProblem, ImportSample } from '@bimtek/platform-contracts';
import type { CheckedRow } from './import-handler.ts';
import type { StoredImport } from './import.entity.ts';
import type { TableRow } from './table/read-table.ts';

export type Tally = Pick<
  StoredImport,
  'rowsReady' | 'rowsWarned' | 'rowsRejected' | 'effects' | 'problemCounts' | 'groups' | 'samples'
>;

/** Enough to see what an import is about to change; the rest can be looked up afterwards. */
const MOST_SAMPLES = 10;

export function emptyTally(): Tally {
  return {
    rowsReady: 0,
    rowsWarned: 0,
    rowsRejected: 0,
    effects: {},
    problemCounts: {},
    groups: {},
    samples: [],
  };
}

/** The tally with these rows counted as well; the one given stays as it is. */
export function tallyWith(tally: Tally, rows: CheckedRow<unknown>[]): Tally {
  const next = structuredClone(tally);
  for (const row of rows) {
    const isRejected = row.problems.some((problem) => problem.severity === 'error');
    if (isRejected) next.rowsRejected++;
    else if (row.problems.length > 0) next.rowsWarned++;
    else next.rowsReady++;
    for (const { code } of row.problems) next.problemCounts[code] = (next.problemCounts[code] ?? 0) + 1;
    if (isRejected) continue;
    for (const effect of row.effects) next.effects[effect] = (next.effects[effect] ?? 0) + 1;
    if (row.group) {
      const { key, label } = row.group;
      next.groups[key] = { label, count: (next.groups[key]?.count ?? 0) + 1 };
    }
    if (row.sample && next.samples.length < MOST_SAMPLES) next.samples.push(sampleOf(row.row, row.sample));
  }
  return next;
}

function sampleOf(row: number, sample: NonNullable<CheckedRow<unknown>['sample']>): ImportSample {
  return { row, ...sample };
}

/** The problems of checked rows as they are stored, each with the cell it is about and the row around it. */
export function problemsOf(
  checked: CheckedRow<unknown>[],
  rows: TableRow[],
  columns: StoredImport['columns'],
): (ImportProblem & { ordinal: number })[] {
  const cellsOf = new Map(rows.map((row) => [row.row, row.cells]));
  const letterOf = new Map(columns.map(({ field, column }) => [field, column]));
  return checked.flatMap(({ row, problems }) =>
    problems.map(({ field, code, severity, facts }, ordinal) => {
      const cells = cellsOf.get(row) ?? {};
      return {
        row,
        ordinal,
        column: letterOf.get(field) ?? '',
        field,
        code,
        severity,
        value: cells[field] ?? '',
        facts: facts ?? {},
        cells,
      };
    }),
  );
}

/** Why an import may not be applied, or null when it may. An import that is being or has been applied stays so. */
export function refusesApply(stored: Pick<StoredImport, 'state' | 'rowsReady' | 'rowsWarned'>) {
  if (stored.state === 'applying' || stored.state === 'applied') return null;
  if (stored.state !== 'checked') return 'import-not-checked';
  return stored.rowsReady + stored.rowsWarned === 0 ? 'nothing-to-apply' : null;
}

export function inBatches<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
