import * as z from 'zod';
import { endpoint } from './endpoint.ts';

const Part = z.enum(['up', 'down']);

export const Health = z
  .object({
    status: Part,
    database: Part,
    queue: Part,
    /** `current`, or how many migrations the database lacks or has too many. */
    migrations: z.enum(['current', 'behind', 'ahead', 'unknown']),
    version: z.string(),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

export const getHealth = endpoint({
  name: 'getHealth',
  summary: 'Whether database, queue and migrations are as this version needs them (503 when not)',
  method: 'GET',
  path: 'health',
  allow: 'public',
  result: Health,
});
