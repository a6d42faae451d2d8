import type { HandInContent, MarkContent, VersionId } from '@bimtek/assignments-contracts';
import type { HandInKind } from '@bimtek/curriculum-contracts';
import { curriculumTables } from '@bimtek/curriculum-server';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type { ClassGroupId, ClassGroupState, EnrollmentId } from '@bimtek/delivery-contracts';
import { deliveryTables } from '@bimtek/delivery-server';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { identityTables } from '@bimtek/identity-server';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { aLibrary, aPerson } from '@bimtek/registry-server/testing';
import { randomUUID } from 'node:crypto';
import { assignmentsTables } from '../assignments.tables.ts';
import { AssignmentsWorkerModule } from '../assignments.worker.ts';

/** The context with its services on an own database; the jobs of those to the left are their specs' concern. */
export function assignmentsContext(): Promise<TestContext> {
  const neighbors = [identityTables, registryTables, curriculumTables, deliveryTables];
  return aTestContext(
    [...neighbors.map((tables) => ({ ...tables, jobs: [] })), assignmentsTables],
    [AssignmentsWorkerModule],
  );
}

const inRole = (role: Role, scope: Scope, userId: string, displayName: string): Actor =>
  anActor({ role, scope, userId, displayName, permissions: permissionsOf(role) });

export interface WritingClass {
  classGroupId: ClassGroupId;
  trainees: { me: Actor; enrollmentId: EnrollmentId; libraryId: string }[];
  trainer: Actor;
  /** The other trainer of the class. */
  colleague: Actor;
  organizer: Actor;
}

/**
 * A running class with trainees of libraries of their own, two trainers and an organizer; T1 takes text and photos, T7 the
 * plan when there is one.
 */
export async function aWritingClass(
  { db }: Pick<TestContext, 'db'>,
  given: {
    people?: number;
    state?: ClassGroupState;
    mustReviseAt?: number;
    withPlan?: boolean;
    kinds?: HandInKind[];
  } = {},
): Promise<WritingClass> {
  // What is frozen never changes, so a rubric of its own needs a version that is not.
  const { versionId } = await aCurriculum(db, {
    ...(given.mustReviseAt || given.kinds ? { state: 'draft' } : {}),
    ...(given.withPlan ? { lessons: { M0: 0, M1: 2, M7: 1 } } : {}),
  });
  if (given.mustReviseAt) {
    await db.query(
      `UPDATE curriculum_module SET assignment = jsonb_set(assignment, '{rubric,criteria,1,mustReviseAt}', $2::jsonb)
       WHERE version_id = $1 AND assignment IS NOT NULL`,
      [versionId, String(given.mustReviseAt)],
    );
  }
  if (given.kinds) {
    await db.query(
      `UPDATE curriculum_module SET assignment = jsonb_set(assignment, '{kinds}', $2::jsonb)
       WHERE version_id = $1 AND assignment IS NOT NULL`,
      [versionId, JSON.stringify(given.kinds)],
    );
  }
  const run = await aRun(db, { curriculumVersionId: versionId });
  const trainerIds = await Promise.all(
    ['Budi Pelatih', 'Sari Pelatih'].map((fullName) => aPerson(db, { fullName, libraryId: null })),
  );
  const classGroup = await aClassGroup(db, { run, trainerIds, state: given.state ?? 'running' });
  const trainees: WritingClass['trainees'] = [];
  for (let number = 1; number <= (given.people ?? 1); number++) {
    const fullName = `Peserta ${String(number).padStart(2, '0')}`;
    const libraryId = await aLibrary(db);
    const personId = await aPerson(db, { fullName, libraryId });
    const { id } = await anEnrollment(db, { classGroup, personId, libraryId, name: fullName });
    trainees.push({
      me: inRole('trainee', { level: 'own', ids: [] }, personId, fullName),
      enrollmentId: id,
      libraryId,
    });
  }
  const ofClass = { level: 'class' as const, ids: [classGroup.id] };
  const [trainerId = '', colleagueId = ''] = trainerIds;
  return {
    classGroupId: classGroup.id,
    trainees,
    trainer: inRole('expertTrainer', ofClass, trainerId, 'Budi Pelatih'),
    colleague: inRole('expertTrainer', ofClass, colleagueId, 'Sari Pelatih'),
    organizer: inRole('organizer', ofClass, randomUUID(), 'Ratna Penyelenggara'),
  };
}

export const someWork = (given: Partial<HandInContent> = {}): HandInContent => ({
  text: 'Perpustakaan kami buka tiga hari seminggu.',
  link: null,
  checked: [],
  plan: null,
  files: [],
  ...given,
});

export const aVersionId = () => randomUUID() as VersionId;

/** A mark on the rubric of `anAssignmentBrief`, with the same level for both criteria unless told otherwise. */
export const someMark = (level: 1 | 2 | 3 | 4 = 3, given: Partial<MarkContent> = {}): MarkContent => ({
  levels: { completeness: level, clarity: level },
  comments: {},
  comment: 'Sudah jelas.',
  itemComments: {},
  ...given,
});

export async function closeClass({ db }: Pick<TestContext, 'db'>, classGroupId: string): Promise<void> {
  await db.query(`UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`, [
    classGroupId,
  ]);
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

/** The code with which something was refused; fails when it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  return (await problemOf(work)).code;
}
