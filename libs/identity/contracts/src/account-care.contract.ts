import { endpoint, pageOf, PageQuery } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { accountProblem, TypedEmail, TypedPhone } from './own-account.contract.ts';
import { Role } from './permissions.ts';

export const AccountState = z.enum(['invited', 'active', 'locked']);
export type AccountState = z.infer<typeof AccountState>;

export const AccountListItem = z
  .object({
    personId: z.uuid(),
    name: z.string(),
    participantCode: z.string(),
    state: AccountState,
    roles: z.array(Role),
    /** The last four digits, to tell two people of one name apart. */
    phoneEnding: z.string().nullable(),
    hasEmail: z.boolean(),
    hasSecondFactor: z.boolean(),
    lastSeenAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'AccountListItem' });
export type AccountListItem = z.infer<typeof AccountListItem>;

const params = z.object({ personId: z.uuid() });
/** Why an administrator does it; it stands in the audit log. */
const Reason = z.string().trim().min(5).max(500);

export const listAccounts = endpoint({
  name: 'listAccounts',
  summary:
    'Accounts within the scope by name; `q` is the beginning of words of a name, a code, a phone or an e-mail',
  method: 'GET',
  path: 'accounts',
  allow: 'account.read',
  query: PageQuery.extend({
    q: z.string().trim().max(100).optional(),
    state: AccountState.optional(),
  }),
  result: pageOf(AccountListItem),
});

export const getAccount = endpoint({
  name: 'getAccount',
  summary: 'One account within the scope',
  method: 'GET',
  path: 'accounts/:personId',
  allow: 'account.read',
  params,
  result: AccountListItem,
});

export const issueNewCode = endpoint({
  name: 'issueNewCode',
  summary: 'A one-time code with which the person chooses a new password; an older code ends',
  method: 'POST',
  path: 'accounts/:personId/code',
  allow: 'account.reset-password',
  params,
  result: z.object({
    name: z.string(),
    participantCode: z.string(),
    /** `K7QM-2XPA`: shown now and never again. */
    code: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  problems: accountProblem,
});

export const changeContactOf = endpoint({
  name: 'changeContactOf',
  summary: 'Correct the phone number and e-mail of a person within the scope',
  method: 'PUT',
  path: 'accounts/:personId/contact',
  allow: 'account.change-contact',
  params,
  /** What is left out stays. */
  body: z.object({ phone: TypedPhone.optional(), email: TypedEmail.optional(), reason: Reason }),
  result: AccountListItem,
  problems: accountProblem,
});

export const lockAccount = endpoint({
  name: 'lockAccount',
  summary: 'Lock an account: all its sessions, codes and links end at once',
  method: 'PUT',
  path: 'accounts/:personId/lock',
  allow: 'account.lock',
  params,
  body: z.object({ reason: Reason }),
  result: AccountListItem,
  problems: accountProblem,
});

export const unlockAccount = endpoint({
  name: 'unlockAccount',
  summary: 'Open a locked account again, with the password it had',
  method: 'POST',
  path: 'accounts/:personId/unlock',
  allow: 'account.lock',
  params,
  body: z.object({ reason: Reason }),
  result: AccountListItem,
  problems: accountProblem,
});

export const resetSecondFactor = endpoint({
  name: 'resetSecondFactor',
  summary: 'Remove a lost second factor, so that the person adds a new one at the next sign-in',
  method: 'POST',
  path: 'accounts/:personId/second-factor/reset',
  allow: 'account.reset-second-factor',
  params,
  body: z.object({ reason: Reason }),
  result: AccountListItem,
  problems: accountProblem,
});
