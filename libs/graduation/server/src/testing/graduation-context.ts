import { assessmentTables, AssessmentWorkerModule } from '@bimtek/assessment-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables, DeliveryWorkerModule } from '@bimtek/delivery-server';
import { identityTables, IdentityWorkerModule } from '@bimtek/identity-server';
import { ProblemError } from '@bimtek/platform-contracts';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { graduationTables } from '../graduation.tables.ts';
import { GraduationWorkerModule } from '../graduation.worker.ts';

/** The context with its services and handlers on an own database, for this library's specs. */
export function graduationContext(): Promise<TestContext> {
  return aTestContext(
    [identityTables, registryTables, curriculumTables, deliveryTables, assessmentTables, graduationTables],
    [IdentityWorkerModule, DeliveryWorkerModule, AssessmentWorkerModule, GraduationWorkerModule],
  );
}

/** The code with which something was refused; fails when it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => {
      if (error instanceof ProblemError) return error.code;
      throw error;
    },
  );
}
