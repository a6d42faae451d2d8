import type { ContextTables } from '@bimtek/platform-server';
import { CreateSessions1795000670000 } from './migrations/1795000670000-create-sessions.ts';
import { LiveSession } from './sessions/live-session.entity.ts';

export const liveTables: ContextTables = {
  context: 'live',
  entities: [LiveSession],
  migrations: [CreateSessions1795000670000],
};
