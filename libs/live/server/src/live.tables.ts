import type { ContextTables } from '@bimtek/platform-server';

export const liveTables: ContextTables = { context: 'live', entities: [], migrations: [] };
