export { UnreadMessages } from './inbox/unread-messages.ts';
