import {
  acceptRoleProposal,
  declineRoleProposal,
  listRoleProposals,
  proposeRole,
  withdrawRoleProposal,
} from '@bimtek/identity-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { RoleProposals } from './role-proposals.service.ts';

@Controller()
export class RoleProposalsController {
  constructor(private readonly proposals: RoleProposals) {}

  @Endpoint(proposeRole)
  proposeRole(@Me() me: Actor, @Input() { body }: InputOf<typeof proposeRole>) {
    return this.proposals.propose(me, body);
  }

  @Endpoint(listRoleProposals)
  listRoleProposals(@Me() me: Actor, @Input() { query }: InputOf<typeof listRoleProposals>) {
    return this.proposals.list(me, query);
  }

  @Endpoint(acceptRoleProposal)
  acceptRoleProposal(@Me() me: Actor, @Input() { params }: InputOf<typeof acceptRoleProposal>) {
    return this.proposals.accept(me, params.proposalId);
  }

  @Endpoint(declineRoleProposal)
  declineRoleProposal(@Me() me: Actor, @Input() { params, body }: InputOf<typeof declineRoleProposal>) {
    return this.proposals.decline(me, params.proposalId, body);
  }

  @Endpoint(withdrawRoleProposal)
  withdrawRoleProposal(@Me() me: Actor, @Input() { params }: InputOf<typeof withdrawRoleProposal>) {
    return this.proposals.withdraw(me, params.proposalId);
  }
}
