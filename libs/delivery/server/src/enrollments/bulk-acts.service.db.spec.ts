import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { Accounts } from '@bimtek/identity-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
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
import { BulkActs } from './bulk-acts.service.ts';
import { EnrollmentLists } from './enrollment-lists.service.ts';
import { Enrollment } from './enrollment.entity.ts';

let context: TestContext;
let acts: BulkActs;
beforeAll(async () => {
  context = await aSeason();
  acts = context.get(BulkActs);
});
afterAll(() => context.close());

const stateOf = async (id: EnrollmentId) =>
  (await context.db.manager.findOneByOrFail(Enrollment, { id })).state;

describe('the first check of the regency', () => {
  const regency = (...codes: string[]) => inRole('regencyAdmin', { level: 'regency', ids: codes });
  const checkOf = async (id: EnrollmentId) => {
    const page = await context.get(EnrollmentLists).list(national, {
      runId: (await context.db.manager.findOneByOrFail(Enrollment, { id })).runId,
      limit: 50,
    });
    return page.items.find((row) => row.id === id)?.firstCheck ?? null;
  };

  it('is advice that stands beside the person, moves nobody, and gives way to a later one', async () => {
    const { id } = await anEnrollment(context.db, { state: 'registered', regencyCode: '33.01' });
    const people = { ids: [id] };
    expect(await acts.check(regency('33.01'), { outcome: 'fine', people })).toMatchObject({ moved: 1 });
    expect(await acts.check(regency('33.01'), { outcome: 'fine', people })).toMatchObject({
      moved: 0,
      already: 1,
    });
    expect(await checkOf(id)).toMatchObject({ outcome: 'fine', note: null });
    const reason = 'Bukan pengelola perpustakaan itu';
    await acts.check(regency('33.01'), { outcome: 'doubtful', people, reason });
    expect(await checkOf(id)).toMatchObject({ outcome: 'doubtful', note: reason });
    expect(await stateOf(id)).toBe('registered');
    expect(await auditedActions(context.db, id)).toEqual([
      'delivery.enrollment-checked',
      'delivery.enrollment-checked',
    ]);
    const found = await context.get(EnrollmentLists).list(national, {
      runId: (await context.db.manager.findOneByOrFail(Enrollment, { id })).runId,
      firstCheck: 'doubtful',
      limit: 50,
    });
    expect(found.items.map((row) => row.id)).toEqual([id]);
  });

  it('is for people who wait for the province, of the own regency and not of the own library', async () => {
    const checker = await aCandidate(context.db, { regency: '33.01' });
    const colleague = await anEnrollment(context.db, {
      state: 'registered',
      regencyCode: '33.01',
      libraryId: checker.libraryId,
    });
    const verified = await anEnrollment(context.db, { state: 'verified', regencyCode: '33.01' });
    const elsewhere = await anEnrollment(context.db, { state: 'registered', regencyCode: '33.02' });
    const me = inRole('regencyAdmin', { level: 'regency', ids: ['33.01'] }, checker.personId);
    const result = await acts.check(me, { outcome: 'fine', people: { ids: [colleague.id, verified.id] } });
    expect(Object.fromEntries(result.refused.map((one) => [one.enrollmentId, one.code]))).toEqual({
      [colleague.id]: 'own-library',
      [verified.id]: 'move-not-possible',
    });
    expect(await refusalOf(acts.check(me, { outcome: 'fine', people: { ids: [elsewhere.id] } }))).toBe(
      'not-found',
    );
  });
});

