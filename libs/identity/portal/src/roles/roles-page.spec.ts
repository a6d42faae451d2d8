import { TestBed } from '@angular/core/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { permissionsOf, type Role, type RoleHolder, type RoleProposal } from '@bimtek/identity-contracts';
import { ApiClient, ApiProblem } from '@bimtek/platform-portal';
import { aSession, type FakeApi, providePortalTesting } from '@bimtek/platform-portal/testing';
import proposal from '../proposal-words/id.ts';
import words from '../roles-words/id.ts';
import identity from '../words/id.ts';
import { firstMoment, momentAfter } from './period.ts';
import { RolesPage } from './roles-page.ts';

beforeAll(() => {
  // The environment of the specs knows the element, not its two methods.
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
    this.open = false;
  };
});

const grant: RoleHolder['grants'][number] = {
  id: '01980000-0000-7000-8000-000000000001' as never,
  role: 'regencyAdmin',
  level: 'regency',
  scopeId: '33.08',
  scopeName: 'Kabupaten Magelang',
  from: '2026-07-01T00:00:00.000Z',
  until: null,
  period: 'current',
  isMineToChange: true,
};
const holder: RoleHolder = {
  personId: '01980000-0000-7000-8000-000000000002',
  name: 'Bambang Hartono',
  participantCode: 'BT26-482173',
  state: 'active',
  isMe: false,
  grants: [grant],
};
const me: RoleHolder = {
  ...holder,
  personId: '01980000-0000-7000-8000-000000000003',
  name: 'Niken',
  isMe: true,
  grants: [{ ...grant, id: '01980000-0000-7000-8000-000000000004' as never, isMineToChange: false }],
};

async function open(answers: Record<string, (input: never) => unknown> = {}, role: Role = 'nationalAdmin') {
  TestBed.configureTestingModule({
    providers: [
      providePortalTesting({
        words: { roles: words, identity, proposal },
        session: aSession({ role, permissions: permissionsOf(role) }),
        answers: {
          listRoleHolders: () => ({ items: [holder, me], next: null, total: 2 }),
          findRoleScopes: () => ({
            items: [{ id: '33.08', name: 'Kabupaten Magelang', within: 'Jawa Tengah' }],
          }),
          listRoleProposals: () => ({ items: [], next: null, total: 0 }),
          ...answers,
        } as never,
      }),
    ],
  });
  const fixture = TestBed.createComponent(RolesPage);
  const settle = async () => {
    await fixture.whenStable();
    fixture.detectChanges();
    await fixture.whenStable();
  };
  await settle();
  const root = fixture.nativeElement as HTMLElement;
  const press = async (name: string) => {
    const button = [...root.querySelectorAll('button')].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent)?.trim() === name,
    );
    if (!button) throw new Error(`There is no button ${name}`);
    button.click();
    await settle();
  };
  const type = async (selector: string, value: string) => {
    const box = root.querySelector<HTMLInputElement>(selector);
    if (!box) throw new Error(`There is no ${selector}`);
    box.value = value;
    box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input'));
    await settle();
  };
  const calls = (name: string) =>
    (TestBed.inject(ApiClient) as FakeApi).calls.filter((one) => one.name === name);
  return { root, press, type, settle, calls };
}

