import {
  asksForPlan,
  faultsOf,
  fileKindsOf,
  type getMyAssignment,
  type HandedIn,
  handInProblem,
  type handInAssignment,
  isSamePlan,
  type listMyAssignments,
  type MyAssignment,
  type MyAssignmentRow,
  type Receipt,
  type saveAssignmentDraft,
  workHandedIn,
} from '@bimtek/assignments-contracts';
import type { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { Curricula, type CurriculumStructure, type StructureModule } from '@bimtek/curriculum-server';
import { dayIn } from '@bimtek/delivery-contracts';
import { type CurrentEnrollment, Enrollments } from '@bimtek/delivery-server';
import {
  type Actor,
  type BodyOf,
  commonProblem,
  found,
  type ParamsOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { Clock, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { headOf, moduleOf, modulesWithAssignment } from '../assignment-head.ts';
import { filesOfWork, keepFiles, nameFiles } from '../files/files.queries.ts';
import { datesOf, dueView, lateDaysAt, latePoints } from '../due/due.rules.ts';
import { readPlanFacts } from '../plans/plans.queries.ts';
import { correctedFor, withRubric } from '../rubrics/rubric.queries.ts';
import { putDraft } from './drafts.queries.ts';
import { refusesContent, refusesDraft, refusesHandIn, revisionsLeft } from './hand-in.rules.ts';
import {
  type HandedInRow,
  holdClassOf,
  type MyAssignmentFacts,
  myAssignmentFacts,
  noteFeedbackRead,
  readFeedbackOf,
  readVersions,
} from './my-assignments.queries.ts';
import { aReceiptCode } from './receipt.ts';
import { Submission } from './submission.entity.ts';
import { shownState, stateAfter } from './submission-state.rules.ts';
import { Version } from './version.entity.ts';

type At = ParamsOf<typeof getMyAssignment>;

interface Place {
  current: CurrentEnrollment;
  module: StructureModule;
  brief: AssignmentBrief;
}

/** What a trainee does with assignments: see, write, hand in, read what a trainer said. */
@Injectable()
export class MyAssignments {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly enrollments: Enrollments,
    private readonly curricula: Curricula,
    private readonly outbox: Outbox,
  ) {}

  async list(me: Actor): Promise<ResultOf<typeof listMyAssignments>> {
    const now = this.clock.now();
    const current = await this.enrollments.currentOf(me.userId);
    if (!current) return { items: [], now: now.toISOString() };
    const modules = modulesWithAssignment(await this.curricula.current(current.curriculumVersionId));
    const facts = await myAssignmentFacts(
      this.db.manager,
      current,
      modules.map(({ assignment }) => assignment.code),
    );
    const byCode = new Map(facts.map((fact) => [fact.assignmentCode, fact]));
    return {
      items: modules.map((module) => rowOf(current, module, found(byCode.get(module.assignment.code)), now)),
      now: now.toISOString(),
    };
  }

  async get(me: Actor, { assignmentCode }: At): Promise<MyAssignment> {
    const now = this.clock.now();
    const { current, module, brief } = await this.#place(me, assignmentCode);
    const { enrollmentId } = current;
    const [[read], submission, plan] = await Promise.all([
      myAssignmentFacts(this.db.manager, current, [assignmentCode]),
      this.db.manager.findOneBy(Submission, { enrollmentId, assignmentCode }),
      asksForPlan(brief.kinds) ? readPlanFacts(this.db.manager, { enrollmentId, assignmentCode }, now) : null,
    ]);
    const facts = found(read);
    const [versions, feedback] = submission
      ? await Promise.all([
          readVersions(this.db.manager, submission.id),
          readFeedbackOf(this.db.manager, submission.id, 'trainee'),
        ])
      : [[], []];
    const first = versions.at(-1);
    const lateDays = first ? first.lateDays : lateDaysAt(now, datesOf(facts).dueAt);
    return {
      ...rowOf(current, { ...module, assignment: brief }, facts, now),
      brief: withRubric(brief, await correctedFor(this.db.manager, enrollmentId, assignmentCode)),
      draft: await draftOf(this.db.manager, submission),
      draftRevision: submission?.draftRevision ?? 0,
      versions: versions.map(handedIn),
      feedback,
      revisionsLeft: revisionsLeft(versions.length),
      plan,
      lateDays,
      latePoints: latePoints(lateDays),
      now: now.toISOString(),
    };
  }

  /** Saved often, so it is one statement when all is well; only a refusal asks a second one for its reason. */
  async saveDraft(
    me: Actor,
    { assignmentCode }: At,
    { content, basedOn }: BodyOf<typeof saveAssignmentDraft>,
  ): Promise<ResultOf<typeof saveAssignmentDraft>> {
    const { current, module, brief } = await this.#place(me, assignmentCode);
    if (content.plan && !asksForPlan(brief.kinds)) throw handInProblem('plan-not-taken');
    const { enrollmentId } = current;
    const saved = await putDraft(this.db, {
      id: this.ids.next(),
      enrollmentId,
      personId: me.userId,
      assignmentCode,
      moduleCode: module.code,
      content,
      basedOn,
      now: this.clock.now(),
    });
    if (saved) return { revision: saved.revision, savedAt: saved.savedAt.toISOString() };

    const held = await this.db.manager.findOneBy(Submission, { enrollmentId, assignmentCode });
    const { enrollmentState, classState } = await this.db.transaction((tx) =>
      holdClassOf(tx, enrollmentId, me.userId),
    );
    const refusal = refusesDraft({ enrollmentState, classState, state: held?.state ?? null });
    if (refusal) throw handInProblem(refusal);
    const draft = await draftOf(this.db.manager, held);
    // The answer to the first sending was lost; it is saved.
    if (held && draft && held.draftRevision === basedOn + 1 && isSameWork(draft.content, content)) {
      return { revision: draft.revision, savedAt: draft.savedAt };
    }
    // Whatever stood in the way is gone again: the next try will do.
    if ((held?.draftRevision ?? 0) === basedOn) throw commonProblem('temporarily-unavailable');
    throw handInProblem('stale-draft', { current: draft, draftRevision: held?.draftRevision ?? 0 });
  }

  /** Hands in once for each id; sent again, also after the class has closed, it gives the first receipt. */
  async handIn(
    me: Actor,
    { assignmentCode }: At,
    { id, content, draftRevision }: BodyOf<typeof handInAssignment>,
  ): Promise<Receipt> {
    const { current, module, brief } = await this.#place(me, assignmentCode);
    const { enrollmentId } = current;
    return this.db.transaction(async (tx) => {
      const writer = await holdClassOf(tx, enrollmentId, me.userId);
      const submission = await this.#locked(tx, enrollmentId, brief.code, module.code);
      const sent = await tx.findOneBy(Version, { id });
      if (sent) {
        if (sent.submissionId === submission.id && isSameWork(sent.content, content)) return receiptOf(sent);
        throw handInProblem('id-taken');
      }

      const submittedAt = this.clock.now();
      const [facts] = await myAssignmentFacts(tx, { enrollmentId, ...writer }, [assignmentCode]);
      const { dueAt, acceptedUntil } = datesOf(found(facts));
      const { state, versions } = submission;
      const refusal = refusesHandIn({ ...writer, state, versions, acceptedUntil }, submittedAt);
      if (refusal) throw handInProblem(refusal);
      const draft = await draftOf(tx, submission);
      if (draft && draft.revision > draftRevision && !isSameWork(draft.content, content)) {
        throw handInProblem('stale-draft', { current: draft, draftRevision: draft.revision });
      }
      const missing = refusesContent(content, brief.kinds);
      if (missing) throw handInProblem(missing);
      await keepFiles(tx, submission, content.files, fileKindsOf(brief.kinds), submittedAt);
      const today = dayIn(current.timeZone, submittedAt);
      const dates = { today, endsOn: current.endsOn };
      const faults = content.plan ? faultsOf(content.plan, dates) : [];
      if (faults.length > 0) throw handInProblem('plan-incomplete', { faults });

      const firstLateDays =
        versions === 0 ? lateDaysAt(submittedAt, dueAt) : await lateDaysOfFirst(tx, submission);
      const version: Version = {
        id,
        submissionId: submission.id,
        number: versions + 1,
        content,
        submittedBy: me.userId,
        submittedAt,
        lateDays: firstLateDays,
        receiptCode: await this.#freeReceiptCode(tx),
      };
      await tx.update(
        Submission,
        { id: submission.id },
        {
          state: found(stateAfter(state, 'handIn')),
          versions: version.number,
          draft: null,
          draftSavedAt: null,
          draftRevision: submission.draftRevision + 1,
          firstSubmittedAt: submission.firstSubmittedAt ?? submittedAt,
          submittedAt,
        },
      );
      await tx.insert(Version, version as never);
      await nameFiles(tx, version.id, content.files);
      await this.outbox.add(tx, workHandedIn, { submissionId: submission.id, versionId: id });
      return receiptOf(version);
    });
  }

  async readFeedback(me: Actor, { assignmentCode }: At): Promise<void> {
    const { current } = await this.#place(me, assignmentCode);
    const { enrollmentId } = current;
    await noteFeedbackRead(this.db.manager, { enrollmentId, assignmentCode }, this.clock.now());
  }

  async #place(me: Actor, assignmentCode: string): Promise<Place> {
    const current = found(await this.enrollments.currentOf(me.userId));
    const structure: CurriculumStructure = await this.curricula.current(current.curriculumVersionId);
    const module = found(moduleOf(structure, assignmentCode));
    return { current, module, brief: module.assignment };
  }

  /** The submission, made when there is none, and locked until the end of the transaction. */
  async #locked(
    tx: EntityManager,
    enrollmentId: string,
    assignmentCode: Submission['assignmentCode'],
    moduleCode: string,
  ): Promise<Submission> {
    await tx.query(
      `INSERT INTO assignments_submission
         (id, enrollment_id, assignment_code, module_code, state, versions, draft_revision)
       VALUES ($1, $2, $3, $4, 'draft', 0, 0) ON CONFLICT DO NOTHING`,
      [this.ids.next(), enrollmentId, assignmentCode, moduleCode],
    );
    return tx.findOneOrFail(Submission, {
      where: { enrollmentId, assignmentCode },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** One that nobody has; whoever is given the same a moment later fails on the constraint and tries again. */
  async #freeReceiptCode(tx: EntityManager): Promise<Receipt['code']> {
    for (;;) {
      const receiptCode = aReceiptCode(this.ids);
      if (!(await tx.existsBy(Version, { receiptCode }))) return receiptCode;
    }
  }
}

function rowOf(
  { state: enrollmentState, classState }: CurrentEnrollment,
  module: StructureModule & { assignment: AssignmentBrief },
  facts: MyAssignmentFacts,
  now: Date,
): MyAssignmentRow {
  const { state, receiptCode, submittedAt, lateDays, score, hasUnreadFeedback } = facts;
  const versions = facts.versions ?? 0;
  const { acceptedUntil } = datesOf(facts);
  return {
    ...headOf(module),
    ...dueView(facts),
    state: shownState(state),
    receipt:
      receiptCode && submittedAt
        ? {
            code: receiptCode,
            versionNumber: versions,
            submittedAt: submittedAt.toISOString(),
            lateDays: lateDays ?? 0,
          }
        : null,
    score,
    hasUnreadFeedback,
    refusal: refusesHandIn({ enrollmentState, classState, state, versions, acceptedUntil }, now),
  };
}

/** The draft with the files it names, as far as they are there. */
async function draftOf(tx: EntityManager, submission: Submission | null): Promise<MyAssignment['draft']> {
  if (!submission?.draft || !submission.draftSavedAt) return null;
  const { draft: content, draftRevision: revision, draftSavedAt } = submission;
  const named = filesIn(content);
  const files = await filesOfWork(tx, submission, named);
  return {
    content,
    revision,
    savedAt: draftSavedAt.toISOString(),
    files: named.flatMap((id) => files.get(id) ?? []),
  };
}

/** Work that was saved before there were files names none. */
function filesIn({ files }: Partial<Pick<Work, 'files'>>): Work['files'] {
  return files ?? [];
}

type Work = NonNullable<MyAssignment['draft']>['content'];

function isSameWork(one: Work, other: Work): boolean {
  return (
    one.text.trim() === other.text.trim() &&
    (one.link || null) === (other.link || null) &&
    one.checked.join() === other.checked.join() &&
    filesIn(one).join() === filesIn(other).join() &&
    isSamePlan(one.plan, other.plan)
  );
}

async function lateDaysOfFirst(tx: EntityManager, { id }: Submission): Promise<number> {
  const { lateDays } = await tx.findOneByOrFail(Version, { submissionId: id, number: 1 });
  return lateDays;
}

function receiptOf({
  receiptCode,
  number,
  submittedAt,
  lateDays,
}: Omit<HandedInRow, 'id' | 'content' | 'files'>): Receipt {
  return { code: receiptCode, versionNumber: number, submittedAt: submittedAt.toISOString(), lateDays };
}

export function handedIn(row: HandedInRow): HandedIn {
  return { id: row.id, receipt: receiptOf(row), content: row.content, files: row.files };
}