describe('verifying', () => {
  it('verifies the chosen people, and says of the others why not', async () => {
    const registered = await anEnrollment(context.db, { state: 'registered' });
    const invited = await anEnrollment(context.db, { state: 'invited' });
    const verified = await anEnrollment(context.db, { state: 'verified' });
    const ids = [registered.id, invited.id, verified.id];
    const result = await acts.verify(provincial('33'), { outcome: 'verified', people: { ids } });
    expect(result).toMatchObject({ moved: 1, already: 1 });
    expect(result.refused).toEqual([
      { enrollmentId: invited.id, name: invited.sortName, code: 'move-not-possible' },
    ]);
    expect(await stateOf(registered.id)).toBe('verified');
    expect(await auditedActions(context.db, registered.id)).toEqual(['delivery.enrollment-verified']);
  });

  it('has one effect when it is clicked twice at once', async () => {
    const { id } = await anEnrollment(context.db, { state: 'registered' });
    const click = () => acts.verify(national, { outcome: 'verified', people: { ids: [id] } });
    const results = await Promise.all([click(), click(), click()]);
    expect(results.map((result) => result.moved).sort()).toEqual([0, 0, 1]);
    expect(await auditedActions(context.db, id)).toHaveLength(1);
  });

  it('lets one of two admins win who judge differently at the same moment', async () => {
    const { id } = await anEnrollment(context.db, { state: 'registered' });
    const people = { ids: [id] };
    const reason = 'Nama berbeda dengan SK';
    const [yes, back] = await Promise.all([
      acts.verify(national, { outcome: 'verified', people }),
      acts.verify(provincial('33'), { outcome: 'needsCorrection', people, reason }),
    ]);
    // Each move is possible after the other, so both may happen, one after the other; never half of each.
    expect(yes.moved + back.moved).toBeGreaterThanOrEqual(1);
    const row = await context.db.manager.findOneByOrFail(Enrollment, { id });
    expect([row.state, row.stateReason]).toEqual(
      row.state === 'verified' ? ['verified', null] : ['needsCorrection', reason],
    );
  });

  it('sends back with the reason, which stays until the person moves on', async () => {
    const { id } = await anEnrollment(context.db, { state: 'registered' });
    const people = { ids: [id] };
    const reason = 'Surat tugas belum ada';
    await acts.verify(national, { outcome: 'needsCorrection', people, reason });
    expect(await context.db.manager.findOneByOrFail(Enrollment, { id })).toMatchObject({
      state: 'needsCorrection',
      stateReason: reason,
    });
    await acts.verify(national, { outcome: 'verified', people });
    expect((await context.db.manager.findOneByOrFail(Enrollment, { id })).stateReason).toBeNull();
  });

  it('does not find people of another province, and then moves nobody', async () => {
    const mine = await anEnrollment(context.db, { state: 'registered', provinceCode: '33' });
    const theirs = await anEnrollment(context.db, { state: 'registered', provinceCode: '73' });
    const people = { ids: [mine.id, theirs.id] };
    expect(await refusalOf(acts.verify(provincial('33'), { outcome: 'verified', people }))).toBe('not-found');
    expect(await stateOf(mine.id)).toBe('registered');
    const unknown = { ids: [randomUUID() as EnrollmentId] };
    expect(await refusalOf(acts.verify(national, { outcome: 'verified', people: unknown }))).toBe(
      'not-found',
    );
  });

  it('leaves out the verifier’s own library and the verifier', async () => {
    const verifier = await aCandidate(context.db);
    const colleague = await anEnrollment(context.db, { state: 'registered', libraryId: verifier.libraryId });
    const self = await anEnrollment(context.db, { state: 'registered', personId: verifier.personId });
    const me = inRole('provincialAdmin', { level: 'province', ids: ['33'] }, verifier.personId);
    const people = { ids: [colleague.id, self.id] };
    const result = await acts.verify(me, { outcome: 'verified', people });
    expect(result.refused.map((refusal) => refusal.code)).toEqual(['own-library', 'own-library']);
  });

  it('brings nobody of the own library back either, while the others come back', async () => {
    const verifier = await aCandidate(context.db);
    const colleague = await anEnrollment(context.db, { state: 'withdrawn', libraryId: verifier.libraryId });
    const other = await anEnrollment(context.db, { state: 'withdrawn' });
    const me = inRole('provincialAdmin', { level: 'province', ids: ['33'] }, verifier.personId);
    const result = await acts.restore(me, { ids: [colleague.id, other.id] }, 'Ternyata tetap ikut');
    expect([result.moved, result.refused.map(({ code }) => code)]).toEqual([1, ['own-library']]);
    expect([await stateOf(colleague.id), await stateOf(other.id)]).toEqual(['withdrawn', 'registered']);
  });

  it('does nothing at all for somebody whose role ended after the request had come in', async () => {
    const accounts = context.get(Accounts);
    const [admin, first, second] = [
      await aCandidate(context.db),
      await anEnrollment(context.db, { state: 'registered' }),
      await anEnrollment(context.db, { state: 'registered' }),
    ];
    const grant = {
      personId: admin.personId,
      role: 'provincialAdmin',
      level: 'province',
      scopeId: '33',
    } as const;
    await accounts.grant(context.db.manager, [grant]);
    const held: { id: string }[] = await context.db.query(
      `SELECT id FROM identity_role_grant WHERE person_id = $1 AND role = 'provincialAdmin'`,
      [admin.personId],
    );
    const me = {
      ...inRole('provincialAdmin', { level: 'province', ids: ['33'] }, admin.personId),
      grantIds: held.map(({ id }) => id),
    };
    const verify = (id: EnrollmentId) => acts.verify(me, { outcome: 'verified', people: { ids: [id] } });
    expect((await verify(first.id)).moved).toBe(1);
    await accounts.revoke(context.db.manager, [grant]);
    expect(await refusalOf(verify(second.id))).toBe('not-allowed');
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['verified', 'registered']);
  });

  it('is done wholly when the role ends while it is under way, and the end waits for it', async () => {
    const accounts = context.get(Accounts);
    const admin = await aCandidate(context.db);
    const run = await aRun(context.db);
    for (let one = 0; one < 30; one++) await anEnrollment(context.db, { run, state: 'registered' });
    const grant = {
      personId: admin.personId,
      role: 'provincialAdmin',
      level: 'province',
      scopeId: '33',
    } as const;
    await accounts.grant(context.db.manager, [grant]);
    const held: { id: string }[] = await context.db.query(
      `SELECT id FROM identity_role_grant WHERE person_id = $1 AND role = 'provincialAdmin'`,
      [admin.personId],
    );
    const me = {
      ...inRole('provincialAdmin', { level: 'province', ids: ['33'] }, admin.personId),
      grantIds: held.map(({ id }) => id),
    };
    const people = { matching: { runId: run.id } };
    const [act, end] = await Promise.allSettled([
      acts.verify(me, { outcome: 'verified', people }),
      context.db.transaction((tx) => accounts.revoke(tx, [grant])),
    ]);
    expect(end.status).toBe('fulfilled');
    const [{ verified }]: [{ verified: number }] = await context.db.query(
      `SELECT count(*)::int AS verified FROM delivery_enrollment WHERE run_id = $1 AND state = 'verified'`,
      [run.id],
    );
    expect(verified).toBe(act.status === 'fulfilled' ? 30 : 0);
    expect(await refusalOf(acts.verify(me, { outcome: 'verified', people }))).toBe('not-allowed');
  });

  it('takes all that match a filter, within the scope only', async () => {
    const run = await aRun(context.db);
    for (const provinceCode of ['33', '33', '73']) {
      await anEnrollment(context.db, { run, state: 'registered', provinceCode });
    }
    await anEnrollment(context.db, { run, state: 'withdrawn' });
    const people = { matching: { runId: run.id } };
    expect(await acts.verify(provincial('33'), { outcome: 'verified', people })).toEqual({
      moved: 2,
      already: 0,
      refused: [],
    });
  });
});

