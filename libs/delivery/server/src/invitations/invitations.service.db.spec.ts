import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { accountActivated } from '@bimtek/identity-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { Outbox } from '@bimtek/platform-server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Enrollment } from '../enrollments/enrollment.entity.ts';
import {
  aCandidate,
  aDecree,
  aSeason,
  auditedActions,
  inRole,
  national,
  organizerOf,
  provincial,
  refusalOf,
  type SpecCandidate,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { ActivationCards } from './activation-cards.service.ts';
import { Invitations } from './invitations.service.ts';

let context: TestContext;
let invitations: Invitations;
let cards: ActivationCards;
beforeAll(async () => {
  context = await aSeason();
  invitations = context.get(Invitations);
  cards = context.get(ActivationCards);
});
afterAll(() => context.close());

async function aDecreeOf(...people: Parameters<typeof aCandidate>[1][]) {
  const decreeId = await aDecree(context.db);
  const candidates: SpecCandidate[] = [];
  for (const person of people) candidates.push(await aCandidate(context.db, { ...person, decreeId }));
  return { decreeId, candidates };
}
const activate = async ({ accountId, personId }: SpecCandidate) => {
  const activatedAt = context.clock.now().toISOString();
  await context.db.transaction((tx) =>
    context.get(Outbox).add(tx, accountActivated, { accountId, personId, activatedAt }),
  );
};

describe('inviting candidates', () => {
  it('enrolls each once, however often and by however many at once it is asked', async () => {
    const run = await aRun(context.db, { state: 'planned' });
    const { decreeId } = await aDecreeOf({}, {}, { regency: '73.01' });
    const results = await Promise.all([
      invitations.invite(national, run.id, { decreeId }),
      invitations.invite(national, run.id, { decreeId }),
    ]);
    expect(results.map((result) => result.invited).sort()).toEqual([0, 3]);
    expect(await invitations.invite(national, run.id, { decreeId })).toEqual({ invited: 0, already: 3 });
    expect(await auditedActions(context.db, run.id)).toEqual(['delivery.candidates-invited']);
  });

  it('reaches as far as the scope: a province, or the provinces of an organizer’s own classes in this run', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run, provinceCode: '73' });
    const { decreeId } = await aDecreeOf({}, { regency: '73.01' });
    const { items } = await invitations.invitable(provincial('33'), run.id);
    expect(new Set(items.map((item) => item.provinceCode))).toEqual(new Set(['33']));
    expect(items).toContainEqual(expect.objectContaining({ decreeId, candidates: 1, enrolled: 0 }));
    expect(await invitations.invite(organizerOf(group.id), run.id, { decreeId })).toEqual({
      invited: 1,
      already: 0,
    });
    expect(await invitations.invite(provincial('33'), run.id, { decreeId })).toEqual({
      invited: 1,
      already: 0,
    });
    expect(await refusalOf(invitations.invite(provincial('33'), run.id, { decreeId, province: '73' }))).toBe(
      'nobody-to-invite',
    );
    const elsewhere = await aClassGroup(context.db);
    expect(await refusalOf(invitations.invite(organizerOf(elsewhere.id), run.id, { decreeId }))).toBe(
      'not-found',
    );
  });

  it('registers at once who has an active account already', async () => {
    const run = await aRun(context.db);
    const { decreeId, candidates } = await aDecreeOf({ active: true }, {});
    await invitations.invite(national, run.id, { decreeId });
    const rows = await context.db.manager.findBy(Enrollment, { runId: run.id });
    expect(new Map(rows.map((row) => [row.personId, row.state]))).toEqual(
      new Map([
        [candidates[0]?.personId, 'registered'],
        [candidates[1]?.personId, 'invited'],
      ]),
    );
  });

  it('stops with the run', async () => {
    const run = await aRun(context.db, { state: 'finished' });
    const { decreeId } = await aDecreeOf({});
    expect(await refusalOf(invitations.invite(national, run.id, { decreeId }))).toBe('run-finished');
  });
});

describe('activation', () => {
  it('registers the person in every run they were invited to, once, and changes nothing else', async () => {
    const person = await aCandidate(context.db);
    const one = await anEnrollment(context.db, { state: 'invited', personId: person.personId });
    const two = await anEnrollment(context.db, { state: 'withdrawn', personId: person.personId });
    await activate(person);
    await activate(person);
    await context.drainOutbox();
    const rows = await context.db.manager.findBy(Enrollment, { personId: person.personId });
    expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
      new Map([
        [one.id, 'registered'],
        [two.id, 'withdrawn'],
      ]),
    );
    expect(await auditedActions(context.db, one.id)).toEqual(['delivery.enrollment-registered']);
  });
});

describe('activation cards', () => {
  it('are renewed for people chosen one by one who forgot their password, not for everybody', async () => {
    const run = await aRun(context.db);
    const { decreeId } = await aDecreeOf({ name: 'Wartinah', active: true });
    await invitations.invite(national, run.id, { decreeId });
    const rows: { id: EnrollmentId }[] = await context.db.query(
      `SELECT id FROM delivery_enrollment WHERE run_id = $1`,
      [run.id],
    );
    const ids = rows.map((row) => row.id);
    expect((await cards.issue(national, { ids })).cards).toEqual([]);
    expect((await cards.issue(national, { matching: { runId: run.id } }, true)).cards).toEqual([]);
    expect((await cards.issue(national, { ids }, true)).cards).toMatchObject([{ name: 'Wartinah' }]);
  });

  it('have link, code and a message for those who are not active yet', async () => {
    const run = await aRun(context.db, { name: 'Bimtek SPP-TIK 2026' });
    const { decreeId, candidates } = await aDecreeOf(
      { name: 'Siti Maemunah', titleAfter: 'S.Pd.', phone: '+6281234567890' },
      { active: true },
    );
    await invitations.invite(national, run.id, { decreeId });
    const { cards: made, active, left } = await cards.issue(national, { matching: { runId: run.id } });
    expect([made.length, active, left]).toEqual([1, 1, 0]);
    const [card] = made;
    expect(card).toMatchObject({ name: 'Siti Maemunah, S.Pd.', whatsapp: '6281234567890' });
    expect(card?.place).toContain('Jawa Tengah 01');
    expect(card?.link).toMatch(/^https:\/\/ruang\.example\/aktivasi\/.{20,}/);
    for (const part of [card?.name, card?.link, card?.code, card?.participantCode, run.name]) {
      expect(card?.message).toContain(part);
    }
    expect(await auditedActions(context.db, candidates[0]?.accountId ?? '')).toEqual([
      'identity.activation-issued',
    ]);
  });

  it('are new each time, and only for people within scope', async () => {
    const run = await aRun(context.db);
    const { decreeId } = await aDecreeOf({}, { regency: '73.01' });
    await invitations.invite(national, run.id, { decreeId });
    const people = { matching: { runId: run.id } };
    const first = await cards.issue(provincial('33'), people);
    const second = await cards.issue(provincial('33'), people);
    expect([first.cards.length, second.cards.length]).toEqual([1, 1]);
    expect(second.cards[0]?.code).not.toBe(first.cards[0]?.code);
    const theirs = await context.db.manager.findOneByOrFail(Enrollment, {
      runId: run.id,
      provinceCode: '73',
    });
    expect(await refusalOf(cards.issue(provincial('33'), { ids: [theirs.id] }))).toBe('not-found');
    expect(
      (await cards.issue(inRole('trainee', { level: 'own', ids: [] }, randomUUID()), people)).cards,
    ).toEqual([]);
  });
});
