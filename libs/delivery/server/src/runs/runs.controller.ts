import {
  createRun,
  createWave,
  getInvitable,
  getRun,
  getRunChoices,
  inviteCandidates,
  issueActivationCards,
  listRuns,
} from '@bimtek/delivery-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { ActivationCards } from '../invitations/activation-cards.service.ts';
import { Invitations } from '../invitations/invitations.service.ts';
import { Runs } from './runs.service.ts';

@Controller()
export class RunsController {
  constructor(
    private readonly runs: Runs,
    private readonly invitations: Invitations,
    private readonly cards: ActivationCards,
  ) {}

  @Endpoint(createRun)
  createRun(@Me() me: Actor, @Input() { body }: InputOf<typeof createRun>) {
    return this.runs.create(me, body);
  }

  @Endpoint(createWave)
  createWave(@Me() me: Actor, @Input() { params, body }: InputOf<typeof createWave>) {
    return this.runs.createWave(me, params.runId, body);
  }

  @Endpoint(listRuns)
  listRuns(@Me() me: Actor, @Input() { query }: InputOf<typeof listRuns>) {
    return this.runs.list(me, query);
  }

  @Endpoint(getRun)
  getRun(@Me() me: Actor, @Input() { params }: InputOf<typeof getRun>) {
    return this.runs.get(me, params.runId);
  }

  @Endpoint(getRunChoices)
  getRunChoices() {
    return this.runs.choices();
  }

  @Endpoint(getInvitable)
  getInvitable(@Me() me: Actor, @Input() { params }: InputOf<typeof getInvitable>) {
    return this.invitations.invitable(me, params.runId);
  }

  @Endpoint(inviteCandidates)
  inviteCandidates(@Me() me: Actor, @Input() { params, body }: InputOf<typeof inviteCandidates>) {
    return this.invitations.invite(me, params.runId, body);
  }

  @Endpoint(issueActivationCards)
  issueActivationCards(@Me() me: Actor, @Input() { body }: InputOf<typeof issueActivationCards>) {
    return this.cards.issue(me, body.people, body.renew);
  }
}
