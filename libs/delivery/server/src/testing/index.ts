export * from './many-enrollments.ts';
import {
  type ClassGroupId,
  type ClassGroupState,
  type EnrollmentId,
  type EnrollmentState,
  type RunId,
  type TimeZone,
  type WaveId,
} from '@bimtek/delivery-contracts';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { ClassGroup } from '../class-groups/class-group.entity.ts';
import { ClassTrainer } from '../class-groups/class-trainer.entity.ts';
import { Enrollment } from '../enrollments/enrollment.entity.ts';
import { sortName, takesSeat } from '../enrollments/enrollment.rules.ts';
import { Run } from '../runs/run.entity.ts';
import { Wave } from '../runs/wave.entity.ts';

type Db = Pick<EntityManager, 'insert' | 'query'>;
const managerOf = (db: DataSource | EntityManager): Db => ('manager' in db ? (db as DataSource).manager : db);
let serial = 0;

/** A run with one wave of the same days, written straight into the tables. */
export async function aRun(
  db: DataSource | EntityManager,
  given: Partial<Run> & { waveId?: WaveId } = {},
): Promise<Run & { waveId: WaveId }> {
  const tx = managerOf(db);
  const { waveId = randomUUID() as WaveId, ...rest } = given;
  const run: Run = {
    id: randomUUID() as RunId,
    name: `Bimtek SPP-TIK ${++serial}`,
    year: 2026,
    mode: 'online',
    curriculumVersionId: randomUUID(),
    decreeId: null,
    startsOn: '2026-07-06',
    endsOn: '2026-07-10',
    state: 'registration',
    createdAt: new Date('2026-06-01T00:00:00Z'),
    ...rest,
  };
  await tx.insert(Run, run);
  const { startsOn, endsOn } = run;
  await tx.insert(Wave, { id: waveId, runId: run.id, number: 1, startsOn, endsOn });
  return { ...run, waveId };
}

/** A class with its trainers (ids of people, who need not exist); makes its own run unless one is given. */
export async function aClassGroup(
  db: DataSource | EntityManager,
  given: Partial<Omit<ClassGroup, 'runId' | 'waveId'>> & {
    run?: { id: RunId; waveId: WaveId };
    state?: ClassGroupState;
    trainerIds?: string[];
  } = {},
): Promise<ClassGroup> {
  const tx = managerOf(db);
  const { run = await aRun(db), trainerIds = [], ...rest } = given;
  const code = `UJI-01-${String(++serial).padStart(4, '0')}`;
  const group: ClassGroup = {
    id: randomUUID() as ClassGroupId,
    runId: run.id,
    waveId: run.waveId,
    code,
    name: `Kelas ${code}`,
    provinceCode: '33',
    timeZone: 'Asia/Jakarta' as TimeZone,
    capacity: 40,
    organizerId: null,
    state: 'running',
    createdAt: new Date('2026-06-01T00:00:00Z'),
    closedAt: rest.state === 'closed' ? new Date('2026-07-20T00:00:00Z') : null,
    ...rest,
  };
  await tx.insert(ClassGroup, group);
  if (trainerIds.length > 0) {
    await tx.insert(
      ClassTrainer,
      trainerIds.map((personId, position) => ({ classGroupId: group.id, personId, position })),
    );
  }
  return group;
}

/**
 * A person in a class (or, with `classGroup: null`, only in a run): active unless told otherwise. The person need not
 * exist in registry.
 */
export async function anEnrollment(
  db: DataSource | EntityManager,
  given: Partial<Omit<Enrollment, 'runId' | 'classGroupId'>> & {
    run?: { id: RunId };
    classGroup?: { id: ClassGroupId; runId: RunId; provinceCode: string } | null;
    state?: EnrollmentState;
    name?: string;
  } = {},
): Promise<Enrollment> {
  const tx = managerOf(db);
  const { run, classGroup: asked, name, ...rest } = given;
  const state = rest.state ?? 'active';
  const classGroup = asked ?? (asked === undefined && takesSeat(state) ? await aClassGroup(db) : null);
  const runId = classGroup?.runId ?? run?.id ?? (await aRun(db)).id;
  const provinceCode = rest.provinceCode ?? classGroup?.provinceCode ?? '33';
  const enrollment: Enrollment = {
    id: randomUUID() as EnrollmentId,
    runId,
    personId: randomUUID(),
    classGroupId: classGroup?.id ?? null,
    libraryId: null,
    regencyCode: `${provinceCode}.01`,
    provinceCode,
    state,
    stateReason: null,
    stateChangedAt: new Date('2026-06-15T00:00:00Z'),
    sortName: sortName(name ?? `peserta ${String(++serial).padStart(6, '0')}`),
    confirmedCertificateName: null,
    certificateNameConfirmedAt: null,
    createdAt: new Date('2026-06-10T00:00:00Z'),
    ...rest,
  };
  await tx.insert(Enrollment, enrollment);
  return enrollment;
}
