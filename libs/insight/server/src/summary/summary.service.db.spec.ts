import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { Summary } from '@bimtek/insight-contracts';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCertificate, insightContext } from '../testing/insight-context.ts';
import { SummaryService } from './summary.service.ts';

type ClassGroup = Awaited<ReturnType<typeof aClassGroup>>;

let context: TestContext;
let summaries: SummaryService;
let run: Awaited<ReturnType<typeof aRun>>;
let java: ClassGroup;
let papua: ClassGroup;

const as = (
  role: Role,
  scope: Scope = { level: 'national', ids: [] },
  userId: string = randomUUID(),
): Actor => anActor({ role, scope, userId, permissions: permissionsOf(role) });
const national = as('nationalAdmin');
const of = async (me: Actor, runId = run.id) => Summary.parse(await summaries.summary(me, { runId }));

async function people(classGroup: ClassGroup, state: EnrollmentState, count: number, regency = '01') {
  const regencyCode = `${classGroup.provinceCode}.${regency}`;
  for (let one = 0; one < count; one++) await anEnrollment(context.db, { classGroup, state, regencyCode });
}

async function decision(classGroup: ClassGroup, state: 'prepared' | 'approved', count: number) {
  await context.db.query(
    `INSERT INTO graduation_class_decision (class_group_id, state, people, passed, prepared_at, prepared_by,
       prepared_by_name, approved_at)
     VALUES ($1, $2, $3, 0, now(), $4, 'Panitia', $5)`,
    [classGroup.id, state, count, randomUUID(), state === 'approved' ? new Date() : null],
  );
}

async function importIn(state: string, by: string, createdAt = context.clock.now()) {
  const fileId = randomUUID();
  await context.db.query(
    `INSERT INTO platform_file (id, file_name, media_type, size_bytes, sha256, storage_key, created_by, created_at)
     VALUES ($1, 'a.csv', 'text/csv', 1, 'x', $3, $2, now())`,
    [fileId, by, fileId],
  );
  await context.db.query(
    `INSERT INTO platform_import (id, kind, file_id, file_name, size_bytes, options, state, created_by, created_by_name, created_at)
     VALUES ($1, 'registry.decree', $1, 'a.csv', 1, '{}', $2, $3, 'Panitia', $4)`,
    [fileId, state, by, createdAt],
  );
}

beforeAll(async () => {
  context = await insightContext();
  summaries = context.get(SummaryService);
  run = await aRun(context.db, { state: 'running' });
  const inState = (state: ClassGroupState, given: object = {}) =>
    aClassGroup(context.db, { run, state, ...given });
  java = await inState('running');
  papua = await inState('grading', { provinceCode: '91', timeZone: 'Asia/Jayapura' });
  await people(java, 'active', 3);
  await people(java, 'active', 1, '02');
  await people(papua, 'completed', 2);
  await anEnrollment(context.db, { run, state: 'verified', classGroup: null });
  await anEnrollment(context.db, { run, state: 'invited', classGroup: null, provinceCode: '91' });
});
afterAll(() => context.close());

describe('the summary of a run', () => {
  it('counts people and classes by state', async () => {
    expect(await of(national)).toMatchObject({
      run: { id: run.id },
      people: {
        total: 8,
        byState: { active: 4, completed: 2, verified: 1, invited: 1 },
        namesUnconfirmed: 4,
      },
      classes: { total: 2, byState: { running: 1, grading: 1 } },
    });
  });

  it.each([
    ['a provincial admin', () => as('provincialAdmin', { level: 'province', ids: ['91'] }), 3, 1],
    ['a regency admin', () => as('regencyAdmin', { level: 'regency', ids: ['33.02'] }), 1, 1],
    ['a trainer', () => as('expertTrainer', { level: 'class', ids: [java.id] }), 4, 1],
    [
      'an organizer, with those still to place',
      () => as('organizer', { level: 'class', ids: [java.id] }),
      5,
      1,
    ],
    ['nobody who is bound to no class', () => as('expertTrainer', { level: 'class', ids: [] }), 0, 0],
  ] as const)('is narrowed to the scope of %s', async (_case, me, total, classes) => {
    const summary = Summary.parse(await summaries.summary(me(), {}));
    expect([summary.people.total, summary.classes.total]).toEqual([total, classes]);
  });

  it('leaves out what the role may not see', async () => {
    const trainer = await of(as('expertTrainer', { level: 'class', ids: [java.id] }));
    expect(trainer).toMatchObject({ imports: null, certificates: null, decisions: { toPrepare: 0 } });
    const regency = await of(as('regencyAdmin', { level: 'regency', ids: ['33.01'] }));
    expect(regency).toMatchObject({ imports: null, decisions: null, certificates: null });
  });

  it('follows decisions from the last day to approval', async () => {
    const [prepared, approved] = [
      await aClassGroup(context.db, { run: await aRun(context.db), state: 'decision' }),
      await aClassGroup(context.db, { state: 'closed' }),
    ];
    expect((await of(national)).decisions).toMatchObject({ toPrepare: 1, toApprove: 0 });
    await decision(prepared, 'prepared', 38);
    await decision(approved, 'approved', 40);
    expect((await of(national, prepared.runId)).decisions).toEqual({
      toPrepare: 0,
      toApprove: 1,
      peopleToApprove: 38,
      approved: 0,
    });
    expect((await of(national, approved.runId)).decisions).toMatchObject({ toApprove: 0, approved: 1 });
  });

  it('counts certificates that are issued, still being made and revoked', async () => {
    await aCertificate(context.db, { classGroup: java });
    await aCertificate(context.db, { classGroup: papua });
    await aCertificate(context.db, { classGroup: papua }, { validity: 'revoked' });
    expect((await of(national)).certificates).toEqual({ issued: 2, rendering: 2, revoked: 1 });
    const papuan = await of(as('provincialAdmin', { level: 'province', ids: ['91'] }));
    expect(papuan.certificates).toEqual({ issued: 1, rendering: 1, revoked: 1 });
  });

  it('counts imports that work and those that wait, an organizer’s own ones only, for a month', async () => {
    const organizer = as('organizer', { level: 'class', ids: [java.id] });
    await importIn('checking', organizer.userId);
    await importIn('checked', randomUUID());
    await importIn('checked', randomUUID(), new Date('2026-05-01T00:00:00Z'));
    await importIn('applied', randomUUID());
    expect((await of(national)).imports).toMatchObject({ running: 1, waiting: 1 });
    expect((await of(organizer)).imports).toMatchObject({ running: 1, waiting: 0 });
  });

  it('opens with the run that is under way, and offers the others', async () => {
    const later = await aRun(context.db, { state: 'planned', startsOn: '2027-07-06', endsOn: '2027-07-10' });
    const summary = Summary.parse(await summaries.summary(national, {}));
    expect(summary.run?.state).toBe('running');
    expect(summary.runs.map(({ id }) => id)).toContain(later.id);
  });

  it('does not find a run of others', async () => {
    const trainer = as('expertTrainer', { level: 'class', ids: [java.id] });
    const other = await aRun(context.db);
    const asked = summaries.summary(trainer, { runId: other.id });
    await expect(asked).rejects.toThrow(ProblemError);
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
  });
});
