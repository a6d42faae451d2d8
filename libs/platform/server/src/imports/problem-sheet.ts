import type { DataSource } from 'typeorm';
import type { RowProblem } from './import-handler.ts';
import { type StoredImport, StoredImportProblem } from './import.entity.ts';

const ROWS_A_READ = 1_000;

/** One line for each row with problems: its number, its cells as they were, and what is wrong, sentence by sentence. */
export async function* problemRows(
  db: DataSource,
  stored: StoredImport,
  describe: (problem: Pick<RowProblem, 'code' | 'facts'>) => string,
): AsyncGenerator<(string | number)[]> {
  let waiting: { row: number; cells: Record<string, string>; sentences: string[] } | undefined;
  const line = ({ row, cells, sentences }: NonNullable<typeof waiting>): (string | number)[] => [
    row,
    ...stored.columns.map(({ field }) => cells[field] ?? ''),
    sentences.join(' '),
  ];
  for await (const problem of problemsInOrder(db, stored.id)) {
    if (waiting?.row !== problem.row) {
      if (waiting) yield line(waiting);
      waiting = { row: problem.row, cells: problem.cells, sentences: [] };
    }
    waiting.sentences.push(`${problem.column}${problem.row}: ${describe(problem)}`);
  }
  if (waiting) yield line(waiting);
}

async function* problemsInOrder(db: DataSource, importId: string): AsyncGenerator<StoredImportProblem> {
  let after = { row: 0, ordinal: -1 };
  for (;;) {
    const page = await db.manager
      .createQueryBuilder(StoredImportProblem, 'p')
      .where('p.importId = :importId', { importId })
      .andWhere('(p."row", p.ordinal) > (:row, :ordinal)', after)
      .orderBy({ 'p.row': 'ASC', 'p.ordinal': 'ASC' })
      .limit(ROWS_A_READ)
      .getMany();
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < ROWS_A_READ) return;
    after = { row: last.row, ordinal: last.ordinal };
  }
}
