import type { RoleProposalId, RoleScope } from '@bimtek/identity-contracts';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type Reach, ReachesPeople, type ReachesPeopleOf } from '../care/people-reach.ts';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { RoleHolders } from '../roles/role-holders.service.ts';
import { NamesScopes, type NamesScopesOf } from '../roles/scope-names.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { actorOf, anAccount, aToken, refusal, type SomeAccount } from '../testing/some-accounts.ts';
import { RoleProposals } from './role-proposals.service.ts';

/** Stand for the contexts that know who is enrolled where, and what places are called. */
const enrolled = new Map<string, string[]>();
@ReachesPeople()
class PeopleOfSpec implements ReachesPeopleOf {
  reach(me: Actor, personColumn: string, first: number): Reach {
    const people = me.scope.ids.flatMap((id) => enrolled.get(id) ?? []);
    return { sql: `${personColumn}::text = ANY($${first})`, parameters: [people] };
  }
}
const places: Record<string, string> = { '33': 'Jawa Tengah', '33.08': 'Magelang', '34.02': 'Bantul' };
@NamesScopes()
class PlacesOfSpec implements NamesScopesOf {
  readonly levels = ['province', 'regency', 'class'] as const;
  named(_: unknown, level: string, ids: string[]): Promise<RoleScope[]> {
    const known = ids.filter((id) => (id.length === 2) === (level === 'province') && places[id]);
    return Promise.resolve(known.map((id) => ({ id, name: places[id] ?? '', within: null })));
  }
  find(): Promise<RoleScope[]> {
    return Promise.resolve([]);
  }
}
@Module({ providers: [PeopleOfSpec, PlacesOfSpec] })
class SpecModule {}

let context: TestContext;
let proposals: RoleProposals;
let holders: RoleHolders;
let sessions: Sessions;

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule, SpecModule]);
  proposals = context.get(RoleProposals);
  holders = context.get(RoleHolders);
  sessions = context.get(Sessions);
});
afterAll(() => context.close());

const regency = (...ids: string[]): Scope => ({ level: 'regency', ids });
const province = (...ids: string[]): Scope => ({ level: 'province', ids });
const nationwide: Scope = { level: 'national', ids: [] };
const reason = 'Pindah tugas ke Dinas';

async function asking(account: SomeAccount): Promise<Actor> {
  const actor = await actorOf(sessions, await aToken(context, account));
  if (!actor) throw new Error('not signed in');
  return actor;
}
const anOffice = async (role: 'regencyAdmin' | 'provincialAdmin' | 'nationalAdmin', scope: Scope) =>
  asking(await anAccount(context, { role, scope }));
/** Somebody who learns in Magelang. */
async function aPerson(): Promise<SomeAccount> {
  const person = await anAccount(context);
  for (const place of ['33', '33.08']) {
    enrolled.set(place, [...(enrolled.get(place) ?? []), person.personId]);
  }
  return person;
}
const newId = () => randomUUID() as RoleProposalId;
const facilitator = ({ personId }: SomeAccount, id = newId()) =>
  ({ id, personId, role: 'regionalFacilitator', scopeId: '33.08', reason }) as const;
