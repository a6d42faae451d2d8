import type { DataSource } from 'typeorm';

interface NamedQuery {
  name: string;
  text: string;
  values: unknown[];
}
interface Pool {
  query<Row>(query: NamedQuery): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/**
 * A prepared statement for a hot path, run on TypeORM's own pool outside any transaction: PostgreSQL parses and plans
 * it once per connection. The name must be unique in the product: `<context>.<what>`.
 */
export function namedStatement<Row>(name: string, text: string) {
  return async (db: DataSource, values: unknown[]): Promise<Row[]> => {
    const pool = (db.driver as unknown as { master: Pool }).master;
    return (await pool.query<Row>({ name, text, values })).rows;
  };
}
