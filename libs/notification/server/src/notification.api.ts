import { Module } from '@nestjs/common';
import { InboxController } from './inbox/inbox.controller.ts';
import { NotificationModule } from './notification.module.ts';

@Module({ imports: [NotificationModule], controllers: [InboxController] })
export class NotificationApiModule {}
