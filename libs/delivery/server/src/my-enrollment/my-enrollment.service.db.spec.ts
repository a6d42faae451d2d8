import type { EnrollmentId } from '@bimtek/delivery-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCandidate, aSeason, inRole, refusalOf } from '../testing/a-season.ts';
import { aClassGroup, anEnrollment } from '../testing/index.ts';
import { MyEnrollments } from './my-enrollment.service.ts';

let context: TestContext;
let mine: MyEnrollments;
beforeAll(async () => {
  context = await aSeason();
  mine = context.get(MyEnrollments);
});
afterAll(() => context.close());

const asTrainee = (personId: string) => inRole('trainee', { level: 'own', ids: [] }, personId);
async function aTrainee(given: { closed?: boolean } = {}) {
  const organizer = await aCandidate(context.db, { name: 'Wulan Panitia' });
  const trainer = await aCandidate(context.db, { name: 'Ratna Kusumaningrum' });
  const person = await aCandidate(context.db, { name: 'Siti Maemunah', titleAfter: 'S.Pd.' });
  const classGroup = await aClassGroup(context.db, {
    organizerId: organizer.personId,
    trainerIds: [trainer.personId],
    ...(given.closed ? { state: 'closed' as const } : {}),
  });
  const enrollment = await anEnrollment(context.db, { classGroup, personId: person.personId });
  return { me: asTrainee(person.personId), enrollment, classGroup };
}

describe('my enrollment', () => {
  it('tells the class, the people who lead it, and the name for the certificate', async () => {
    const { me, enrollment, classGroup } = await aTrainee();
    expect(await mine.current(me)).toMatchObject({
      id: enrollment.id,
      state: 'active',
      startsOn: '2026-07-06',
      timeZone: 'Asia/Jakarta',
      classGroup: { id: classGroup.id, trainers: ['Ratna Kusumaningrum'], organizer: 'Wulan Panitia' },
      certificateName: { name: 'Siti Maemunah, S.Pd.', confirmedAt: null, canConfirm: true },
    });
  });

  it('is null for somebody who takes part in nothing', async () => {
    expect(await mine.current(asTrainee(randomUUID()))).toBeNull();
  });
});

describe('confirming the name', () => {
  const name = 'Siti Maemunah, S.Pd.';

  it('keeps the first time when it is confirmed twice', async () => {
    const { me, enrollment } = await aTrainee();
    const first = await mine.confirmName(me, enrollment.id, name);
    context.clock.advance(60_000);
    expect(await mine.confirmName(me, enrollment.id, name)).toEqual(first);
    expect((await mine.current(me))?.certificateName).toEqual({
      name,
      confirmedAt: first.confirmedAt,
      canConfirm: false,
    });
  });

  it('asks again when the name was corrected afterwards', async () => {
    const { me, enrollment } = await aTrainee();
    await mine.confirmName(me, enrollment.id, name);
    await context.db.query(`UPDATE registry_person SET full_name = 'Siti Maimunah' WHERE id = $1`, [
      me.userId,
    ]);
    expect((await mine.current(me))?.certificateName).toMatchObject({ confirmedAt: null, canConfirm: true });
    expect(await refusalOf(mine.confirmName(me, enrollment.id, name))).toBe('name-has-changed');
  });

  it('ends with the class, and is nobody else’s to give', async () => {
    const closed = await aTrainee({ closed: true });
    expect(await refusalOf(mine.confirmName(closed.me, closed.enrollment.id, name))).toBe('class-closed');
    const { enrollment } = await aTrainee();
    expect(await refusalOf(mine.confirmName(closed.me, enrollment.id, name))).toBe('not-found');
    expect(await refusalOf(mine.confirmName(closed.me, randomUUID() as EnrollmentId, name))).toBe(
      'not-found',
    );
  });
});