describe('users and roles', () => {
  it('names role, place and period, and offers nothing for oneself', async () => {
    const { root } = await open();
    const [other, own] = [...root.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '');
    expect(other).toContain('Kabupaten Magelang');
    expect(other).toContain(words.noEnd);
    expect(own).toContain(words.me);
    expect(root.querySelectorAll('tbody tr:last-child button')).toHaveLength(0);
  });

  it('gives a role with its place and its last day, and shows the person as they are now', async () => {
    const now = {
      ...holder,
      grants: [
        grant,
        {
          ...grant,
          id: '01980000-0000-7000-8000-000000000005' as never,
          role: 'provincialAdmin' as const,
          scopeName: 'Jawa Tengah',
        },
      ],
    };
    const page = await open({ grantRole: () => now });
    await page.press('Beri peran kepada Bambang Hartono');
    await page.type('dialog select', 'regencyAdmin');
    await page.press(words.give);
    expect(page.calls('grantRole')).toEqual([]);
    expect(page.root.textContent).toContain(words.scopeMissing);
    page.root.querySelector<HTMLInputElement>('dialog input[type=radio]')?.click();
    await page.type('dialog input[type=date]', '2026-08-01');
    await page.type('dialog input[maxlength]', 'Surat tugas 12/2026');
    const [, ends] = page.root.querySelectorAll<HTMLInputElement>('dialog input[type=date]');
    if (ends) ends.value = '2026-08-31';
    ends?.dispatchEvent(new Event('input'));
    await page.settle();
    const submit = page.root.querySelector<HTMLButtonElement>('dialog button[type=submit]');
    submit?.click();
    await page.settle();
    expect(page.calls('grantRole')).toMatchObject([
      {
        input: {
          params: { personId: holder.personId },
          body: {
            role: 'regencyAdmin',
            scopeId: '33.08',
            from: firstMoment('2026-08-01'),
            until: firstMoment('2026-09-01'),
            reason: 'Surat tugas 12/2026',
          },
        },
      },
    ]);
    expect(page.root.querySelector('tbody')?.textContent).toContain('Jawa Tengah');
  });

  it('offers a provincial admin only the roles of a province', async () => {
    const page = await open({}, 'provincialAdmin');
    await page.press('Beri peran kepada Bambang Hartono');
    const options = [...page.root.querySelectorAll<HTMLOptionElement>('dialog option')].map(
      ({ value }) => value,
    );
    expect(options).toEqual(['provincialAdmin', 'regencyAdmin', 'regionalFacilitator']);
  });

  it('ends a role only with a reason, and says why it could not be', async () => {
    const refuse = () => {
      throw new ApiProblem('last-national-admin', 409, 'At least one has to remain');
    };
    const page = await open({ endGrant: refuse });
    await page.press('Akhiri peran Admin kabupaten/kota Kabupaten Magelang dari Bambang Hartono');
    const submit = () => page.root.querySelector<HTMLButtonElement>('dialog button[type=submit]')?.click();
    submit();
    await page.settle();
    expect(page.calls('endGrant')).toEqual([]);
    await page.type('dialog input', 'Pindah tugas');
    submit();
    await page.settle();
    expect(page.root.textContent).toContain(words.problem['last-national-admin']);
  });
});

const proposed: RoleProposal = {
  id: '01980000-0000-7000-8000-0000000000a1' as RoleProposal['id'],
  person: { personId: holder.personId, name: 'Bambang Hartono', participantCode: 'BT26-482173' },
  role: 'regionalFacilitator',
  level: 'regency',
  scopeId: '33.08',
  scopeName: 'Kabupaten Magelang',
  state: 'open',
  reason: 'Pindah tugas ke Dinas',
  proposedBy: { personId: me.personId, name: 'Sri Lestari' },
  proposedAt: '2026-07-01T02:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  answer: null,
  isMineToWithdraw: false,
  isMineToDecide: true,
};
const listOf = (...items: RoleProposal[]) => ({ items, next: null, total: items.length });

