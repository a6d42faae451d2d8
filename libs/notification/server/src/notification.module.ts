import { Module } from '@nestjs/common';
import { Inbox } from './inbox/inbox.service.ts';
import { NotificationPersonalData } from './messages/notification-personal-data.ts';
import { Notifier } from './messages/notifier.ts';

@Module({ providers: [Notifier, Inbox, NotificationPersonalData], exports: [Notifier, Inbox] })
export class NotificationModule {}
