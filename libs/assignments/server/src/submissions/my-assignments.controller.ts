import {
  getMyAssignment,
  handInAssignment,
  listMyAssignments,
  readFeedback,
  saveAssignmentDraft,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { MyAssignments } from './my-assignments.service.ts';

@Controller()
export class MyAssignmentsController {
  constructor(private readonly assignments: MyAssignments) {}

  @Endpoint(listMyAssignments)
  list(@Me() me: Actor) {
    return this.assignments.list(me);
  }

  @Endpoint(getMyAssignment)
  get(@Me() me: Actor, @Input() { params }: InputOf<typeof getMyAssignment>) {
    return this.assignments.get(me, params);
  }

  @Endpoint(saveAssignmentDraft)
  saveDraft(@Me() me: Actor, @Input() { params, body }: InputOf<typeof saveAssignmentDraft>) {
    return this.assignments.saveDraft(me, params, body);
  }

  @Endpoint(handInAssignment)
  handIn(@Me() me: Actor, @Input() { params, body }: InputOf<typeof handInAssignment>) {
    return this.assignments.handIn(me, params, body);
  }

  @Endpoint(readFeedback)
  readFeedback(@Me() me: Actor, @Input() { params }: InputOf<typeof readFeedback>) {
    return this.assignments.readFeedback(me, params);
  }
}
