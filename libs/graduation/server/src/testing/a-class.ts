import type { CurriculumVersionId, TestSettings } from '@bimtek/curriculum-contracts';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type {
  ClassGroupId,
  ClassGroupState,
  EnrollmentId,
  EnrollmentState,
  RunId,
} from '@bimtek/delivery-contracts';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { type Actor, found } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { aLibrary, aPerson } from '@bimtek/registry-server/testing';
import { Accounts } from '@bimtek/identity-server';
import { Decisions } from '../decisions/decisions.service.ts';
import { passingScores, recordScores, scoredModules, type SomeScores } from './some-scores.ts';

export interface PersonInClass {
  enrollmentId: EnrollmentId;
  personId: string;
  libraryId: string;
  fullName: string;
  code: string;
}

export interface BuiltClass {
  classGroupId: ClassGroupId;
  runId: RunId;
  curriculumVersionId: CurriculumVersionId;
  people: PersonInClass[];
  /** The class's own organizer. */
  organizer: Actor;
}

/** Who approves: a national admin without a library. */
export const approver = anActor({
  permissions: ['decision.read', 'decision.prepare', 'decision.approve', 'score.read', 'score.import'],
});

const quiz = (moduleCode: string): TestSettings => ({
  kind: 'quiz',
  moduleCode,
  form: null,
  itemCount: 10,
  blueprint: null,
  minutes: 20,
  attempts: 3,
  waitMinutes: 30,
  passMark: 70,
});

/**
 * A class in grading with a person, library and account for each entry of `people`: their scores, by default enough to
 * pass. The curriculum has a quiz in each of the seven modules.
 */
export async function aGradedClass(
  context: Pick<TestContext, 'db' | 'get'>,
  given: {
    people?: { fullName?: string; scores?: SomeScores; state?: EnrollmentState }[];
    state?: ClassGroupState;
  } = {},
): Promise<BuiltClass> {
  const { db } = context;
  const { versionId } = await aCurriculum(db, {
    lessons: Object.fromEntries(['M0', ...scoredModules, 'M8'].map((code) => [code, code === 'M1' ? 1 : 0])),
    tests: scoredModules.map(quiz),
  });
  const run = await aRun(db, { curriculumVersionId: versionId });
  const classGroup = await aClassGroup(db, { run, state: given.state ?? 'grading' });
  const people: PersonInClass[] = [];
  for (const [index, person] of (given.people ?? [{}]).entries()) {
    const fullName = person.fullName ?? `Peserta ${'ABCDEFGHIJ'[index] ?? index}`;
    const libraryId = await aLibrary(db);
    const personId = await aPerson(db, { fullName, libraryId });
    const codes = await context
      .get(Accounts)
      .invite(db.manager, [{ personId, displayName: fullName, phone: null, email: null }]);
    const { id: enrollmentId } = await anEnrollment(db, {
      classGroup,
      personId,
      libraryId,
      name: fullName,
      ...(person.state ? { state: person.state } : {}),
    });
    await recordScores(db, enrollmentId, person.scores ?? passingScores());
    people.push({ enrollmentId, personId, libraryId, fullName, code: found(codes.get(personId)) });
  }
  const organizerId = await aPerson(db, { libraryId: null, fullName: 'Ratna Penyelenggara' });
  const organizer = anActor({
    userId: organizerId,
    displayName: 'Ratna Penyelenggara',
    role: 'organizer',
    scope: { level: 'class', ids: [classGroup.id] },
    permissions: ['decision.read', 'decision.prepare', 'score.read', 'score.import'],
  });
  return { classGroupId: classGroup.id, runId: run.id, curriculumVersionId: versionId, people, organizer };
}

/** A graded class whose decision is prepared, ready to be approved with `preparedAt`. */
export async function aPreparedClass(
  context: Pick<TestContext, 'db' | 'get'>,
  given: Parameters<typeof aGradedClass>[1] = {},
): Promise<BuiltClass & { preparedAt: string }> {
  const built = await aGradedClass(context, given);
  const { preparedAt } = await context
    .get(Decisions)
    .prepare(built.organizer, { classGroupId: built.classGroupId });
  return { ...built, preparedAt: found(preparedAt) };
}
