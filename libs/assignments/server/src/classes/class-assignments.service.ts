import {
  asksForPlan,
  type AssignmentPerson,
  type ClassAssignment,
  type Due,
  type listAssignmentPeople,
  type listClassAssignments,
  type setAssignmentTerms,
  type setDueOverride,
  termsProblem,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { type Actor, type BodyOf, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { deciderOf } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { headOf, moduleOf, type ModuleWithAssignment, modulesWithAssignment } from '../assignment-head.ts';
import { dueView } from '../due/due.rules.ts';
import { DueOverride } from '../due/due-override.entity.ts';
import { Terms } from '../due/terms.entity.ts';
import {
  type AssignmentFacts,
  assignmentPeople,
  classAssignmentFacts,
  type ClassRow,
  holdClass,
  type PersonFacts,
  readClass,
} from './class-assignments.queries.ts';

type AtAssignment = ParamsOf<typeof listAssignmentPeople>;
type AtPerson = ParamsOf<typeof setDueOverride>;

/** The assignments of a class for those who lead it: dates, and how far everybody is. */
@Injectable()
export class ClassAssignments {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly audit: AuditLog,
  ) {}

  async list(
    me: Actor,
    { classGroupId }: ParamsOf<typeof listClassAssignments>,
  ): Promise<ResultOf<typeof listClassAssignments>> {
    const { curriculumVersionId, ...classGroup } = await readClass(this.db.manager, me, classGroupId);
    const modules = modulesWithAssignment(await this.curricula.current(curriculumVersionId));
    return { classGroup, items: await this.#views(this.db.manager, classGroupId, modules) };
  }

  async people(me: Actor, at: AtAssignment): Promise<ResultOf<typeof listAssignmentPeople>> {
    const { curriculumVersionId, ...classGroup } = await readClass(this.db.manager, me, at.classGroupId);
    const module = await this.#module({ curriculumVersionId }, at.assignmentCode);
    const decider = await deciderOf(this.db.manager, me.userId);
    const [[assignment], people] = await Promise.all([
      this.#views(this.db.manager, at.classGroupId, [module]),
      assignmentPeople(this.db.manager, me, decider, at),
    ]);
    return { classGroup, assignment: found(assignment), items: people.map(personView) };
  }

  /** Work that was handed in keeps the lateness of its receipt, or less when the new date is kinder. */
  async setTerms(
    me: Actor,
    at: AtAssignment,
    { dueAt, releasesAtOnce }: BodyOf<typeof setAssignmentTerms>,
  ): Promise<ClassAssignment> {
    return this.db.transaction(async (tx) => {
      const module = await this.#hold(tx, me, at);
      const { classGroupId, assignmentCode } = at;
      const before = await tx.findOneBy(Terms, { classGroupId, assignmentCode });
      const set = { dueAt: dueAt ? new Date(dueAt) : null, releasesAtOnce };
      await tx.upsert(
        Terms,
        { classGroupId, assignmentCode, ...set, setBy: me.userId, setAt: this.clock.now() },
        ['classGroupId', 'assignmentCode'],
      );
      await this.audit.record(tx, me, {
        action: 'assignments.terms-set',
        subject: { type: 'class-group', id: classGroupId },
        before: before && {
          assignmentCode,
          dueAt: before.dueAt?.toISOString() ?? null,
          releasesAtOnce: before.releasesAtOnce,
        },
        after: { assignmentCode, dueAt, releasesAtOnce },
      });
      return found((await this.#views(tx, classGroupId, [module]))[0]);
    });
  }

  async setOverride(me: Actor, at: AtPerson, sent: BodyOf<typeof setDueOverride>): Promise<Due> {
    return this.db.transaction(async (tx) => {
      await this.#hold(tx, me, at);
      const person = await this.#somebodyElse(tx, me, at);
      const { enrollmentId, assignmentCode } = at;
      const ownDueAt = sent.dueAt ? new Date(sent.dueAt) : null;
      const ownAcceptedUntil = sent.acceptedUntil ? new Date(sent.acceptedUntil) : null;
      const dueAt = ownDueAt ?? person.classDueAt;
      if (ownAcceptedUntil && dueAt && ownAcceptedUntil < dueAt) throw termsProblem('accepted-before-due');
      await tx.upsert(
        DueOverride,
        {
          enrollmentId,
          assignmentCode,
          dueAt: ownDueAt,
          acceptedUntil: ownAcceptedUntil,
          reason: sent.reason,
          setBy: me.userId,
          setAt: this.clock.now(),
        },
        ['enrollmentId', 'assignmentCode'],
      );
      await this.audit.record(tx, me, {
        action: 'assignments.due-override-set',
        subject: { type: 'enrollment', id: enrollmentId },
        before: overrideOf(person),
        after: { assignmentCode, dueAt: sent.dueAt, acceptedUntil: sent.acceptedUntil },
        reason: sent.reason,
      });
      return dueView({ ...person, ownDueAt, ownAcceptedUntil, reason: sent.reason });
    });
  }

  async removeOverride(me: Actor, at: AtPerson): Promise<Due> {
    return this.db.transaction(async (tx) => {
      await this.#hold(tx, me, at);
      const person = await this.#somebodyElse(tx, me, at);
      const { enrollmentId, assignmentCode } = at;
      const { affected } = await tx.delete(DueOverride, { enrollmentId, assignmentCode });
      if (affected) {
        await this.audit.record(tx, me, {
          action: 'assignments.due-override-removed',
          subject: { type: 'enrollment', id: enrollmentId },
          before: { assignmentCode, ...overrideOf(person) },
        });
      }
      return dueView({ classDueAt: person.classDueAt, ownDueAt: null, ownAcceptedUntil: null, reason: null });
    });
  }

  /** The open class of an assignment that it has. */
  async #hold(tx: EntityManager, me: Actor, at: AtAssignment): Promise<ModuleWithAssignment> {
    const { state } = await holdClass(tx, me, at.classGroupId, this.clock.now());
    const module = await this.#module(await readClass(tx, me, at.classGroupId), at.assignmentCode);
    if (state === 'closed') throw termsProblem('class-closed');
    return module;
  }

  /** Nobody grants more time to themselves or to people of their own library. */
  async #somebodyElse(tx: EntityManager, me: Actor, at: AtPerson): Promise<PersonFacts> {
    const [read] = await assignmentPeople(tx, me, await deciderOf(tx, me.userId), at);
    const person = found(read);
    if (person.isOwnWork) throw termsProblem('own-library');
    return person;
  }

  async #module(
    { curriculumVersionId }: Pick<ClassRow, 'curriculumVersionId'>,
    code: string,
  ): Promise<ModuleWithAssignment> {
    return found(moduleOf(await this.curricula.current(curriculumVersionId), code));
  }

  async #views(
    tx: EntityManager,
    classGroupId: string,
    modules: ModuleWithAssignment[],
  ): Promise<ClassAssignment[]> {
    const codes = modules.map(({ assignment }) => assignment.code);
    const facts = await classAssignmentFacts(tx, classGroupId, codes);
    const byCode = new Map(facts.map((fact) => [fact.assignmentCode, fact]));
    return modules.map((module) => assignmentView(module, found(byCode.get(module.assignment.code))));
  }
}

function assignmentView(module: ModuleWithAssignment, facts: AssignmentFacts): ClassAssignment {
  const { assignmentCode: _, dueAt, oldestWaitingSince, ...rest } = facts;
  return {
    ...headOf(module),
    ...rest,
    asksForPlan: asksForPlan(module.assignment.kinds),
    dueAt: dueAt?.toISOString() ?? null,
    oldestWaitingSince: oldestWaitingSince?.toISOString() ?? null,
  };
}

function personView(facts: PersonFacts): AssignmentPerson {
  const { classDueAt, ownDueAt, ownAcceptedUntil, reason, submittedAt, feedbackReadAt, ...rest } = facts;
  return {
    ...rest,
    ...dueView({ classDueAt, ownDueAt, ownAcceptedUntil, reason }),
    submittedAt: submittedAt?.toISOString() ?? null,
    feedbackReadAt: feedbackReadAt?.toISOString() ?? null,
  };
}

function overrideOf({ ownDueAt, ownAcceptedUntil, reason }: PersonFacts) {
  return reason === null
    ? null
    : {
        dueAt: ownDueAt?.toISOString() ?? null,
        acceptedUntil: ownAcceptedUntil?.toISOString() ?? null,
        reason,
      };
}
