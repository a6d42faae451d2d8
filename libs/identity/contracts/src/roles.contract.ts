import { endpoint, id, pageOf, PageQuery, problems, ScopeLevel } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AccountState } from './account-care.contract.ts';
import { Role } from './permissions.ts';
import { proposalProblems } from './proposals.ts';

export const roleProblem = problems({
  'own-role': [409, 'Nobody gives a role to themselves or ends an own one'],
  'role-by-other-means': [409, 'This role comes with a place in a run or with the team of a class'],
  'role-not-yours-to-give': [403, 'Your role does not give or end this one'],
  'last-national-admin': [409, 'At least one national admin without an end has to remain'],
  'period-not-valid': [422, 'The period ends before it begins, or is over already'],
  'account-locked': [409, 'The account is locked'],
  'role-not-yours-to-propose': [403, 'Your role does not propose this one'],
  'role-held': [409, 'The person holds this role already'],
  ...proposalProblems,
});

export const GrantId = id('Grant');
export type GrantId = z.infer<typeof GrantId>;

export const HeldGrant = z.object({
  id: GrantId,
  role: Role,
  level: ScopeLevel,
  /** Class id, regency or province code; empty for own and national. */
  scopeId: z.string(),
  /** `Kab. Magelang`, the name of a class; null where there is nothing to name. */
  scopeName: z.string().nullable(),
  from: z.iso.datetime(),
  /** The first moment at which it no longer counts. */
  until: z.iso.datetime().nullable(),
  period: z.enum(['future', 'current', 'ended']),
  /** Whether the one who asks may end it or change its period. */
  isMineToChange: z.boolean(),
});
export type HeldGrant = z.infer<typeof HeldGrant>;

export const RoleHolder = z
  .object({
    personId: z.uuid(),
    name: z.string(),
    participantCode: z.string(),
    state: AccountState,
    /** It is the one who asks. */
    isMe: z.boolean(),
    grants: z.array(HeldGrant),
  })
  .meta({ id: 'RoleHolder' });
export type RoleHolder = z.infer<typeof RoleHolder>;

export const listRoleHolders = endpoint({
  name: 'listRoleHolders',
  summary:
    'People and the roles they hold within the own scope, by name: those who work in the program, or everybody whom `q` ' +
    'finds (beginnings of words of the name, or the whole participant code, phone or e-mail)',
  method: 'GET',
  path: 'role-holders',
  allow: 'role.read',
  query: PageQuery.extend({ q: z.string().trim().max(100).optional(), role: Role.optional() }),
  result: pageOf(RoleHolder),
});

export const RoleScope = z
  .object({ id: z.string(), name: z.string(), within: z.string().nullable() })
  .meta({ id: 'RoleScope' });
export type RoleScope = z.infer<typeof RoleScope>;

export const findRoleScopes = endpoint({
  name: 'findRoleScopes',
  summary:
    'Places or classes that a role can be bound to, within the own scope; at most 20 by part of the name',
  method: 'GET',
  path: 'role-scopes',
  allow: 'role.read',
  query: z.object({
    level: z.enum(['class', 'regency', 'province']),
    q: z.string().trim().max(100).default(''),
  }),
  result: z.object({ items: z.array(RoleScope) }),
});

/** Why an administrator does it; it stands in the audit log. */
const Reason = z.string().trim().min(5).max(500);

export const grantRole = endpoint({
  name: 'grantRole',
  summary:
    'Give a role with its scope and period, or change the period of one that is held; twice changes nothing',
  method: 'POST',
  path: 'role-holders/:personId/grants',
  allow: 'role.grant',
  params: z.object({ personId: z.uuid() }),
  body: z.object({
    role: Role,
    /** Class id, regency or province code; left out for own and national roles. */
    scopeId: z.string().max(40).optional(),
    /** From now when left out. */
    from: z.iso.datetime().optional(),
    /** The first moment at which it no longer counts; without end when left out. */
    until: z.iso.datetime().optional(),
    /** For somebody outside the own scope: their whole participant code, which only they can have told. */
    participantCode: z.string().trim().max(20).optional(),
    reason: Reason.optional(),
  }),
  result: RoleHolder,
  problems: roleProblem,
});

export const endGrant = endpoint({
  name: 'endGrant',
  summary: 'End a role now; sessions notice at once, and a second call changes nothing',
  method: 'POST',
  path: 'role-grants/:grantId/end',
  allow: 'role.grant',
  params: z.object({ grantId: GrantId }),
  body: z.object({ reason: Reason }),
  result: RoleHolder,
  problems: roleProblem,
});