describe('ending', () => {
  const reason = 'Pindah tugas ke desa lain';

  it('frees the seat of who withdraws, and keeps the class as history', async () => {
    const group = await aClassGroup(context.db);
    const { id } = await anEnrollment(context.db, { classGroup: group });
    const result = await acts.end(organizerOf(group.id), { people: { ids: [id] }, to: 'withdrawn', reason });
    expect(result.moved).toBe(1);
    expect(await context.db.manager.findOneByOrFail(Enrollment, { id })).toMatchObject({
      state: 'withdrawn',
      stateReason: reason,
      classGroupId: group.id,
    });
  });

  it.each([
    ['replaced', '2026-07-06T10:00:00Z', 1, undefined],
    ['replaced', '2026-07-07T10:00:00Z', 0, 'too-late-to-replace'],
    ['noShow', '2026-07-05T10:00:00Z', 0, 'not-started'],
    ['noShow', '2026-07-06T10:00:00Z', 1, undefined],
  ] as const)('%s at %s', async (to, now, moved, code) => {
    context.clock.set(now);
    const { id } = await anEnrollment(context.db);
    const result = await acts.end(national, { people: { ids: [id] }, to, reason });
    expect([result.moved, result.refused[0]?.code]).toEqual([moved, code]);
  });

  it('takes day 1 from the calendar of the class, not of the server', async () => {
    // 16.30 UTC on 5 July is already 6 July in Papua.
    context.clock.set('2026-07-05T16:30:00Z');
    const group = await aClassGroup(context.db, { provinceCode: '91', timeZone: 'Asia/Jayapura' });
    const { id } = await anEnrollment(context.db, { classGroup: group });
    expect((await acts.end(national, { people: { ids: [id] }, to: 'noShow', reason })).moved).toBe(1);
  });

  it('changes nobody in a closed class', async () => {
    const group = await aClassGroup(context.db, { state: 'closed' });
    const { id } = await anEnrollment(context.db, { classGroup: group });
    const result = await acts.end(national, { people: { ids: [id] }, to: 'withdrawn', reason });
    expect(result.refused[0]?.code).toBe('class-closed');
  });

  it('can be taken back: withdrawn to registered without a class, absent to active in it', async () => {
    const group = await aClassGroup(context.db);
    const withdrawn = await anEnrollment(context.db, { classGroup: group, state: 'withdrawn' });
    const absent = await anEnrollment(context.db, { classGroup: group, state: 'noShow' });
    const result = await acts.restore(national, { ids: [withdrawn.id, absent.id] }, 'Salah catat');
    expect(result.moved).toBe(2);
    const rows = await context.db.manager.findBy(Enrollment, [{ id: withdrawn.id }, { id: absent.id }]);
    expect(new Map(rows.map((row) => [row.id, [row.state, row.classGroupId]]))).toEqual(
      new Map([
        [withdrawn.id, ['registered', null]],
        [absent.id, ['active', group.id]],
      ]),
    );
  });
});
