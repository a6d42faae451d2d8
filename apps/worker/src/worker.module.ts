import { AssignmentsWorkerModule } from '@bimtek/assignments-server';
import { CertificationWorkerModule } from '@bimtek/certification-server';
import { AssessmentWorkerModule } from '@bimtek/assessment-server';
import { DeliveryWorkerModule } from '@bimtek/delivery-server';
import { GraduationWorkerModule } from '@bimtek/graduation-server';
import { IdentityWorkerModule } from '@bimtek/identity-server';
import { LearningModule } from '@bimtek/learning-server';
import { LiveWorkerModule } from '@bimtek/live-server';
import { NotificationModule } from '@bimtek/notification-server';
import { PlatformModule, PlatformWorkerModule, type Settings } from '@bimtek/platform-server';
import { RegistryWorkerModule } from '@bimtek/registry-server';
import { type DynamicModule, Module } from '@nestjs/common';
import { contexts } from './contexts.ts';

@Module({})
export class WorkerModule {
  static for(settings: Settings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(settings, contexts, 'worker'),
        PlatformWorkerModule,
        NotificationModule,
        IdentityWorkerModule,
        RegistryWorkerModule,
        DeliveryWorkerModule,
        AssessmentWorkerModule,
        LearningModule,
        AssignmentsWorkerModule,
        LiveWorkerModule,
        GraduationWorkerModule,
        CertificationWorkerModule,
      ],
    };
  }
}
