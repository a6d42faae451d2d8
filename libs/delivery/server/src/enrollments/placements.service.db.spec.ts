import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aCandidate,
  aSeason,
  auditedActions,
  national,
  organizerOf,
  refusalOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { BulkActs } from './bulk-acts.service.ts';
import { Enrollment } from './enrollment.entity.ts';
import { Placements, seatsTaken } from './placements.service.ts';

let context: TestContext;
let placements: Placements;
let acts: BulkActs;
beforeAll(async () => {
  context = await aSeason();
  placements = context.get(Placements);
  acts = context.get(BulkActs);
});
afterAll(() => context.close());

const someVerified = async (run: Awaited<ReturnType<typeof aRun>>, count: number, provinceCode = '33') => {
  const people = [];
  for (let n = 0; n < count; n++) {
    people.push(await anEnrollment(context.db, { run, state: 'verified', provinceCode }));
  }
  return people.map((person) => person.id);
};

describe('placing', () => {
  it('gives verified people a seat; a second click finds them there', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing' });
    const ids = await someVerified(run, 3);
    const place = () => placements.place(organizerOf(group.id), group.id, { ids }, false);
    expect(await place()).toEqual({ moved: 3, already: 0, refused: [] });
    expect(await place()).toEqual({ moved: 0, already: 3, refused: [] });
    expect(await seatsTaken(context.db.manager, group.id)).toBe(3);
    expect(await auditedActions(context.db, ids[0] ?? '')).toEqual(['delivery.enrollment-placed']);
  });

  it('makes people active at once in a class that is open', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'running' });
    const [id] = await someVerified(run, 1);
    if (!id) throw new Error('nobody');
    await placements.place(national, group.id, { ids: [id] }, false);
    expect((await context.db.manager.findOneByOrFail(Enrollment, { id })).state).toBe('active');
  });

  it('never gives out more seats than there are, when several place at once', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing', capacity: 5 });
    const ids = await someVerified(run, 8);
    const results = await Promise.allSettled(
      [ids.slice(0, 4), ids.slice(4, 8), ids.slice(2, 6)].map((some) =>
        placements.place(national, group.id, { ids: some }, false),
      ),
    );
    expect(results.some((result) => result.status === 'fulfilled')).toBe(true);
    expect(await seatsTaken(context.db.manager, group.id)).toBeLessThanOrEqual(5);
    const refused = results.filter((result) => result.status === 'rejected');
    for (const { reason } of refused as PromiseRejectedResult[]) expect(reason.code).toBe('class-full');
  });

  it('is all or nobody when seats are missing, and says how many are free', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing', capacity: 2 });
    const ids = await someVerified(run, 3);
    await expect(placements.place(national, group.id, { ids }, false)).rejects.toMatchObject({
      code: 'class-full',
      extra: { free: 2, asked: 3 },
    });
    expect(await seatsTaken(context.db.manager, group.id)).toBe(0);
  });

  it('takes people of the own province, of others only when asked to, and never across time zones', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing' });
    const [near] = await someVerified(run, 1, '34');
    const [far] = await someVerified(run, 1, '91');
    if (!near || !far) throw new Error('nobody');
    const people = { ids: [near, far] };
    const strict = await placements.place(national, group.id, people, false);
    expect(strict.refused.map((refusal) => refusal.code)).toEqual(['other-province', 'other-province']);
    const wide = await placements.place(national, group.id, people, true);
    expect([wide.moved, wide.refused.map((refusal) => refusal.code)]).toEqual([1, ['other-time-zone']]);
  });

  it('does not take people of another run, unverified people, or anybody into a closed class', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing' });
    const [stranger] = await someVerified(await aRun(context.db), 1);
    const registered = await anEnrollment(context.db, { run, state: 'registered' });
    if (!stranger) throw new Error('nobody');
    const result = await placements.place(national, group.id, { ids: [stranger, registered.id] }, false);
    expect(result.refused.map((refusal) => refusal.code)).toEqual(['move-not-possible', 'move-not-possible']);

    const ids = await someVerified(run, 1);
    for (const [state, code] of [
      ['closed', 'class-closed'],
      ['decision', 'class-past-placement'],
    ] as const) {
      const late = await aClassGroup(context.db, { run, state });
      expect(await refusalOf(placements.place(national, late.id, { ids }, false))).toBe(code);
    }
  });

  it('moves people from class to class, also when two admins move in opposite directions', async () => {
    const run = await aRun(context.db);
    const a = await aClassGroup(context.db, { run, state: 'preparing' });
    const b = await aClassGroup(context.db, { run, state: 'preparing' });
    const inA = await anEnrollment(context.db, { classGroup: a, state: 'placed' });
    const inB = await anEnrollment(context.db, { classGroup: b, state: 'placed' });
    await Promise.all([
      placements.place(national, b.id, { ids: [inA.id] }, false),
      placements.place(national, a.id, { ids: [inB.id] }, false),
    ]);
    const rows = await context.db.manager.findBy(Enrollment, [{ id: inA.id }, { id: inB.id }]);
    expect(new Map(rows.map((row) => [row.id, row.classGroupId]))).toEqual(
      new Map([
        [inA.id, b.id],
        [inB.id, a.id],
      ]),
    );
  });

  it('lets an organizer fill the own classes only, with people of their provinces', async () => {
    const run = await aRun(context.db);
    const own = await aClassGroup(context.db, { run, state: 'preparing' });
    const other = await aClassGroup(context.db, { run, state: 'preparing' });
    const [near] = await someVerified(run, 1, '33');
    const [far] = await someVerified(run, 1, '73');
    if (!near || !far) throw new Error('nobody');
    const me = organizerOf(own.id);
    expect(await refusalOf(placements.place(me, other.id, { ids: [near] }, false))).toBe('not-found');
    expect(await refusalOf(placements.place(me, own.id, { ids: [far] }, true))).toBe('not-found');
    expect((await placements.place(me, own.id, { ids: [near] }, false)).moved).toBe(1);
  });

  it('is undone before the class opens, not after', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing' });
    const placed = await anEnrollment(context.db, { classGroup: group, state: 'placed' });
    const active = await anEnrollment(context.db, { classGroup: group, state: 'active' });
    const result = await acts.unplace(organizerOf(group.id), { ids: [placed.id, active.id] });
    expect([result.moved, result.refused[0]?.code]).toEqual([1, 'move-not-possible']);
    const row = await context.db.manager.findOneByOrFail(Enrollment, { id: placed.id });
    expect([row.state, row.classGroupId]).toEqual(['verified', null]);
  });

  it('finds candidates by real names from registry in what it refuses', async () => {
    const { personId } = await aCandidate(context.db, { name: 'Ngatini' });
    const group = await aClassGroup(context.db, { state: 'preparing' });
    const { id } = await anEnrollment(context.db, { run: { id: group.runId }, state: 'invited', personId });
    const result = await placements.place(national, group.id, { ids: [id] }, false);
    expect(result.refused).toEqual([{ enrollmentId: id, name: 'Ngatini', code: 'move-not-possible' }]);
  });
});
