import { AssessmentApiModule } from '@bimtek/assessment-server';
import { AssignmentsApiModule } from '@bimtek/assignments-server';
import { CertificationApiModule } from '@bimtek/certification-server';
import { CurriculumApiModule } from '@bimtek/curriculum-server';
import { DeliveryApiModule } from '@bimtek/delivery-server';
import { GraduationApiModule } from '@bimtek/graduation-server';
import { IdentityApiModule } from '@bimtek/identity-server';
import { InsightApiModule } from '@bimtek/insight-server';
import { LearningApiModule } from '@bimtek/learning-server';
import { LiveApiModule } from '@bimtek/live-server';
import { NotificationApiModule } from '@bimtek/notification-server';
import { PlatformApiModule, PlatformModule, type Settings, type Sources } from '@bimtek/platform-server';
import { RegistryApiModule } from '@bimtek/registry-server';
import { type DynamicModule, Module } from '@nestjs/common';
import { contexts } from './contexts.ts';

@Module({})
export class ApiModule {
  static for(settings: Settings, sources?: Sources): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(settings, contexts, 'api', sources),
        PlatformApiModule,
        NotificationApiModule,
        IdentityApiModule,
        RegistryApiModule,
        CurriculumApiModule,
        DeliveryApiModule,
        AssessmentApiModule,
        LearningApiModule,
        AssignmentsApiModule,
        LiveApiModule,
        GraduationApiModule,
        CertificationApiModule,
        InsightApiModule,
      ],
    };
  }
}
