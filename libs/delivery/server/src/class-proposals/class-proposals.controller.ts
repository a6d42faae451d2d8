import {
  acceptClassProposal,
  declineClassProposal,
  listClassProposals,
  proposePlacement,
  proposeTrainers,
  withdrawClassProposal,
} from '@bimtek/delivery-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { ClassProposals } from './class-proposals.service.ts';

@Controller()
export class ClassProposalsController {
  constructor(private readonly proposals: ClassProposals) {}

  @Endpoint(proposePlacement)
  proposePlacement(@Me() me: Actor, @Input() { params, body }: InputOf<typeof proposePlacement>) {
    return this.proposals.proposePlacement(me, params.classGroupId, body);
  }

  @Endpoint(proposeTrainers)
  proposeTrainers(@Me() me: Actor, @Input() { params, body }: InputOf<typeof proposeTrainers>) {
    return this.proposals.proposeTrainers(me, params.classGroupId, body);
  }

  @Endpoint(listClassProposals)
  listClassProposals(@Me() me: Actor, @Input() { query }: InputOf<typeof listClassProposals>) {
    return this.proposals.list(me, query);
  }

  @Endpoint(acceptClassProposal)
  acceptClassProposal(@Me() me: Actor, @Input() { params }: InputOf<typeof acceptClassProposal>) {
    return this.proposals.accept(me, params.proposalId);
  }

  @Endpoint(declineClassProposal)
  declineClassProposal(@Me() me: Actor, @Input() { params, body }: InputOf<typeof declineClassProposal>) {
    return this.proposals.decline(me, params.proposalId, body);
  }

  @Endpoint(withdrawClassProposal)
  withdrawClassProposal(@Me() me: Actor, @Input() { params }: InputOf<typeof withdrawClassProposal>) {
    return this.proposals.withdraw(me, params.proposalId);
  }
}
