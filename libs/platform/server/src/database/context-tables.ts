import type { JobContract } from '@bimtek/platform-contracts';
import type { MigrationInterface } from 'typeorm';

/** What a context brings to the database and the worker. Each context's index exports one. */
export interface ContextTables {
  context: string;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- entities are classes of any shape
  entities: Function[];
  migrations: (new () => MigrationInterface)[];
  /** Every job of the context; the worker refuses to start unless each has exactly one handler. */
  jobs?: JobContract[];
}
