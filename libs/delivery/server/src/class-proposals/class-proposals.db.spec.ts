import type { ClassGroupId, ClassProposalId, EnrollmentId } from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ClassGroupViews } from '../class-groups/class-group-views.service.ts';
import { ClassGroups } from '../class-groups/class-groups.service.ts';
import { ClassTeams } from '../class-groups/class-teams.service.ts';
import { Enrollment } from '../enrollments/enrollment.entity.ts';
import { Placements, seatsTaken } from '../enrollments/placements.service.ts';
import {
  aCandidate,
  aSeason,
  auditedActions,
  inRole,
  national,
  organizerOf,
  provincial,
  refusalOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { ClassProposals } from './class-proposals.service.ts';

let context: TestContext;
let proposals: ClassProposals;
beforeAll(async () => {
  context = await aSeason();
  proposals = context.get(ClassProposals);
});
afterAll(() => context.close());

const reason = 'Sesuai kesepakatan rapat';
const newId = () => randomUUID() as ClassProposalId;
const openFor = async (me: Actor, classGroupId?: ClassGroupId) =>
  (await proposals.list(me, { state: 'open', limit: 200, ...(classGroupId ? { classGroupId } : {}) })).items;
const idsFor = async (me: Actor) => (await openFor(me)).map(({ id }) => id);

/** A class that takes people in, with people who wait for a seat. */
async function aClass(given: { people?: number; capacity?: number } = {}) {
  const { people = 2, capacity = 40 } = given;
  const run = await aRun(context.db);
  const group = await aClassGroup(context.db, { run, state: 'preparing', capacity });
  const enrollmentIds: EnrollmentId[] = [];
  for (let n = 0; n < people; n++) {
    enrollmentIds.push((await anEnrollment(context.db, { run, state: 'verified', provinceCode: '33' })).id);
  }
  return { run, group, enrollmentIds };
}
const stateOf = async (id?: EnrollmentId) =>
  (await context.db.manager.findOneByOrFail(Enrollment, { id: id as EnrollmentId })).state;
const aPlacement = async (given: Parameters<typeof aClass>[0] = {}, me = provincial('33')) => {
  const place = await aClass(given);
  const { group, enrollmentIds } = place;
  const proposal = await proposals.proposePlacement(me, group.id, { id: newId(), enrollmentIds, reason });
  return { ...place, me, proposal };
};

describe('proposing seats', () => {
  it('gives nobody a seat yet, names the people, and is one however often it is sent', async () => {
    const { group, enrollmentIds } = await aClass();
    const me = provincial('33');
    const sent = { id: newId(), enrollmentIds, reason };
    const first = await proposals.proposePlacement(me, group.id, sent);
    expect(first).toMatchObject({
      kind: 'placement',
      state: 'open',
      isMineToWithdraw: true,
      isMineToDecide: false,
    });
    expect(first.people).toHaveLength(2);
    expect((await proposals.proposePlacement(me, group.id, sent)).id).toBe(first.id);
    expect(await seatsTaken(context.db.manager, group.id)).toBe(0);
    expect(await auditedActions(context.db, group.id)).toEqual(['delivery.placement-proposed']);
    expect(await openFor(me, group.id)).toHaveLength(1);
  });

  it('is one when a colleague proposes the same people in another order', async () => {
    const { group, enrollmentIds } = await aClass();
    const sent = { id: newId(), enrollmentIds, reason };
    await proposals.proposePlacement(provincial('33'), group.id, sent);
    const again = await proposals.proposePlacement(provincial('33'), group.id, {
      id: newId(),
      enrollmentIds: enrollmentIds.toReversed(),
      reason,
    });
    expect([again.id, again.isMineToWithdraw]).toEqual([sent.id, false]);
    await proposals.decline(national, sent.id, { reason });
    const anew = await proposals.proposePlacement(provincial('33'), group.id, { ...sent, id: newId() });
    expect([anew.state, anew.id === sent.id]).toEqual(['open', false]);
  });

  it('is one also when the same is sent twice at the same time', async () => {
    const { group, enrollmentIds } = await aClass();
    const sent = { id: newId(), enrollmentIds, reason };
    const me = provincial('33');
    await Promise.all([1, 2].map(() => proposals.proposePlacement(me, group.id, sent)));
    expect(await openFor(national, group.id)).toHaveLength(1);
    expect(await auditedActions(context.db, group.id)).toHaveLength(1);
  });

  it('is refused for people, classes and ids that are another’s, and for what could not be done now either', async () => {
    const { run, group, enrollmentIds } = await aClass({ people: 3, capacity: 2 });
    const propose = (me: Actor, ids: EnrollmentId[], to = group.id, id = newId()) =>
      refusalOf(proposals.proposePlacement(me, to, { id, enrollmentIds: ids, reason }));
    expect(await propose(provincial('34'), enrollmentIds)).toBe('not-found');
    const elsewhere = await anEnrollment(context.db, { run, state: 'verified', provinceCode: '34' });
    expect(await propose(provincial('33'), [elsewhere.id])).toBe('not-found');
    expect(await propose(provincial('33'), enrollmentIds)).toBe('class-full');
    const unverified = await anEnrollment(context.db, { run, state: 'registered', provinceCode: '33' });
    expect(await propose(provincial('33'), [unverified.id])).toBe('people-do-not-fit');
    const closed = await aClassGroup(context.db, { run, state: 'closed' });
    expect(await propose(provincial('33'), enrollmentIds.slice(0, 1), closed.id)).toBe('class-closed');
    const [id] = enrollmentIds;
    const taken = newId();
    await proposals.proposePlacement(provincial('33'), group.id, {
      id: taken,
      enrollmentIds: [id] as EnrollmentId[],
      reason,
    });
    expect(await propose(provincial('33'), enrollmentIds.slice(1, 2), group.id, taken)).toBe('id-taken');
    await context.get(Placements).place(national, group.id, { ids: [id] as EnrollmentId[] }, false);
    expect(await propose(provincial('33'), [id] as EnrollmentId[])).toBe('nothing-to-propose');
  });
});

describe('deciding on seats', () => {
  it('places everybody once, by the organizer of that class', async () => {
    const { group, enrollmentIds, proposal } = await aPlacement();
    const organizer = organizerOf(group.id);
    expect((await openFor(organizer))[0]).toMatchObject({ id: proposal.id, isMineToDecide: true });
    const accepted = await proposals.accept(organizer, proposal.id);
    expect(accepted).toMatchObject({ state: 'accepted', decidedBy: { personId: organizer.userId } });
    expect(await stateOf(enrollmentIds[0])).toBe('placed');
    expect((await proposals.accept(national, proposal.id)).decidedBy?.personId).toBe(organizer.userId);
    expect(await auditedActions(context.db, group.id)).toEqual([
      'delivery.placement-proposed',
      'delivery.placement-proposal-accepted',
    ]);
    expect(await auditedActions(context.db, enrollmentIds[0] ?? '')).toEqual(['delivery.enrollment-placed']);
  });

  it('is neither another organizer’s business nor that of another province or of a master trainer', async () => {
    const { run, group, proposal } = await aPlacement();
    const other = await aClassGroup(context.db, { run });
    const master = inRole('masterTrainer');
    expect(await refusalOf(proposals.accept(organizerOf(other.id), proposal.id))).toBe('not-found');
    expect(await refusalOf(proposals.decline(organizerOf(other.id), proposal.id, { reason }))).toBe(
      'not-found',
    );
    for (const stranger of [organizerOf(other.id), provincial('34'), master]) {
      expect(await idsFor(stranger)).not.toContain(proposal.id);
    }
    expect(await refusalOf(proposals.withdraw(provincial('34'), proposal.id))).toBe('not-found');
    expect(await refusalOf(proposals.withdraw(provincial('33'), proposal.id))).toBe('not-found');
    expect(await refusalOf(proposals.withdraw(master, proposal.id))).toBe('not-found');
    expect(await idsFor(organizerOf(group.id))).toEqual([proposal.id]);
  });

  it('leaves it open when the seats are gone by then, and takes nobody in', async () => {
    const { run, group, enrollmentIds, proposal } = await aPlacement({ people: 2, capacity: 2 });
    const other = await anEnrollment(context.db, { run, state: 'verified', provinceCode: '33' });
    await context.get(Placements).place(national, group.id, { ids: [other.id] }, false);
    await expect(proposals.accept(national, proposal.id)).rejects.toMatchObject({
      code: 'class-full',
      extra: { free: 1, asked: 2 },
    });
    expect(await stateOf(enrollmentIds[0])).toBe('verified');
    expect(await idsFor(national)).toContain(proposal.id);
    expect((await proposals.decline(national, proposal.id, { reason: 'Kelas sudah penuh' })).state).toBe(
      'declined',
    );
  });

  it('names who no longer fits, places nobody, and is open for when they do', async () => {
    const { enrollmentIds, proposal } = await aPlacement();
    const [first, second] = enrollmentIds;
    const withdraw = (state: string) =>
      context.db.query(`UPDATE delivery_enrollment SET state = $2 WHERE id = $1`, [first, state]);
    await withdraw('withdrawn');
    await expect(proposals.accept(national, proposal.id)).rejects.toMatchObject({
      code: 'people-do-not-fit',
      extra: { refused: [{ enrollmentId: first, code: 'move-not-possible' }] },
    });
    expect(await stateOf(second)).toBe('verified');
    await withdraw('verified');
    expect((await proposals.accept(national, proposal.id)).state).toBe('accepted');
  });

  it('says so when somebody sits where the organizer has no say, and in a class that has closed', async () => {
    const { run, group, enrollmentIds, proposal } = await aPlacement();
    const other = await aClassGroup(context.db, { run, state: 'preparing' });
    await context.get(Placements).place(national, other.id, { ids: enrollmentIds }, false);
    expect(await refusalOf(proposals.accept(organizerOf(group.id), proposal.id))).toBe('people-do-not-fit');
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [group.id],
    );
    expect(await refusalOf(proposals.accept(national, proposal.id))).toBe('class-closed');
    expect(await idsFor(national)).toContain(proposal.id);
  });

  it('is refused to whoever proposed it, and to somebody of the same library, in whichever role', async () => {
    const [proposer, neighbor] = [await aCandidate(context.db), await aCandidate(context.db)];
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      neighbor.personId,
      proposer.libraryId,
    ]);
    const { enrollmentIds, proposal } = await aPlacement(
      {},
      inRole('provincialAdmin', { level: 'province', ids: ['33'] }, proposer.personId),
    );
    for (const { personId } of [proposer, neighbor]) {
      const me = inRole('nationalAdmin', { level: 'national', ids: [] }, personId);
      expect(await refusalOf(proposals.accept(me, proposal.id))).toBe('own-proposal');
      expect(await refusalOf(proposals.decline(me, proposal.id, { reason }))).toBe('own-proposal');
    }
    expect(await stateOf(enrollmentIds[0])).toBe('verified');
  });

  it('comes too late after it was declined or taken back', async () => {
    const declined = await aPlacement();
    await proposals.decline(national, declined.proposal.id, { reason: 'Kelas lain lebih dekat' });
    expect(await refusalOf(proposals.accept(national, declined.proposal.id))).toBe('proposal-not-open');
    expect(await refusalOf(proposals.withdraw(declined.me, declined.proposal.id))).toBe('proposal-not-open');
    const { items } = await proposals.list(declined.me, { state: 'declined', limit: 200 });
    expect(items.find(({ id }) => id === declined.proposal.id)?.answer).toBe('Kelas lain lebih dekat');
    const withdrawn = await aPlacement();
    await proposals.withdraw(withdrawn.me, withdrawn.proposal.id);
    expect((await proposals.withdraw(withdrawn.me, withdrawn.proposal.id)).state).toBe('withdrawn');
    expect(await refusalOf(proposals.accept(national, withdrawn.proposal.id))).toBe('proposal-not-open');
    expect(await stateOf(withdrawn.enrollmentIds[0])).toBe('verified');
  });

  it('lets one of two who answer at the same time do so', async () => {
    const { group, enrollmentIds, proposal } = await aPlacement();
    const answers = await Promise.allSettled([
      proposals.accept(organizerOf(group.id), proposal.id),
      proposals.decline(inRole('nationalAdmin'), proposal.id, { reason }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [accepting] = answers;
    expect(await stateOf(enrollmentIds[0])).toBe(accepting.status === 'fulfilled' ? 'placed' : 'verified');
  });
});

describe('proposing trainers', () => {
  const master = inRole('masterTrainer');
  const aTeamOf = async (count: number) => {
    const people = [];
    for (let n = 0; n < count; n++) people.push((await aCandidate(context.db, { active: true })).personId);
    return people;
  };
  const trainersOf = async (classGroupId: ClassGroupId) =>
    (await context.get(ClassGroupViews).get(context.db.manager, national, classGroupId)).trainers.map(
      ({ personId }) => personId,
    );
  const aProposal = async () => {
    const group = await aClassGroup(context.db, { state: 'preparing' });
    const trainerIds = await aTeamOf(2);
    const proposal = await proposals.proposeTrainers(master, group.id, { id: newId(), trainerIds, reason });
    return { group, trainerIds, proposal };
  };

  it('names nobody before the national office has, and then exactly those, with the role', async () => {
    const { group, trainerIds, proposal } = await aProposal();
    expect(proposal.people.map(({ personId }) => personId)).toEqual(trainerIds);
    expect(await trainersOf(group.id)).toEqual([]);
    expect((await proposals.accept(national, proposal.id)).state).toBe('accepted');
    expect((await proposals.accept(national, proposal.id)).state).toBe('accepted');
    expect(await trainersOf(group.id)).toEqual(trainerIds);
    const [row]: { count: number }[] = await context.db.query(
      `SELECT count(*)::int AS count FROM identity_role_grant WHERE role = 'expertTrainer' AND scope_id = $1`,
      [group.id],
    );
    expect(row?.count).toBe(2);
  });

  it('is the business of neither the organizer nor the province', async () => {
    const { group, proposal } = await aProposal();
    for (const stranger of [organizerOf(group.id), provincial('33')]) {
      expect(await idsFor(stranger)).not.toContain(proposal.id);
    }
    expect(await refusalOf(proposals.accept(organizerOf(group.id), proposal.id))).toBe('not-found');
    expect(await refusalOf(proposals.withdraw(provincial('33'), proposal.id))).toBe('not-found');
    expect(await idsFor(inRole('masterTrainer'))).toContain(proposal.id);
  });

  it('is stale when the team has changed since, keeps the organizer, and stays open to be declined', async () => {
    const { group, proposal } = await aProposal();
    const [one = '', other = '', organizerId = ''] = await aTeamOf(3);
    await context.get(ClassTeams).set(national, group.id, { trainerIds: [one, other], organizerId });
    expect(await refusalOf(proposals.accept(national, proposal.id))).toBe('team-changed');
    expect(await trainersOf(group.id)).toEqual([one, other]);
    expect(await idsFor(national)).toContain(proposal.id);
    const [third = ''] = await aTeamOf(1);
    const next = await proposals.proposeTrainers(master, group.id, {
      id: newId(),
      trainerIds: [one, third],
      reason,
    });
    await proposals.accept(national, next.id);
    expect(await trainersOf(group.id)).toEqual([one, third]);
    expect((await context.get(ClassGroups).byId(group.id))?.organizerId).toBe(organizerId);
  });

  it('is refused for who learns in the run, has no account, or is there already', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, state: 'preparing' });
    const learner = await aCandidate(context.db, { active: true });
    await anEnrollment(context.db, { run, personId: learner.personId, state: 'verified' });
    const propose = (trainerIds: string[]) =>
      refusalOf(proposals.proposeTrainers(master, group.id, { id: newId(), trainerIds, reason }));
    expect(await propose([learner.personId])).toBe('also-a-trainee');
    expect(await propose([randomUUID()])).toBe('not-an-account');
    const trainerIds = await aTeamOf(2);
    await context.get(ClassTeams).set(national, group.id, { trainerIds, organizerId: null });
    expect(await propose(trainerIds)).toBe('nothing-to-propose');
  });

  it('becomes impossible when somebody named has begun to learn in the run', async () => {
    const { group, trainerIds, proposal } = await aProposal();
    await anEnrollment(context.db, {
      run: { id: group.runId },
      personId: trainerIds[0] ?? '',
      state: 'verified',
    });
    expect(await refusalOf(proposals.accept(national, proposal.id))).toBe('also-a-trainee');
    expect(await trainersOf(group.id)).toEqual([]);
    expect(await idsFor(national)).toContain(proposal.id);
  });

  it('is not decided by whom it would make a trainer', async () => {
    const { trainerIds, proposal } = await aProposal();
    const me = inRole('nationalAdmin', { level: 'national', ids: [] }, trainerIds[1]);
    expect((await openFor(me)).find(({ id }) => id === proposal.id)?.isMineToDecide).toBe(false);
    expect(await refusalOf(proposals.accept(me, proposal.id))).toBe('own-proposal');
  });

  it('finds those who work in the program, and the many who learn only for who names teams', async () => {
    const run = await aRun(context.db);
    const { personId } = await aCandidate(context.db, { name: 'Sulastri Wening', active: true });
    const find = async (me: Actor) =>
      (await context.get(ClassGroupViews).findTeamMembers(me, { q: 'wening', runId: run.id })).items.map(
        (one) => one.personId,
      );
    expect([await find(master), await find(national)]).toEqual([[], [personId]]);
    const group = await aClassGroup(context.db, { state: 'preparing' });
    await context.get(ClassTeams).set(national, group.id, { trainerIds: [personId], organizerId: null });
    expect(await find(master)).toEqual([personId]);
  });
});

describe('the list of proposals', () => {
  it('comes a page at a time, the newest first, each once', async () => {
    const { group, enrollmentIds } = await aClass({ people: 5 });
    const me = provincial('33');
    const made: string[] = [];
    for (const id of enrollmentIds) {
      context.clock.advance(1_000);
      made.unshift(
        (await proposals.proposePlacement(me, group.id, { id: newId(), enrollmentIds: [id], reason })).id,
      );
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await proposals.list(me, {
        state: 'open',
        classGroupId: group.id,
        limit: 2,
        ...(after ? { after } : {}),
      });
      expect(page.total).toBe(5);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(made);
  });
});
