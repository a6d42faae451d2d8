export { Inbox } from './inbox/inbox.service.ts';
export { type Notice, Notifier } from './messages/notifier.ts';
export { NotificationApiModule } from './notification.api.ts';
export { NotificationModule } from './notification.module.ts';
export { notificationTables } from './notification.tables.ts';