describe('proposals of roles', () => {
  const button = (root: HTMLElement, name: string) =>
    [...root.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith(name));

  it('stand before the list for who decides, and are gone when nothing waits', async () => {
    const waiting = await open({ listRoleProposals: () => listOf(proposed) });
    const section = waiting.root.querySelector('section');
    for (const part of ['Bambang Hartono', 'Kabupaten Magelang', 'Pindah tugas ke Dinas', 'Sri Lestari']) {
      expect(section?.textContent).toContain(part);
    }
    TestBed.resetTestingModule();
    expect((await open()).root.querySelector('section')).toBeNull();
  });

  it('give the role when they are accepted, and the list is read again', async () => {
    let isOpen = true;
    const page = await open({
      listRoleProposals: () => listOf(...(isOpen ? [proposed] : [])),
      acceptRoleProposal: () => ((isOpen = false), { ...proposed, state: 'accepted' }),
    });
    const before = page.calls('listRoleHolders').length;
    button(page.root, proposal.accept)?.click();
    await page.settle();
    expect(page.calls('acceptRoleProposal')).toMatchObject([
      { input: { params: { proposalId: proposed.id } } },
    ]);
    expect(page.calls('listRoleHolders').length).toBe(before + 1);
    expect(page.root.querySelector('section')).toBeNull();
  });

  it('are a few at first, and the older ones when they are asked for', async () => {
    const page = await open({ listRoleProposals: () => ({ items: [proposed], next: 'x', total: 9 }) });
    expect(page.calls('listRoleProposals').at(-1)?.input).toMatchObject({ query: { limit: 5 } });
    button(page.root, proposal.more)?.click();
    await page.settle();
    expect(page.calls('listRoleProposals').at(-1)?.input).toMatchObject({ query: { limit: 200 } });
    expect(button(page.root, proposal.more)).toBeUndefined();
  });

  it('stay, with the reason, when they can no longer be accepted', async () => {
    const refuse = () => {
      throw new ApiProblem('role-held', 409, 'held');
    };
    const page = await open({ listRoleProposals: () => listOf(proposed), acceptRoleProposal: refuse });
    button(page.root, proposal.accept)?.click();
    await page.settle();
    expect(page.root.querySelector('section')?.textContent).toContain(words.problem['role-held']);
    expect(button(page.root, proposal.decline)).toBeDefined();
  });

  it('are declined only with a reason', async () => {
    const page = await open({
      listRoleProposals: () => listOf(proposed),
      declineRoleProposal: () => ({ ...proposed, state: 'declined' }),
    });
    button(page.root, proposal.decline)?.click();
    await page.settle();
    const submit = () => page.root.querySelector<HTMLButtonElement>('section button[type=submit]')?.click();
    submit();
    await page.settle();
    expect(page.calls('declineRoleProposal')).toEqual([]);
    expect(page.root.textContent).toContain(proposal.reasonMissing);
    await page.type('section input', 'Sudah ada dua fasda');
    submit();
    await page.settle();
    expect(page.calls('declineRoleProposal')).toMatchObject([
      { input: { params: { proposalId: proposed.id }, body: { reason: 'Sudah ada dua fasda' } } },
    ]);
  });

  it('are what a regency’s office makes instead of giving: which role, where and why, without a period', async () => {
    const page = await open({ proposeRole: () => proposed }, 'regencyAdmin');
    expect(button(page.root, words.give)).toBeUndefined();
    await page.press('Usulkan peran untuk Bambang Hartono');
    expect(page.root.querySelectorAll('dialog input[type=date]')).toHaveLength(0);
    const options = [...page.root.querySelectorAll<HTMLOptionElement>('dialog option')].map(
      ({ value }) => value,
    );
    expect(options).toEqual(['regencyAdmin', 'regionalFacilitator']);
    await page.type('dialog select', 'regionalFacilitator');
    page.root.querySelector<HTMLInputElement>('dialog input[type=radio]')?.click();
    await page.type('dialog input[maxlength]', 'Pindah tugas ke Dinas');
    page.root.querySelector<HTMLButtonElement>('dialog button[type=submit]')?.click();
    await page.settle();
    expect(page.calls('proposeRole')).toMatchObject([
      {
        input: {
          body: {
            personId: holder.personId,
            role: 'regionalFacilitator',
            scopeId: '33.08',
            reason: 'Pindah tugas ke Dinas',
          },
        },
      },
    ]);
    expect(page.calls('listRoleProposals').length).toBeGreaterThan(1);
  });

  it('show whoever made them what has become of them, and can be taken back', async () => {
    const mine = { ...proposed, isMineToDecide: false, isMineToWithdraw: true };
    const page = await open(
      {
        listRoleProposals: (input: never) =>
          (input as { query: { state: string } }).query.state === 'declined'
            ? listOf({
                ...mine,
                state: 'declined',
                isMineToWithdraw: false,
                answer: 'Sudah ada dua fasda',
                decidedBy: { personId: me.personId, name: 'Niken' },
              })
            : listOf(mine),
        withdrawRoleProposal: () => ({ ...mine, state: 'withdrawn' }),
      },
      'regencyAdmin',
    );
    expect(button(page.root, proposal.accept)).toBeUndefined();
    button(page.root, proposal.withdraw)?.click();
    await page.settle();
    expect(page.calls('withdrawRoleProposal')).toHaveLength(1);
    button(page.root, proposal.declined)?.click();
    await page.settle();
    expect(page.root.querySelector('section')?.textContent).toContain('Sudah ada dua fasda');
  });
});

describe('a day', () => {
  it('counts to its end, also the last of a month', () => {
    expect(momentAfter('2026-08-31')).toBe(firstMoment('2026-09-01'));
    expect(firstMoment('')).toBeUndefined();
  });
});
