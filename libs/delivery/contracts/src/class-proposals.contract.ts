import { proposalFacts, ProposalReason, ProposalState } from '@bimtek/identity-contracts';
import { endpoint, id, PageQuery, pageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SEATS_MAX } from './class-groups.contract.ts';
import { ClassGroupId, EnrollmentId } from './ids.ts';
import { deliveryProblem } from './problems.ts';

export const ClassProposalId = id('ClassProposal');
export type ClassProposalId = z.infer<typeof ClassProposalId>;

/** Seats for people, or the trainers that a class should have. */
export const ClassProposalKind = z.enum(['placement', 'trainers']);
export type ClassProposalKind = z.infer<typeof ClassProposalKind>;

export const ClassProposal = z
  .object({
    id: ClassProposalId,
    kind: ClassProposalKind,
    classGroup: z.object({ id: ClassGroupId, code: z.string(), name: z.string() }),
    /** Who should get a seat, by name; or all trainers the class should have, in their order. */
    people: z.array(z.object({ personId: z.uuid(), name: z.string(), place: z.string().nullable() })),
    ...proposalFacts,
  })
  .meta({ id: 'ClassProposal' });
export type ClassProposal = z.infer<typeof ClassProposal>;

const ofClass = z.object({ classGroupId: ClassGroupId });
/** The id is chosen by the caller: sending the same again has one effect. */
const sent = { id: ClassProposalId, reason: ProposalReason };

export const proposePlacement = endpoint({
  name: 'proposePlacement',
  summary: 'Propose seats of a class for people of its province; whoever places them decides',
  method: 'POST',
  path: 'class-groups/:classGroupId/placement-proposals',
  allow: 'enrollment.propose-placement',
  params: ofClass,
  body: z.object({ ...sent, enrollmentIds: z.array(EnrollmentId).min(1).max(SEATS_MAX) }),
  result: ClassProposal,
  problems: deliveryProblem,
});

export const proposeTrainers = endpoint({
  name: 'proposeTrainers',
  summary: 'Propose who should train a class, all of them; whoever names its team decides',
  method: 'POST',
  path: 'class-groups/:classGroupId/trainer-proposals',
  allow: 'class.propose-trainers',
  params: ofClass,
  body: z.object({
    ...sent,
    trainerIds: z
      .array(z.uuid())
      .min(1)
      .max(6)
      .refine((ids) => new Set(ids).size === ids.length, 'Somebody is named twice'),
  }),
  result: ClassProposal,
  problems: deliveryProblem,
});

export const listClassProposals = endpoint({
  name: 'listClassProposals',
  summary: 'Proposals for classes within the own scope that one makes or decides, the newest first',
  method: 'GET',
  path: 'class-proposals',
  allow: 'proposal.read',
  query: PageQuery.extend({ state: ProposalState.default('open'), classGroupId: ClassGroupId.optional() }),
  result: pageOf(ClassProposal),
});

const at = z.object({ proposalId: ClassProposalId });

export const acceptClassProposal = endpoint({
  name: 'acceptClassProposal',
  summary:
    'Place the people, or name the trainers, by the rules of doing so now: all of them or nobody. A second call ' +
    'changes nothing',
  method: 'POST',
  path: 'class-proposals/:proposalId/accept',
  allow: 'proposal.decide',
  params: at,
  result: ClassProposal,
  problems: deliveryProblem,
});

export const declineClassProposal = endpoint({
  name: 'declineClassProposal',
  summary: 'Decline a proposal with a reason; a second call changes nothing',
  method: 'POST',
  path: 'class-proposals/:proposalId/decline',
  allow: 'proposal.decide',
  params: at,
  body: z.object({ reason: ProposalReason }),
  result: ClassProposal,
  problems: deliveryProblem,
});

export const withdrawClassProposal = endpoint({
  name: 'withdrawClassProposal',
  summary: 'Take back what one has proposed; a second call changes nothing',
  method: 'POST',
  path: 'class-proposals/:proposalId/withdraw',
  allow: 'proposal.withdraw',
  params: at,
  result: ClassProposal,
  problems: deliveryProblem,
});
