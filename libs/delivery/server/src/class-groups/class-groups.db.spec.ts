import { advanceClassGroups, type ClassGroupId } from '@bimtek/delivery-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Enrollment } from '../enrollments/enrollment.entity.ts';
import { Run } from '../runs/run.entity.ts';
import {
  aCandidate,
  aSeason,
  auditedActions,
  national,
  organizerOf,
  refusalOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { AdvanceClassGroups } from './advance-class-groups.job.ts';
import { ClassGroupPlans } from './class-group-plans.service.ts';
import { ClassGroupViews } from './class-group-views.service.ts';
import { ClassGroup } from './class-group.entity.ts';
import { ClassGroups } from './class-groups.service.ts';
import { ClassTeams } from './class-teams.service.ts';

let context: TestContext;
let plans: ClassGroupPlans;
let teams: ClassTeams;
let groups: ClassGroups;
let views: ClassGroupViews;
beforeAll(async () => {
  context = await aSeason();
  plans = context.get(ClassGroupPlans);
  teams = context.get(ClassTeams);
  groups = context.get(ClassGroups);
  views = context.get(ClassGroupViews);
});
afterAll(() => context.close());

const newId = () => randomUUID() as ClassGroupId;
const newGroup = (run: { waveId: ClassGroup['waveId'] }, more: object = {}) => ({
  id: newId(),
  waveId: run.waveId,
  provinceCode: '33',
  capacity: 40,
  trainerIds: [],
  organizerId: null,
  ...more,
});
const aTeam = async () => {
  const people = [];
  for (let n = 0; n < 3; n++) people.push((await aCandidate(context.db, { active: true })).personId);
  const [organizerId = null, ...trainerIds] = people;
  return { organizerId, trainerIds };
};
const rolesOf = async (personId: string): Promise<string[]> => {
  const rows: { role: string }[] = await context.db.query(
    `SELECT role FROM identity_role_grant WHERE person_id = $1 AND valid_to IS NULL ORDER BY role`,
    [personId],
  );
  return rows.map((row) => row.role);
};
const queued = async (name: string, classGroupId: string): Promise<number> => {
  const [row]: [{ count: number }] = await context.db.query(
    `SELECT count(*)::int FROM platform_outbox WHERE name = $1 AND payload->>'classGroupId' = $2`,
    [name, classGroupId],
  );
  return row.count;
};

describe('creating a class', () => {
  it('gives each class of a province and wave the next letter, also when many are made at once', async () => {
    const run = await aRun(context.db);
    const made = await Promise.all(Array.from({ length: 5 }, () => plans.create(national, newGroup(run))));
    expect(made.map((group) => group.code).sort()).toEqual(
      ['A', 'B', 'C', 'D', 'E'].map((letter) => `JATENG-01-${letter}`),
    );
    expect(made[0]).toMatchObject({
      timeZone: 'Asia/Jakarta',
      provinceName: 'Jawa Tengah',
      state: 'preparing',
    });
    const other = await plans.create(national, newGroup(run, { provinceCode: '91' }));
    expect([other.code, other.timeZone]).toEqual(['PAPUA-01-A', 'Asia/Jayapura']);
  });

  it('makes one class of a double click', async () => {
    const run = await aRun(context.db);
    const sent = newGroup(run, { name: 'Kelas Pantura' });
    const [first, second] = await Promise.all([plans.create(national, sent), plans.create(national, sent)]);
    expect([first.code, second.code, second.name]).toEqual(['JATENG-01-A', 'JATENG-01-A', 'Kelas Pantura']);
    expect(await auditedActions(context.db, sent.id)).toHaveLength(1);
  });

  it('does not know a province or a wave that is not there', async () => {
    const run = await aRun(context.db);
    expect(await refusalOf(plans.create(national, newGroup(run, { provinceCode: '99' })))).toBe(
      'invalid-request',
    );
    expect(await refusalOf(plans.create(national, newGroup({ waveId: randomUUID() as never })))).toBe(
      'not-found',
    );
  });

  it('keeps the capacity above the seats that are taken', async () => {
    const group = await aClassGroup(context.db, { state: 'preparing', capacity: 2 });
    await anEnrollment(context.db, { classGroup: group, state: 'placed' });
    await anEnrollment(context.db, { classGroup: group, state: 'placed' });
    expect(await refusalOf(plans.change(national, group.id, { capacity: 1 }))).toBe('capacity-too-small');
    expect(await plans.change(national, group.id, { capacity: 45, name: 'Kelas Baru' })).toMatchObject({
      capacity: 45,
      name: 'Kelas Baru',
    });
  });
});

describe('the team of a class', () => {
  it('gives roles bound to the class, and takes them back with the place in the team', async () => {
    const group = await aClassGroup(context.db, { state: 'preparing' });
    const { organizerId, trainerIds } = await aTeam();
    const [first = '', second = ''] = trainerIds;
    await teams.set(national, group.id, { organizerId, trainerIds });
    expect(await rolesOf(first)).toEqual(['expertTrainer']);
    expect(await rolesOf(organizerId ?? '')).toEqual(['organizer']);
    await teams.set(national, group.id, { organizerId: first, trainerIds: [second] });
    expect(await rolesOf(first)).toEqual(['organizer']);
    expect(await rolesOf(organizerId ?? '')).toEqual([]);
  });

  it('is written once when it is sent twice', async () => {
    const group = await aClassGroup(context.db, { state: 'preparing' });
    const team = await aTeam();
    await Promise.all([teams.set(national, group.id, team), teams.set(national, group.id, team)]);
    expect(await auditedActions(context.db, group.id)).toEqual(['delivery.class-team-set']);
  });

  it('has nobody without an account and nobody who learns in the same run', async () => {
    const group = await aClassGroup(context.db, { state: 'preparing' });
    const stranger = { organizerId: null, trainerIds: [randomUUID()] };
    expect(await refusalOf(teams.set(national, group.id, stranger))).toBe('not-an-account');
    const { personId } = await aCandidate(context.db);
    await anEnrollment(context.db, { run: { id: group.runId }, state: 'registered', personId });
    const trainee = { organizerId: null, trainerIds: [personId] };
    expect(await refusalOf(teams.set(national, group.id, trainee))).toBe('also-a-trainee');
  });

  it('stays complete once the class has opened', async () => {
    const group = await aClassGroup(context.db, { state: 'running' });
    const { organizerId, trainerIds } = await aTeam();
    expect(
      await refusalOf(teams.set(national, group.id, { organizerId, trainerIds: trainerIds.slice(0, 1) })),
    ).toBe('too-few-trainers');
    expect(await refusalOf(teams.set(national, group.id, { organizerId: null, trainerIds }))).toBe(
      'no-organizer',
    );
  });
});

describe('opening and closing', () => {
  const open = (id: string, me = national) => context.db.transaction((tx) => groups.open(tx, me, id));
  const close = (id: string) => context.db.transaction((tx) => groups.close(tx, national, id));
  const stateOf = async (id: ClassGroupId) =>
    (await context.db.manager.findOneByOrFail(ClassGroup, { id })).state;
  const aReadyGroup = async () => {
    const { organizerId, trainerIds } = await aTeam();
    const group = await aClassGroup(context.db, { state: 'preparing', organizerId, trainerIds });
    const placed = await anEnrollment(context.db, { classGroup: group, state: 'placed' });
    return { group, placed };
  };

  it('names what is missing, and opens when nothing is', async () => {
    const bare = await aClassGroup(context.db, { state: 'preparing' });
    expect((await views.get(context.db.manager, national, bare.id)).obstacles).toEqual([
      'too-few-trainers',
      'no-organizer',
      'nobody-placed',
    ]);
    expect(await refusalOf(open(bare.id))).toBe('too-few-trainers');

    const { group, placed } = await aReadyGroup();
    await open(group.id, organizerOf(group.id));
    expect(await stateOf(group.id)).toBe('open');
    expect((await context.db.manager.findOneByOrFail(Enrollment, { id: placed.id })).state).toBe('active');
  });

  it('opens once for two clicks', async () => {
    const { group } = await aReadyGroup();
    await Promise.all([open(group.id), open(group.id)]);
    expect(await queued('delivery.class-opened', group.id)).toBe(1);
    expect(await auditedActions(context.db, group.id)).toEqual(['delivery.class-opened']);
  });

  it('does not open the class of another organizer', async () => {
    const { group } = await aReadyGroup();
    const other = await aClassGroup(context.db);
    expect(await refusalOf(open(group.id, organizerOf(other.id)))).toBe('not-found');
  });

  it('closes when everybody has a result or has left, and tells others once', async () => {
    const group = await aClassGroup(context.db);
    const person = await anEnrollment(context.db, { classGroup: group });
    await anEnrollment(context.db, { classGroup: group, state: 'withdrawn' });
    expect(await refusalOf(close(group.id))).toBe('people-undecided');
    await context.db.manager.update(Enrollment, { id: person.id }, { state: 'passed' });
    await Promise.all([close(group.id), close(group.id)]);
    expect(await groups.isClosed(group.id)).toBe(true);
    expect(await queued('delivery.class-closed', group.id)).toBe(1);
  });

  it('reopens with a reason that is kept, and only what is closed', async () => {
    const group = await aClassGroup(context.db, { state: 'closed' });
    const reopen = () =>
      context.db.transaction((tx) => groups.reopen(tx, national, group.id, 'Nilai tugas tertukar'));
    await reopen();
    expect(await context.db.manager.findOneByOrFail(ClassGroup, { id: group.id })).toMatchObject({
      state: 'decision',
      closedAt: null,
    });
    const [entry]: [{ reason: string }] = await context.db.query(
      `SELECT reason FROM platform_audit_entry WHERE subject_id = $1 AND action = 'delivery.class-reopened'`,
      [group.id],
    );
    expect(entry.reason).toBe('Nilai tugas tertukar');
    expect(await refusalOf(reopen())).toBe('class-not-closed');
  });

  it('locks team, capacity and seats of a closed class', async () => {
    const group = await aClassGroup(context.db, { state: 'closed' });
    expect(await refusalOf(teams.set(national, group.id, await aTeam()))).toBe('class-closed');
    expect(await refusalOf(plans.change(national, group.id, { capacity: 50 }))).toBe('class-closed');
    expect(await refusalOf(open(group.id))).toBe('class-closed');
  });
});

describe(advanceClassGroups.name, () => {
  it('follows the calendar of each class’s own zone, and changes nothing the second time', async () => {
    // 15.30 UTC on 5 July is still 5 July in Java, and 6 July in Papua.
    context.clock.set('2026-07-05T15:30:00Z');
    const run = await aRun(context.db, { state: 'registration' });
    const java = await aClassGroup(context.db, { run, state: 'open' });
    const papua = await aClassGroup(context.db, { run, state: 'open', timeZone: 'Asia/Jayapura' });
    const job = context.get(AdvanceClassGroups);
    await job.run();
    await job.run();
    const states = await context.db.manager.findBy(ClassGroup, [{ id: java.id }, { id: papua.id }]);
    expect(new Map(states.map((group) => [group.id, group.state]))).toEqual(
      new Map([
        [java.id, 'open'],
        [papua.id, 'running'],
      ]),
    );
    expect((await context.db.manager.findOneByOrFail(Run, { id: run.id })).state).toBe('running');
    expect(await auditedActions(context.db, papua.id)).toEqual(['delivery.class-running']);
  });

  it('finishes a run whose classes are all closed', async () => {
    const run = await aRun(context.db, { state: 'grading' });
    await aClassGroup(context.db, { run, state: 'closed' });
    await context.get(AdvanceClassGroups).run();
    expect((await context.db.manager.findOneByOrFail(Run, { id: run.id })).state).toBe('finished');
  });
});
