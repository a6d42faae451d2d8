import {
  countUnreadMessages,
  listMessages,
  readAllMessages,
  readMessage,
} from '@bimtek/notification-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { Inbox } from './inbox.service.ts';

@Controller()
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  @Endpoint(listMessages)
  list(@Me() me: Actor, @Input() { query }: InputOf<typeof listMessages>) {
    return this.inbox.list(me, query);
  }

  @Endpoint(countUnreadMessages)
  countUnread(@Me() me: Actor) {
    return this.inbox.countUnread(me);
  }

  @Endpoint(readAllMessages)
  readAll(@Me() me: Actor, @Input() { body }: InputOf<typeof readAllMessages>) {
    return this.inbox.readAll(me, body);
  }

  @Endpoint(readMessage)
  read(@Me() me: Actor, @Input() { params }: InputOf<typeof readMessage>) {
    return this.inbox.read(me, params.messageId);
  }
}
