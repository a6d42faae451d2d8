import type { Import, ImportProblem, ImportState } from '@bimtek/platform-contracts';
import type { IconName, Tone } from '@bimtek/platform-ui';
import { DecreeFacts, type DecreeField } from '@bimtek/registry-contracts';

/** The decree that an import is about, as far as its options say. */
export function decreeOf(item: Pick<Import, 'options'>): Partial<DecreeFacts> {
  const parsed = DecreeFacts.partial().safeParse(item.options);
  return parsed.success ? parsed.data : {};
}

export function toneOf(state: ImportState): { tone: Tone; icon: IconName } {
  switch (state) {
    case 'applied':
      return { tone: 'done', icon: 'check' };
    case 'failed':
      return { tone: 'bad', icon: 'warning' };
    case 'checked':
      return { tone: 'info', icon: 'info' };
    default:
      return { tone: 'now', icon: 'clock' };
  }
}

/** The columns that are always shown, when the file has them; a column with a problem on the page comes along. */
const USUAL: readonly DecreeField[] = [
  'villageCode',
  'regency',
  'village',
  'library',
  'person',
  'phone',
  'quota',
];

export function columnsShown(
  columns: Import['columns'],
  problems: readonly ImportProblem[],
): Import['columns'] {
  const needed = new Set<string>([...USUAL, ...problems.map(({ field }) => field)]);
  return columns.filter(({ field }) => needed.has(field));
}

export interface ProblemRow {
  row: number;
  cells: Readonly<Record<string, string>>;
  problems: ImportProblem[];
  /** The worst problem of each field of this row. */
  severityOf: ReadonlyMap<string, ImportProblem['severity']>;
}

/** Problems of one row stand together under it. */
export function rowsOf(problems: readonly ImportProblem[]): ProblemRow[] {
  const byRow = new Map<number, ImportProblem[]>();
  for (const problem of problems) byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), problem]);
  return [...byRow].map(([row, own]) => ({
    row,
    cells: own[0]?.cells ?? {},
    problems: own,
    severityOf: new Map(
      [...own].sort((a) => (a.severity === 'error' ? 1 : -1)).map(({ field, severity }) => [field, severity]),
    ),
  }));
}

/** Seconds that are left at the pace so far; undefined while there is nothing to judge by. */
export function secondsLeft(
  { rowsTotal, rowsDone, startedAt }: Pick<Import, 'rowsTotal' | 'rowsDone' | 'startedAt'>,
  now: number,
): number | undefined {
  if (!startedAt || rowsDone === 0 || rowsDone >= rowsTotal) return undefined;
  const passed = Math.max(0, (now - Date.parse(startedAt)) / 1000);
  return (passed / rowsDone) * (rowsTotal - rowsDone);
}
