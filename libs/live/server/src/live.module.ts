import { DeliveryModule } from '@bimtek/delivery-server';
import { NotificationModule } from '@bimtek/notification-server';
import { Module } from '@nestjs/common';

@Module({ imports: [NotificationModule, DeliveryModule] })
export class LiveModule {}
