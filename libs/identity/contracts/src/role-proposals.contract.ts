import { endpoint, id, pageOf, PageQuery, ScopeLevel } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Role } from './permissions.ts';
import { proposalFacts, ProposalReason, ProposalState } from './proposals.ts';
import { roleProblem } from './roles.contract.ts';

export const RoleProposalId = id('RoleProposal');
export type RoleProposalId = z.infer<typeof RoleProposalId>;

/** A role that somebody should be given, from the moment it is accepted and without an end. */
export const RoleProposal = z
  .object({
    id: RoleProposalId,
    person: z.object({ personId: z.uuid(), name: z.string(), participantCode: z.string() }),
    role: Role,
    level: ScopeLevel,
    scopeId: z.string(),
    scopeName: z.string().nullable(),
    ...proposalFacts,
  })
  .meta({ id: 'RoleProposal' });
export type RoleProposal = z.infer<typeof RoleProposal>;

export const proposeRole = endpoint({
  name: 'proposeRole',
  summary:
    'Propose a role of the own regency for somebody; whoever may give it decides. The same proposal that is open ' +
    'already is given back',
  method: 'POST',
  path: 'role-proposals',
  allow: 'role.propose',
  body: z.object({
    /** Chosen by the caller: sending the same again has one effect. */
    id: RoleProposalId,
    personId: z.uuid(),
    role: Role,
    scopeId: z.string().max(40),
    /** For somebody outside the own scope: their whole participant code, which only they can have told. */
    participantCode: z.string().trim().max(20).optional(),
    reason: ProposalReason,
  }),
  result: RoleProposal,
  problems: roleProblem,
});

export const listRoleProposals = endpoint({
  name: 'listRoleProposals',
  summary: 'Proposals of roles within the own scope in one state, the newest first',
  method: 'GET',
  path: 'role-proposals',
  allow: 'role.read',
  query: PageQuery.extend({ state: ProposalState.default('open') }),
  result: pageOf(RoleProposal),
});

const at = z.object({ proposalId: RoleProposalId });

export const acceptRoleProposal = endpoint({
  name: 'acceptRoleProposal',
  summary: 'Give the role that is proposed, by the rules of giving it now; a second call changes nothing',
  method: 'POST',
  path: 'role-proposals/:proposalId/accept',
  allow: 'role.grant',
  params: at,
  result: RoleProposal,
  problems: roleProblem,
});

export const declineRoleProposal = endpoint({
  name: 'declineRoleProposal',
  summary: 'Decline a proposal with a reason; a second call changes nothing',
  method: 'POST',
  path: 'role-proposals/:proposalId/decline',
  allow: 'role.grant',
  params: at,
  body: z.object({ reason: ProposalReason }),
  result: RoleProposal,
  problems: roleProblem,
});

export const withdrawRoleProposal = endpoint({
  name: 'withdrawRoleProposal',
  summary: 'Take back what one has proposed; a second call changes nothing',
  method: 'POST',
  path: 'role-proposals/:proposalId/withdraw',
  allow: 'role.propose',
  params: at,
  result: RoleProposal,
  problems: roleProblem,
});
