import { type Actor, ProblemError } from '@bimtek/platform-contracts';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { aClassGroup, aRun, anEnrollment } from '@bimtek/delivery-server/testing';
import { AssessmentModule } from '../assessment.module.ts';
import { assessmentTables } from '../assessment.tables.ts';
import { AssessmentWorkerModule } from '../assessment.worker.ts';
import type { TestRules } from '../tests/test.entity.ts';
import { aTest, type BuiltTest } from './a-test.ts';

/** The context with its services on an own database, for this library's specs; of its neighbours only the tables. */
export function assessmentContext(): Promise<TestContext> {
  const neighbours = [curriculumTables, deliveryTables].map((tables) => ({ ...tables, jobs: [] }));
  return aTestContext([...neighbours, assessmentTables], [AssessmentModule, AssessmentWorkerModule]);
}

export interface Classroom {
  test: BuiltTest;
  enrollment: { id: string; personId: string; classGroupId: string | null };
  me: Actor;
  /** Another trainee of the same class. */
  other: Actor;
  otherEnrollment: { id: string; personId: string };
}

/** A running class with two trainees and one test. */
export async function aClassroom(
  { db }: Pick<TestContext, 'db'>,
  rules: Partial<TestRules> = {},
): Promise<Classroom> {
  const test = await aTest(db, { rules });
  const run = await aRun(db, { curriculumVersionId: test.curriculumVersionId });
  const classGroup = await aClassGroup(db, { run });
  const enrollment = await anEnrollment(db, { classGroup });
  const otherEnrollment = await anEnrollment(db, { classGroup });
  return {
    test,
    enrollment,
    otherEnrollment,
    me: aTrainee(enrollment.personId),
    other: aTrainee(otherEnrollment.personId),
  };
}

export function aTrainee(personId: string): Actor {
  return anActor({
    userId: personId,
    role: 'trainee',
    scope: { level: 'own', ids: [] },
    permissions: ['attempt.take'],
  });
}

/** The code with which something was refused; fails when it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  return (await problemOf(work)).code;
}

export async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  return work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => {
      if (error instanceof ProblemError) return error;
      throw error;
    },
  );
}