const code = async (work: Promise<unknown>) => (await refusal(work)).code;
const holds = async ({ personId }: SomeAccount, role: string) => {
  const [row]: { held: boolean }[] = await context.db.query(
    `SELECT EXISTS (SELECT 1 FROM identity_role_grant WHERE person_id = $1 AND role = $2) AS held`,
    [personId, role],
  );
  return row?.held;
};
const audited = async (id: string) => {
  const rows: { action: string }[] = await context.db.query(
    `SELECT action FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
    [id],
  );
  return rows.map(({ action }) => action);
};
const openIn = async (me: Actor) =>
  (await proposals.list(me, { state: 'open', limit: 100 })).items.map(({ id }) => id);

describe('proposing a role', () => {
  it('gives nothing yet, and is one proposal however often it is sent, also by a colleague', async () => {
    const [me, colleague] = [
      await anOffice('regencyAdmin', regency('33.08')),
      await anOffice('regencyAdmin', regency('33.08')),
    ];
    const person = await aPerson();
    const sent = facilitator(person);
    const proposed = await proposals.propose(me, sent);
    expect(proposed).toMatchObject({
      state: 'open',
      scopeName: 'Magelang',
      person: { personId: person.personId },
      isMineToWithdraw: true,
      isMineToDecide: false,
    });
    expect((await proposals.propose(me, sent)).id).toBe(sent.id);
    const again = await proposals.propose(colleague, facilitator(person));
    expect([again.id, again.isMineToWithdraw]).toEqual([sent.id, false]);
    expect(await holds(person, 'regionalFacilitator')).toBe(false);
    expect(await audited(sent.id)).toEqual(['identity.role-proposed']);
  });

  it('is one also when two do it at the same time', async () => {
    const me = await anOffice('regencyAdmin', regency('33.08'));
    const person = await aPerson();
    const both = await Promise.all(
      [facilitator(person), facilitator(person)].map((one) => proposals.propose(me, one)),
    );
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('is refused for oneself, for a role or a place that is not the office’s, and for what is held already', async () => {
    const account = await anAccount(context, { role: 'regencyAdmin', scope: regency('33.08') });
    const me = await asking(account);
    const person = await aPerson();
    const propose = (changes: object, of = person) =>
      proposals.propose(me, { ...facilitator(of), ...changes });
    expect(await code(propose({}, account))).toBe('own-role');
    expect(await code(propose({ role: 'provincialAdmin', scopeId: '33' }))).toBe('role-not-yours-to-propose');
    expect(await code(propose({ role: 'organizer' }))).toBe('role-by-other-means');
    expect(await code(propose({ scopeId: '34.02' }))).toBe('not-found');
    const national = await anOffice('nationalAdmin', nationwide);
    await holders.grant(national, person.personId, { role: 'regionalFacilitator', scopeId: '33.08' });
    expect(await code(propose({}))).toBe('role-held');
  });

  it('reaches somebody from elsewhere only by the code that they have told', async () => {
    const me = await anOffice('regencyAdmin', regency('33.08'));
    const outsider = await anAccount(context);
    expect(await code(proposals.propose(me, facilitator(outsider)))).toBe('not-found');
    const { participantCode } = outsider;
    const proposed = await proposals.propose(me, { ...facilitator(outsider), participantCode });
    const decider = await anOffice('provincialAdmin', province('33'));
    expect((await proposals.accept(decider, proposed.id)).state).toBe('accepted');
    expect(await holds(outsider, 'regionalFacilitator')).toBe(true);
  });
});

describe('answering a proposal', () => {
  const aProposal = async () => {
    const me = await anOffice('regencyAdmin', regency('33.08'));
    const person = await aPerson();
    return { me, person, proposal: await proposals.propose(me, facilitator(person)) };
  };

  it('gives the role at once when it is accepted, and once however often', async () => {
    const { person, proposal } = await aProposal();
    const token = await aToken(context, person);
    expect((await actorOf(sessions, token))?.role).toBe('trainee');
    const decider = await anOffice('provincialAdmin', province('33'));
    const accepted = await proposals.accept(decider, proposal.id);
    expect(accepted).toMatchObject({ state: 'accepted', decidedBy: { personId: decider.userId } });
    expect((await actorOf(sessions, token))?.role).toBe('regionalFacilitator');
    const other = await anOffice('nationalAdmin', nationwide);
    expect((await proposals.accept(other, proposal.id)).decidedBy?.personId).toBe(decider.userId);
    expect(await audited(proposal.id)).toEqual(['identity.role-proposed', 'identity.role-proposal-accepted']);
    expect(await audited(person.accountId)).toContain('identity.role-granted');
  });

  it('belongs to whoever gives the role there: neither to another province nor to the regency', async () => {
    const { me, person, proposal } = await aProposal();
    const elsewhere = await anOffice('provincialAdmin', province('34'));
    expect(await openIn(elsewhere)).not.toContain(proposal.id);
    expect(await code(proposals.accept(elsewhere, proposal.id))).toBe('not-found');
    expect(await code(proposals.decline(elsewhere, proposal.id, { reason }))).toBe('not-found');
    const neighbor = await anOffice('regencyAdmin', regency('34.02'));
    expect(await openIn(neighbor)).not.toContain(proposal.id);
    const colleague = await anOffice('regencyAdmin', regency('33.08'));
    expect(await openIn(colleague)).toContain(proposal.id);
    expect(await code(proposals.accept(colleague, proposal.id))).toBe('role-not-yours-to-give');
    expect(await code(proposals.withdraw(colleague, proposal.id))).toBe('not-found');
    expect(await openIn(me)).toContain(proposal.id);
    expect(await holds(person, 'regionalFacilitator')).toBe(false);
  });

  it('is nobody’s own business, whichever role they act in by then', async () => {
    const account = await anAccount(context, { role: 'regencyAdmin', scope: regency('33.08') });
    const person = await aPerson();
    const proposal = await proposals.propose(await asking(account), facilitator(person));
    const promoted: Actor = {
      ...(await anOffice('provincialAdmin', province('33'))),
      userId: account.personId,
    };
    expect(await code(proposals.accept(promoted, proposal.id))).toBe('own-proposal');
    expect(await code(proposals.decline(promoted, proposal.id, { reason }))).toBe('own-proposal');
    const proposed: Actor = { ...promoted, userId: person.personId };
    expect(await code(proposals.accept(proposed, proposal.id))).toBe('own-proposal');
    const [view] = (await proposals.list(promoted, { state: 'open', limit: 100 })).items.filter(
      ({ id }) => id === proposal.id,
    );
    expect(view?.isMineToDecide).toBe(false);
    expect(await holds(person, 'regionalFacilitator')).toBe(false);
  });

  it('leaves it open when the role was given meanwhile or the account is locked, and says which', async () => {
    const [decider, national] = [
      await anOffice('provincialAdmin', province('33')),
      await anOffice('nationalAdmin', nationwide),
    ];
    const { person, proposal } = await aProposal();
    const until = new Date(context.clock.now().getTime() + 86_400_000).toISOString();
    await holders.grant(national, person.personId, { role: 'regionalFacilitator', scopeId: '33.08', until });
    expect(await code(proposals.accept(decider, proposal.id))).toBe('role-held');
    const locked = await aProposal();
    await context.db.query(`UPDATE identity_account SET state = 'locked' WHERE id = $1`, [
      locked.person.accountId,
    ]);
    expect(await code(proposals.accept(decider, locked.proposal.id))).toBe('account-locked');
    expect(await openIn(decider)).toEqual(expect.arrayContaining([proposal.id, locked.proposal.id]));
    expect(await holds(locked.person, 'regionalFacilitator')).toBe(false);
  });

  it('declines with a reason that the proposer reads, after which it is over and can be proposed anew', async () => {
    const { me, person, proposal } = await aProposal();
    const decider = await anOffice('provincialAdmin', province('33'));
    const declined = await proposals.decline(decider, proposal.id, { reason: 'Sudah ada dua fasda' });
    expect(declined.answer).toBe('Sudah ada dua fasda');
    expect((await proposals.decline(decider, proposal.id, { reason })).answer).toBe('Sudah ada dua fasda');
    expect(await code(proposals.accept(decider, proposal.id))).toBe('proposal-not-open');
    expect(await code(proposals.withdraw(me, proposal.id))).toBe('proposal-not-open');
    const mine = await proposals.list(me, { state: 'declined', limit: 100 });
    expect(mine.items.map(({ id }) => id)).toContain(proposal.id);
    const anew = await proposals.propose(me, facilitator(person));
    expect([anew.state, anew.id === proposal.id]).toEqual(['open', false]);
  });

  it('comes too late after it was taken back', async () => {
    const { me, person, proposal } = await aProposal();
    const decider = await anOffice('provincialAdmin', province('33'));
    expect((await proposals.withdraw(me, proposal.id)).state).toBe('withdrawn');
    expect((await proposals.withdraw(me, proposal.id)).state).toBe('withdrawn');
    expect(await code(proposals.accept(decider, proposal.id))).toBe('proposal-not-open');
    expect(await holds(person, 'regionalFacilitator')).toBe(false);
    expect(await audited(proposal.id)).toEqual([
      'identity.role-proposed',
      'identity.role-proposal-withdrawn',
    ]);
  });

  it('lets one of two who answer at the same time do so, and tells the other', async () => {
    const { person, proposal } = await aProposal();
    const [one, other] = [
      await anOffice('provincialAdmin', province('33')),
      await anOffice('provincialAdmin', province('33')),
    ];
    const answers = await Promise.allSettled([
      proposals.accept(one, proposal.id),
      proposals.decline(other, proposal.id, { reason }),
    ]);
    const done = answers.filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    const [late] = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as ProblemError).code] : [],
    );
    expect(late).toBe('proposal-not-open');
    expect(await holds(person, 'regionalFacilitator')).toBe(answers[0].status === 'fulfilled');
  });

  it('is refused to a decider whose own role has ended in the meantime', async () => {
    const { person, proposal } = await aProposal();
    const account = await anAccount(context, { role: 'provincialAdmin', scope: province('33') });
    const decider = await asking(account);
    await context.db.query(
      `UPDATE identity_role_grant SET valid_to = valid_from + interval '1 second' WHERE person_id = $1`,
      [account.personId],
    );
    context.clock.advance(5_000);
    expect(await code(proposals.accept(decider, proposal.id))).toBe('not-allowed');
    expect(await code(proposals.decline(decider, proposal.id, { reason }))).toBe('not-allowed');
    expect(await holds(person, 'regionalFacilitator')).toBe(false);
  });
});

describe('what a regency sees of roles', () => {
  it('is those bound to it, with nothing to change, and its own name as the one place', async () => {
    const me = await anOffice('regencyAdmin', regency('33.08'));
    const national = await anOffice('nationalAdmin', nationwide);
    const [here, there] = [await aPerson(), await anAccount(context)];
    await holders.grant(national, here.personId, { role: 'regionalFacilitator', scopeId: '33.08' });
    await holders.grant(national, there.personId, { role: 'regionalFacilitator', scopeId: '34.02' });
    const { items } = await holders.list(me, { role: 'regionalFacilitator', limit: 200 });
    const ids = items.map(({ personId }) => personId);
    expect([ids.includes(here.personId), ids.includes(there.personId)]).toEqual([true, false]);
    expect(items.flatMap(({ grants }) => grants).some(({ isMineToChange }) => isMineToChange)).toBe(false);
    expect(await holders.findScopes(me, { level: 'regency', q: 'mage' })).toEqual({
      items: [{ id: '33.08', name: 'Magelang', within: null }],
    });
    expect((await holders.findScopes(me, { level: 'province', q: '' })).items).toEqual([]);
  });
});
