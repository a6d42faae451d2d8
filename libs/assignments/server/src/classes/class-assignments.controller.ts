import {
  listAssignmentPeople,
  listClassAssignments,
  removeDueOverride,
  setAssignmentTerms,
  setDueOverride,
} from '@bimtek/assignments-contracts';
import type { Actor, InputOf } from '@bimtek/platform-contracts';
import { Endpoint, Input, Me } from '@bimtek/platform-server';
import { Controller } from '@nestjs/common';
import { ClassAssignments } from './class-assignments.service.ts';

@Controller()
export class ClassAssignmentsController {
  constructor(private readonly assignments: ClassAssignments) {}

  @Endpoint(listClassAssignments)
  list(@Me() me: Actor, @Input() { params }: InputOf<typeof listClassAssignments>) {
    return this.assignments.list(me, params);
  }

  @Endpoint(listAssignmentPeople)
  people(@Me() me: Actor, @Input() { params }: InputOf<typeof listAssignmentPeople>) {
    return this.assignments.people(me, params);
  }

  @Endpoint(setAssignmentTerms)
  setTerms(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setAssignmentTerms>) {
    return this.assignments.setTerms(me, params, body);
  }

  @Endpoint(setDueOverride)
  setOverride(@Me() me: Actor, @Input() { params, body }: InputOf<typeof setDueOverride>) {
    return this.assignments.setOverride(me, params, body);
  }

  @Endpoint(removeDueOverride)
  removeOverride(@Me() me: Actor, @Input() { params }: InputOf<typeof removeDueOverride>) {
    return this.assignments.removeOverride(me, params);
  }
}
