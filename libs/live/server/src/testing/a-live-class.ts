import { curriculumTables } from '@bimtek/curriculum-server';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import type {
  ClassGroupId,
  ClassGroupState,
  EnrollmentId,
  RunId,
  TimeZone,
  WaveId,
} from '@bimtek/delivery-contracts';
import { deliveryTables } from '@bimtek/delivery-server';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { identityTables } from '@bimtek/identity-server';
import type { SessionId } from '@bimtek/live-contracts';
import { notificationTables } from '@bimtek/notification-server';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { aPerson } from '@bimtek/registry-server/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { liveTables } from '../live.tables.ts';
import { LiveWorkerModule } from '../live.worker.ts';
import { LiveSession } from '../sessions/live-session.entity.ts';

/** The tables of this context and of those it joins. */
export const liveSeason = [
  ...[identityTables, registryTables, curriculumTables, deliveryTables, notificationTables].map((tables) => ({
    ...tables,
    jobs: [],
  })),
  liveTables,
];

/** The context with its services on an own database, at 09.00 in Western Indonesia of 6 July 2026, a Monday. */
export function liveContext(options: { settings?: Record<string, string> } = {}): Promise<TestContext> {
  return aTestContext(liveSeason, [LiveWorkerModule], options);
}

export const inRole = (
  role: Role,
  scope: Scope,
  userId: string = randomUUID(),
  displayName = 'Penguji',
): Actor => anActor({ role, scope, userId, displayName, permissions: permissionsOf(role) });

export const national = inRole('nationalAdmin', { level: 'national', ids: [] });

export interface LiveClass {
  run: { id: RunId; waveId: WaveId };
  classGroupId: ClassGroupId;
  trainees: { me: Actor; enrollmentId: EnrollmentId }[];
  /** The one who leads it. */
  trainer: Actor;
  /** The other trainer of the class. */
  colleague: Actor;
  organizer: Actor;
  observer: Actor;
}

/** A running class with trainees, two trainers and an organizer; its curriculum has M0, M1 and M2. */
export async function aLiveClass(
  db: DataSource,
  given: {
    people?: number;
    state?: ClassGroupState;
    timeZone?: TimeZone;
    run?: { id: RunId; waveId: WaveId };
    trainerIds?: string[];
  } = {},
): Promise<LiveClass> {
  const run = given.run ?? (await aRun(db, { curriculumVersionId: (await aCurriculum(db)).versionId }));
  const trainerIds =
    given.trainerIds ??
    (await Promise.all(
      ['Budi Pelatih', 'Sari Pelatih'].map((fullName) => aPerson(db, { fullName, libraryId: null })),
    ));
  const organizerId = await aPerson(db, { fullName: 'Ratna Penyelenggara', libraryId: null });
  const classGroup = await aClassGroup(db, {
    run,
    trainerIds,
    organizerId,
    state: given.state ?? 'running',
    timeZone: given.timeZone ?? 'Asia/Jakarta',
  });
  const trainees: LiveClass['trainees'] = [];
  for (let number = 1; number <= (given.people ?? 1); number++) {
    const fullName = `Peserta ${String(number).padStart(2, '0')}`;
    const personId = await aPerson(db, { fullName, libraryId: null });
    const { id } = await anEnrollment(db, { classGroup, personId, name: fullName });
    trainees.push({ me: inRole('trainee', { level: 'own', ids: [] }, personId, fullName), enrollmentId: id });
  }
  const ofClass = { level: 'class' as const, ids: [classGroup.id] };
  const [trainerId = '', colleagueId = ''] = trainerIds;
  return {
    run,
    classGroupId: classGroup.id,
    trainees,
    trainer: inRole('expertTrainer', ofClass, trainerId, 'Budi Pelatih'),
    colleague: inRole('expertTrainer', ofClass, colleagueId, 'Sari Pelatih'),
    organizer: inRole('organizer', ofClass, organizerId, 'Ratna Penyelenggara'),
    observer: inRole('observer', ofClass),
  };
}

/** A session written straight into its table: of a class, from 09.30 in Western Indonesia for two lesson hours, unless told otherwise. */
export async function aSession(
  db: DataSource,
  of: { run: { id: RunId }; classGroupId: ClassGroupId | null },
  given: Partial<LiveSession> = {},
): Promise<LiveSession> {
  const startsAt = given.startsAt ?? new Date('2026-07-06T02:30:00Z');
  const session: LiveSession = {
    id: randomUUID() as SessionId,
    runId: of.run.id,
    classGroupId: of.classGroupId,
    kind: of.classGroupId === null ? 'plenary' : 'class',
    moduleCode: 'M1',
    title: 'Penguatan Literasi',
    lessonHours: '2',
    startsAt,
    endsAt: new Date(startsAt.getTime() + 90 * 60_000),
    state: 'planned',
    stage: { provider: 'link', url: 'https://zoom.us/j/123456789' },
    seriesId: null,
    recordingUrl: null,
    summary: null,
    version: 0,
    movedFrom: null,
    changeReason: null,
    createdAt: new Date('2026-06-20T00:00:00Z'),
    changedAt: new Date('2026-06-20T00:00:00Z'),
    ...given,
  };
  await db.manager.insert(LiveSession, session as never);
  return session;
}

export async function closeClass(db: DataSource, classGroupId: string): Promise<void> {
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
