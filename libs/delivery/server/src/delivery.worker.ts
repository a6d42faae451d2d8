import { Module } from '@nestjs/common';
import { AdvanceClassGroups } from './class-groups/advance-class-groups.job.ts';
import { DeliveryModule } from './delivery.module.ts';
import { RegisterActivatedPerson } from './invitations/register-activated-person.handler.ts';

@Module({ imports: [DeliveryModule], providers: [AdvanceClassGroups, RegisterActivatedPerson] })
export class DeliveryWorkerModule {}
