import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aSeason,
  auditedActions,
  national,
  organizerOf,
  provincial,
  refusalOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { Enrollment } from './enrollment.entity.ts';
import { Enrollments } from './enrollments.service.ts';

let context: TestContext;
let enrollments: Enrollments;
beforeAll(async () => {
  context = await aSeason();
  enrollments = context.get(Enrollments);
});
afterAll(() => context.close());

describe('currentOf', () => {
  it('is null for somebody who takes part in nothing', async () => {
    expect(await enrollments.currentOf(randomUUID())).toBeNull();
  });

  it('prefers the active run to a newer one, and any to one that was left', async () => {
    const personId = randomUUID();
    await anEnrollment(context.db, {
      personId,
      state: 'withdrawn',
      createdAt: new Date('2026-06-30T00:00:00Z'),
    });
    const old = await anEnrollment(context.db, {
      personId,
      state: 'registered',
      createdAt: new Date('2026-01-01T00:00:00Z'),
    });
    expect((await enrollments.currentOf(personId))?.enrollmentId).toBe(old.id);
    const active = await anEnrollment(context.db, { personId, createdAt: new Date('2025-01-01T00:00:00Z') });
    expect((await enrollments.currentOf(personId))?.enrollmentId).toBe(active.id);
  });

  it('has the days and zone of the class, and before there is one those of run and province', async () => {
    const run = await aRun(context.db, { startsOn: '2026-07-01', endsOn: '2026-07-31' });
    const group = await aClassGroup(context.db, { run, provinceCode: '73', timeZone: 'Asia/Makassar' });
    const { personId } = await anEnrollment(context.db, { classGroup: group });
    expect(await enrollments.currentOf(personId)).toMatchObject({
      classGroupId: group.id,
      className: group.name,
      classState: 'running',
      curriculumVersionId: run.curriculumVersionId,
      timeZone: 'Asia/Makassar',
      startsOn: '2026-07-01',
    });
    const waiting = await anEnrollment(context.db, { run, state: 'invited', provinceCode: '91' });
    expect(await enrollments.currentOf(waiting.personId)).toMatchObject({
      classGroupId: null,
      timeZone: 'Asia/Jayapura',
      endsOn: '2026-07-31',
    });
  });
});

describe('move', () => {
  const move = (...args: Parameters<Enrollments['move']> extends [unknown, ...infer Rest] ? Rest : never) =>
    context.db.transaction((tx) => enrollments.move(tx, ...args));

  it('moves all or nobody, and nobody twice', async () => {
    const group = await aClassGroup(context.db);
    const one = await anEnrollment(context.db, { classGroup: group });
    const two = await anEnrollment(context.db, { classGroup: group, state: 'completed' });
    expect(await move(national, [one.id, two.id], 'completed')).toEqual([one.id]);
    expect(await move(national, [one.id, two.id], 'completed')).toEqual([]);
    const late = await anEnrollment(context.db, { classGroup: group, state: 'noShow' });
    expect(await refusalOf(move(national, [one.id, late.id], 'passed'))).toBe('move-not-possible');
    expect((await context.db.manager.findOneByOrFail(Enrollment, { id: one.id })).state).toBe('completed');
    expect(await auditedActions(context.db, one.id)).toEqual(['delivery.enrollment-completed']);
  });

  it('keeps to scope and permission', async () => {
    const group = await aClassGroup(context.db);
    const { id } = await anEnrollment(context.db, { classGroup: group });
    expect(await refusalOf(move(provincial('73'), [id], 'completed'))).toBe('not-found');
    expect(await refusalOf(move(organizerOf(group.id), [id], 'passed'))).toBe('move-not-possible');
    expect(await move(organizerOf(group.id), [id], 'completed')).toEqual([id]);
    expect(await move('system', [id], 'passed')).toEqual([id]);
  });

  it('changes nothing in a closed class', async () => {
    const group = await aClassGroup(context.db, { state: 'closed' });
    const { id } = await anEnrollment(context.db, { classGroup: group, state: 'passed' });
    expect(await refusalOf(move(national, [id], 'completed', 'Nilai dikoreksi'))).toBe('class-closed');
  });
});
