import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Messages',
  about: 'News about your assignments, scores and class.',
  which: 'What is shown',
  all: 'All',
  unread: 'Unread',
  fresh: 'New',
  readAll: 'Mark all as read',
  allRead: 'All messages are marked as read.',
  none: 'No messages yet',
  noneMore: 'News about your assignments and scores will appear here.',
  noneUnread: 'You have read everything',
  noneUnreadMore: 'Earlier messages are still there under “All”.',
  unknown: { title: 'There is news for you', text: 'Open it to see more.' },
} satisfies SameWords<typeof id>;
