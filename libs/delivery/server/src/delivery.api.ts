import { Module } from '@nestjs/common';
import { ClassGroupsController } from './class-groups/class-groups.controller.ts';
import { ClassProposalsController } from './class-proposals/class-proposals.controller.ts';
import { DeliveryModule } from './delivery.module.ts';
import { EnrollmentsController } from './enrollments/enrollments.controller.ts';
import { RunsController } from './runs/runs.controller.ts';

@Module({
  imports: [DeliveryModule],
  controllers: [RunsController, ClassGroupsController, ClassProposalsController, EnrollmentsController],
})
export class DeliveryApiModule {}
