import { PersonalDataSources } from '@bimtek/platform-server';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { AssignmentsWorkerModule } from '@bimtek/assignments-server';
import { AssessmentWorkerModule } from '@bimtek/assessment-server';
import { CertificationWorkerModule } from '@bimtek/certification-server';
import { DeliveryWorkerModule } from '@bimtek/delivery-server';
import { GraduationWorkerModule } from '@bimtek/graduation-server';
import { DataExports, IdentityWorkerModule } from '@bimtek/identity-server';
import { anActor } from '@bimtek/platform-server/testing';
import { LearningModule } from '@bimtek/learning-server';
import { LiveWorkerModule } from '@bimtek/live-server';
import { RegistryWorkerModule } from '@bimtek/registry-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscoveryService } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { contexts } from './contexts.ts';

let context: TestContext;

beforeAll(async () => {
  context = await aTestContext(contexts, [
    IdentityWorkerModule,
    RegistryWorkerModule,
    DeliveryWorkerModule,
    AssessmentWorkerModule,
    LearningModule,
    AssignmentsWorkerModule,
    LiveWorkerModule,
    GraduationWorkerModule,
    CertificationWorkerModule,
  ]);
});
afterAll(() => context.close());

describe('the copy of all data about a person', () => {
  it('has a part from every context with rows of people', async () => {
    const tables: { context: string }[] = await context.db.query(
      `SELECT DISTINCT split_part(table_name, '_', 1) AS context FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name IN ('person_id', 'account_id', 'enrollment_id', 'full_name')
       ORDER BY 1`,
    );
    const { all } = new PersonalDataSources(context.get(DiscoveryService));
    const told = all.map(({ held }) => held.context);
    expect(tables.length).toBeGreaterThan(5);
    expect(tables.map((row) => row.context).filter((name) => !told.includes(name))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
  });

  it('can be made by the worker for whoever asks, also for somebody of whom nothing is known', async () => {
    const me = anActor({ userId: randomUUID() });
    const exports = context.get(DataExports);
    const asked = await exports.request(me);
    await exports.make(asked.id);
    expect((await exports.last(me)).last).toMatchObject({ id: asked.id, state: 'ready' });
  });
});
