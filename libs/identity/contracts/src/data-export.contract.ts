import { endpoint, job } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const DataExport = z
  .object({
    id: z.uuid(),
    state: z.enum(['preparing', 'ready']),
    requestedAt: z.iso.datetime(),
    /** When the file will be deleted. */
    expiresAt: z.iso.datetime().nullable(),
    sizeBytes: z.int().nullable(),
  })
  .meta({ id: 'DataExport' });
export type DataExport = z.infer<typeof DataExport>;

export const getDataExport = endpoint({
  name: 'getDataExport',
  summary: 'The last copy of the own data that was asked for, while it is kept',
  method: 'GET',
  path: 'account/data-export',
  allow: 'signed-in',
  result: z.object({ last: DataExport.nullable() }),
});

export const requestDataExport = endpoint({
  name: 'requestDataExport',
  summary: 'Ask for a copy of all data about oneself; while one is being made, a second call gives that one',
  method: 'POST',
  path: 'account/data-export',
  allow: 'signed-in',
  result: DataExport,
});

export const downloadDataExport = endpoint({
  name: 'downloadDataExport',
  summary: 'The copy of the own data, as JSON',
  method: 'GET',
  path: 'account/data-export/:exportId/file',
  allow: 'signed-in',
  params: z.object({ exportId: z.uuid() }),
  download: 'application/json',
});

export const makeDataExport = job({
  name: 'identity.make-data-export',
  payload: z.object({ exportId: z.uuid() }),
});
