import {
  type Acknowledgement,
  type acknowledgePlan,
  acknowledgementProblem,
  asksForPlan,
  isAcknowledgementOwed,
  PlanDraft,
  type printMyPlan,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { type CurrentEnrollment, Enrollments } from '@bimtek/delivery-server';
import { type Actor, type BodyOf, found, type ParamsOf, type QueryOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { moduleOf } from '../assignment-head.ts';
import { holdClassOf } from '../submissions/my-assignments.queries.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { Version } from '../submissions/version.entity.ts';
import { PlanAcknowledgement } from './plan-acknowledgement.entity.ts';
import {
  acknowledgementView,
  keepPhoto,
  type OwnedPlan,
  readDraftPlan,
  readHandedInPlan,
  readPlanFacts,
} from './plans.queries.ts';

/** The own plan beside writing it: what follows after it is handed in, and the plan as a file. */
@Injectable()
export class MyPlans {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly enrollments: Enrollments,
    private readonly curricula: Curricula,
    private readonly audit: AuditLog,
  ) {}

  /** Once, and not after the days in which it may follow; sent again, also later, it gives what was recorded. */
  async acknowledge(
    me: Actor,
    { assignmentCode }: ParamsOf<typeof acknowledgePlan>,
    sent: BodyOf<typeof acknowledgePlan>,
  ): Promise<Acknowledgement> {
    const { enrollmentId } = await this.#current(me, assignmentCode);
    return this.db.transaction(async (tx) => {
      const { classState } = await holdClassOf(tx, enrollmentId, me.userId);
      const where = { enrollmentId, assignmentCode };
      const submission = await tx.findOne(Submission, { where, lock: { mode: 'pessimistic_write' } });
      if (!submission || submission.versions === 0) throw acknowledgementProblem('no-plan');

      const { name, date, evidence, fileId } = sent;
      const held = await tx.findOneBy(PlanAcknowledgement, { submissionId: submission.id });
      if (held) {
        const isSame = held.name === name && held.givenOn === date && held.evidence === evidence;
        if (isSame && held.fileId === fileId) return acknowledgementView(held);
        throw acknowledgementProblem('already-acknowledged');
      }
      const newest = { submissionId: submission.id, number: submission.versions };
      const { content } = await tx.findOneByOrFail(Version, newest);
      if (!content.plan) throw acknowledgementProblem('no-plan');
      if (!isAcknowledgementOwed(PlanDraft.parse(content.plan).closing.acknowledgement)) {
        throw acknowledgementProblem('already-acknowledged');
      }
      if (classState === 'closed') throw acknowledgementProblem('class-closed');
      const recordedAt = this.clock.now();
      const facts = await readPlanFacts(tx, where, recordedAt);
      if (facts.today > facts.acknowledgeUntil) throw acknowledgementProblem('acknowledgement-too-late');
      if (date > facts.today) throw acknowledgementProblem('date-in-future');
      if (fileId !== null && !(await keepPhoto(tx, where, fileId, recordedAt)))
        throw acknowledgementProblem('file-missing');

      const given = { submissionId: submission.id, name, givenOn: date, evidence, fileId };
      const acknowledgement: PlanAcknowledgement = { ...given, recordedBy: me.userId, recordedAt };
      await tx.insert(PlanAcknowledgement, acknowledgement);
      await this.audit.record(tx, me, {
        action: 'assignments.plan-acknowledged',
        subject: { type: 'submission', id: submission.id },
        after: { name, date, evidence, fileId },
      });
      return acknowledgementView(acknowledgement);
    });
  }

  /** What is being written, else what was handed in last; 404 when there is neither. */
  async read(
    me: Actor,
    { assignmentCode }: ParamsOf<typeof printMyPlan>,
    { version }: QueryOf<typeof printMyPlan>,
  ): Promise<OwnedPlan> {
    const { enrollmentId } = await this.#current(me, assignmentCode);
    const at = { enrollmentId, assignmentCode };
    const draft = version === undefined ? await readDraftPlan(this.db.manager, at) : null;
    return found(draft ?? (await readHandedInPlan(this.db.manager, at, version)));
  }

  async #current(me: Actor, assignmentCode: string): Promise<CurrentEnrollment> {
    const current = found(await this.enrollments.currentOf(me.userId));
    const structure = await this.curricula.current(current.curriculumVersionId);
    const { assignment } = found(moduleOf(structure, assignmentCode));
    return found(asksForPlan(assignment.kinds) ? current : null);
  }
}
