import type { EntityManager } from 'typeorm';

/**
 * The next number of a series, or the last of the next so many. The counter's row stays locked until the transaction ends: numbers come in the order of
 * commits, and one that rolls back leaves no gap (a SEQUENCE would).
 */
export async function nextSerial(tx: EntityManager, series: string, count = 1): Promise<number> {
  const rows: { last_number: number }[] = await tx.query(
    `INSERT INTO certification_series (key, last_number) VALUES ($1, $2)
     ON CONFLICT (key) DO UPDATE SET last_number = certification_series.last_number + $2
     RETURNING last_number`,
    [series, count],
  );
  const [row] = rows;
  if (!row) throw new Error(`The series ${series} gave no number`);
  return row.last_number;
}
