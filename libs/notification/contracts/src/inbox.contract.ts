import { endpoint, id, TwoWayPageQuery, twoWayPageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const MessageId = id('Message');
export type MessageId = z.infer<typeof MessageId>;

/** What the words of a template are filled with. A parameter named `…At` is an instant, a number is shown as one. */
export const MessageParams = z.record(z.string().max(40), z.union([z.string().max(400), z.number()]));
export type MessageParams = z.infer<typeof MessageParams>;

/** A place inside the portal, never one elsewhere. */
export const MessageLink = z
  .string()
  .max(300)
  .regex(/^\/[A-Za-z0-9][\w\-/.?=&]*$/);

export const Message = z
  .object({
    id: MessageId,
    template: z.string(),
    params: MessageParams,
    link: MessageLink.nullable(),
    createdAt: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

/** Nobody counts further: from here on it is `99+`. */
export const UNREAD_MAX = 100;

export const listMessages = endpoint({
  name: 'listMessages',
  summary: 'The own messages, the newest first',
  method: 'GET',
  path: 'my/messages',
  allow: 'signed-in',
  query: TwoWayPageQuery.extend({
    only: z.enum(['unread']).optional(),
  }),
  result: twoWayPageOf(Message),
});

export const countUnreadMessages = endpoint({
  name: 'countUnreadMessages',
  summary: `How many of the own messages are not read, at most ${UNREAD_MAX}`,
  method: 'GET',
  path: 'my/messages/unread',
  allow: 'signed-in',
  result: z.object({ unread: z.int().min(0).max(UNREAD_MAX) }),
});

export const readMessage = endpoint({
  name: 'readMessage',
  summary: 'Note that an own message has been read; the first time counts',
  method: 'POST',
  path: 'my/messages/:messageId/read',
  allow: 'signed-in',
  params: z.object({ messageId: MessageId }),
});

export const readAllMessages = endpoint({
  name: 'readAllMessages',
  summary: 'Note that the own messages up to a moment have been read; what has come since stays unread',
  method: 'POST',
  path: 'my/messages/read',
  allow: 'signed-in',
  body: z.object({ until: z.iso.datetime() }),
  result: z.object({ read: z.int() }),
});
