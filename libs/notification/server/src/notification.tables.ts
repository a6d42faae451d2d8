import type { ContextTables } from '@bimtek/platform-server';
import { Message } from './messages/message.entity.ts';
import { CreateNotification1795000090000 } from './migrations/1795000090000-create-notification.ts';

export const notificationTables: ContextTables = {
  context: 'notification',
  entities: [Message],
  migrations: [CreateNotification1795000090000],
};
