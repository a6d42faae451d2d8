import {
  askRevision,
  claimSubmission,
  countSubmissions,
  finishMark,
  getSubmission,
  giveBackSubmission,
  listSubmissions,
  releaseMarks,
  reopenMark,
  saveMark,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { MarkingDesk } from './desk.service.ts';
import { Marking } from './marking.service.ts';
import { Releases } from './releases.service.ts';

@Controller()
export class MarkingController {
  constructor(
    private readonly desk: MarkingDesk,
    private readonly marking: Marking,
    private readonly releases: Releases,
  ) {}

  @Endpoint(listSubmissions)
  list(@Me() me: Actor, @Input() { query }: InputOf<typeof listSubmissions>) {
    return this.desk.list(me, query);
  }

  @Endpoint(countSubmissions)
  count(@Me() me: Actor, @Input() { query }: InputOf<typeof countSubmissions>) {
    return this.desk.count(me, query);
  }

  @Endpoint(getSubmission)
  get(@Me() me: Actor, @Input() { params }: InputOf<typeof getSubmission>) {
    return this.desk.get(me, params.submissionId);
  }

  @Endpoint(claimSubmission)
  claim(@Me() me: Actor, @Input() { params, body }: InputOf<typeof claimSubmission>) {
    return this.marking.claim(me, params.submissionId, body);
  }

  @Endpoint(giveBackSubmission)
  giveBack(@Me() me: Actor, @Input() { params }: InputOf<typeof giveBackSubmission>) {
    return this.marking.giveBack(me, params.submissionId);
  }

  @Endpoint(saveMark)
  save(@Me() me: Actor, @Input() { params, body }: InputOf<typeof saveMark>) {
    return this.marking.save(me, params.submissionId, body);
  }

  @Endpoint(finishMark)
  finish(@Me() me: Actor, @Input() { params, body }: InputOf<typeof finishMark>) {
    return this.marking.finish(me, params.submissionId, body);
  }

  @Endpoint(askRevision)
  askRevision(@Me() me: Actor, @Input() { params, body }: InputOf<typeof askRevision>) {
    return this.marking.askRevision(me, params.submissionId, body);
  }

  @Endpoint(reopenMark)
  reopen(@Me() me: Actor, @Input() { params }: InputOf<typeof reopenMark>) {
    return this.marking.reopen(me, params.submissionId);
  }

  @Endpoint(releaseMarks)
  release(@Me() me: Actor, @Input() { params, body }: InputOf<typeof releaseMarks>) {
    return this.releases.releaseFor(me, params, body);
  }
}
