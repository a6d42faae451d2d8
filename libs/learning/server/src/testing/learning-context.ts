import { assessmentTables } from '@bimtek/assessment-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { identityTables } from '@bimtek/identity-server';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { LearningModule } from '../learning.module.ts';
import { learningTables } from '../learning.tables.ts';

/** The context with its services on an own database; the jobs of those to the left are their specs' concern. */
export function learningContext(): Promise<TestContext> {
  const tables = [
    identityTables,
    registryTables,
    curriculumTables,
    deliveryTables,
    assessmentTables,
    learningTables,
  ];
  return aTestContext(
    tables.map((context) => ({ ...context, jobs: [] })),
    [LearningModule],
  );
}
