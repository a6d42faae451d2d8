import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { identityTables } from '@bimtek/identity-server';
import { ProblemError } from '@bimtek/platform-contracts';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { CertificationWorkerModule, certificationTables } from '../certification.module.ts';

/** The context with its services and handlers on an own database, for this library's specs. */
export function certificationContext(): Promise<TestContext> {
  const joined = [identityTables, registryTables, curriculumTables, deliveryTables].map((tables) => ({
    ...tables,
    jobs: [],
  }));
  return aTestContext([...joined, certificationTables], [CertificationWorkerModule], {
    now: '2026-07-22T02:00:00Z',
  });
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
