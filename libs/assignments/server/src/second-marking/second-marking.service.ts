import {
  type decideTwiceMarked,
  twiceMarkedProblem,
  type getTwiceMarked,
  type listTwiceMarked,
  type MarkId,
  type ScoreParts,
  type TwiceMarked,
  type TwiceMarkedRow,
  workHandedIn,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { peopleWithinScope } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, type BodyOf, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, Ids, Outbox } from '@bimtek/platform-server';
import { deciderOf, isOwnWork } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { closeAllocation } from '../allocation/allocation.queries.ts';
import { keptRunMarking } from '../allocation/markers.service.ts';
import { moduleFor } from '../assignment-head.ts';
import { datesOf, lateDaysThatCount, latePoints } from '../due/due.rules.ts';
import { Mark } from '../marking/mark.entity.ts';
import { refusesAnyMark } from '../marking/marking.rules.ts';
import { lockPiece, type Piece, readPiece } from '../marking/pieces.queries.ts';
import { Releases } from '../marking/releases.service.ts';
import { missingLevels, scoreOf, unknownCriteria } from '../marking/score.rules.ts';
import { readVersions } from '../submissions/my-assignments.queries.ts';
import { handedIn } from '../submissions/my-assignments.service.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { lotOf } from './lot.ts';
import { SecondMarkingRow } from './second-marking.entity.ts';
import { compareMarks, isDrawn } from './second-marking.rules.ts';
import { WAITS_FOR_DECISION } from './waiting.ts';

/** What the second mark led to; without `counts` a master trainer decides. */
export interface Conclusion {
  counts: { markId: MarkId; agreedPoints: string; agreedScore: string; score: ScoreParts } | null;
}

/** A share of the work, drawn by lot, is marked twice, and the second marker does not see the first mark. */
@Injectable()
export class SecondMarking {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly curricula: Curricula,
    private readonly releases: Releases,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Draws the lot of a piece whose first mark is finished; true when it is marked a second time. */
  async draw(tx: EntityManager, piece: Piece, mark: Mark, points: number): Promise<boolean> {
    const rules = await keptRunMarking(tx, this.ids, piece.runId);
    const share = Number(rules.secondShare);
    const lot = lotOf(rules.seed, piece.id);
    if (!rules.secondAssignments.includes(piece.assignmentCode) || !isDrawn(lot, share)) return false;
    await tx.insert(SecondMarkingRow, {
      versionId: piece.versionId,
      submissionId: piece.id,
      state: 'open',
      lot,
      share,
      firstMarkId: mark.id,
      firstMarkerId: mark.markerId,
      firstPoints: points,
      maxDifference: Number(rules.maxDifference),
      openedAt: this.clock.now(),
    });
    await this.outbox.add(tx, workHandedIn, { submissionId: piece.id, versionId: piece.versionId });
    return true;
  }

  /** Compares the second mark with the first. */
  async conclude(tx: EntityManager, piece: Piece, mark: Mark, score: ScoreParts): Promise<Conclusion> {
    const { versionId } = piece;
    const row = await tx.findOneByOrFail(SecondMarkingRow, { versionId });
    const result = compareMarks(row.firstPoints, score.points, {
      maxDifference: row.maxDifference,
      latePoints: score.latePoints,
    });
    await tx.update(
      SecondMarkingRow,
      { versionId },
      {
        state: result.agreed ? 'agreed' : 'disputed',
        secondMarkId: mark.id,
        secondPoints: score.points,
        comparedAt: this.clock.now(),
      },
    );
    if (!result.agreed) return { counts: null };
    return {
      counts: {
        markId: row.firstMarkId,
        agreedPoints: String(result.points),
        agreedScore: String(result.score),
        score: { points: result.points, latePoints: score.latePoints, score: result.score },
      },
    };
  }

  /**
   * Whether somebody may take their first mark back although it was drawn: as long as nobody has begun the second. Then
   * the piece is no longer marked twice, until the mark is finished again and the same lot is found.
   */
  async withdraw(tx: EntityManager, piece: Piece, mark: Mark): Promise<boolean> {
    const { versionId } = piece;
    const row = await tx.findOneBy(SecondMarkingRow, { versionId });
    if (!row) return true;
    const hasBegun: unknown[] = await tx.query(
      `SELECT FROM assignments_mark WHERE version_id = $1 AND marker_id <> $2 AND saved_at >= $3 LIMIT 1`,
      [versionId, row.firstMarkerId, row.openedAt],
    );
    if (row.state !== 'open' || row.firstMarkId !== mark.id || hasBegun.length > 0) return false;
    await tx.delete(SecondMarkingRow, { versionId });
    await tx.query(`DELETE FROM assignments_allocation WHERE version_id = $1 AND round = 2`, [versionId]);
    return true;
  }

  async list(me: Actor): Promise<ResultOf<typeof listTwiceMarked>> {
    return { items: (await waiting(this.db.manager, me)).map(rowOf) };
  }

  async get(me: Actor, { submissionId }: ParamsOf<typeof getTwiceMarked>): Promise<TwiceMarked> {
    const tx = this.db.manager;
    const row = found((await waiting(tx, me, submissionId))[0]);
    const piece = await readPiece(tx, me, submissionId);
    const [versions, marks, structure, decider] = await Promise.all([
      readVersions(tx, submissionId),
      tx.findBy(Mark, { versionId: piece.versionId, state: 'finished' }),
      this.curricula.current(piece.curriculumVersionId),
      deciderOf(tx, me.userId),
    ]);
    const { assignment, code, title } = found(moduleFor(structure, piece));
    return {
      ...rowOf(row),
      brief: assignment,
      module: { code, title },
      version: handedIn(found(versions[0])),
      marks: marks
        .flatMap((mark) => {
          const which =
            mark.id === row.firstMarkId ? 'first' : mark.id === row.secondMarkId ? 'second' : null;
          if (!which || !mark.finishedAt) return [];
          const { content, points, finishedAt } = mark;
          return [{ which, content, points: Number(points), finishedAt: finishedAt.toISOString() } as const];
        })
        .sort((one, other) => (one.which < other.which ? -1 : 1)),
      maxDifference: row.maxDifference,
      latePoints: latePoints(lateDaysThatCount(piece, datesOf(piece).dueAt)),
      isOwnWork: isOwnWork(piece, decider),
    };
  }

  async decide(
    me: Actor,
    { submissionId }: ParamsOf<typeof decideTwiceMarked>,
    sent: BodyOf<typeof decideTwiceMarked>,
  ): Promise<ResultOf<typeof decideTwiceMarked>> {
    return this.db.transaction(async (tx) => {
      const piece = await lockPiece(tx, me, submissionId);
      const now = this.clock.now();
      await holdRole(tx, me, now);
      const row = found(await tx.findOneBy(SecondMarkingRow, { versionId: piece.versionId }));
      if (
        row.state === 'decided' &&
        row.decidedBy === me.userId &&
        row.choice === sent.choice &&
        row.reason === sent.reason
      ) {
        const counted = await tx.findOneByOrFail(Mark, { id: piece.markId as MarkId });
        return { score: Number(counted.score) };
      }
      const refusal = refusesAnyMark({
        ...piece,
        isOwnWork: isOwnWork(piece, await deciderOf(tx, me.userId)),
      });
      if (refusal) throw twiceMarkedProblem(refusal);
      if (sent.versionId !== piece.versionId) throw twiceMarkedProblem('newer-version');
      const isWaiting = (await waiting(tx, me, submissionId)).length > 0;
      if (piece.state !== 'secondMarking' || !isWaiting) throw twiceMarkedProblem('already-decided');
      const chosen = { first: row.firstMarkId, second: row.secondMarkId, own: null }[sent.choice];
      const mark = chosen
        ? await tx.findOneByOrFail(Mark, { id: chosen })
        : await this.#ownMark(tx, me, piece, sent, now);
      await tx.update(
        SecondMarkingRow,
        { versionId: piece.versionId },
        { state: 'decided', decidedBy: me.userId, choice: sent.choice, reason: sent.reason, decidedAt: now },
      );
      await tx.update(
        Submission,
        { id: piece.id },
        { state: 'marked', markId: mark.id, claimedBy: null, claimedUntil: null },
      );
      await closeAllocation(tx, piece.id, now);
      await this.audit.record(tx, me, {
        action: 'assignments.marks-decided',
        subject: { type: 'submission', id: piece.id },
        before: { firstPoints: row.firstPoints, secondPoints: row.secondPoints },
        after: { choice: sent.choice, markId: mark.id, score: Number(mark.score) },
        reason: sent.reason,
      });
      if (piece.releasesAtOnce) {
        const { classGroupId, assignmentCode } = piece;
        await this.releases.release(tx, me, { classGroupId, assignmentCode }, [piece.id]);
      }
      return { score: Number(mark.score) };
    });
  }

  /** The third mark, finished at once. */
  async #ownMark(
    tx: EntityManager,
    me: Actor,
    piece: Piece,
    { content }: BodyOf<typeof decideTwiceMarked>,
    now: Date,
  ): Promise<Mark> {
    // With the second of two marks that has not been given there is nothing to choose.
    if (!content) throw twiceMarkedProblem('not-marked');
    const structure = await this.curricula.current(piece.curriculumVersionId);
    const { rubric } = found(moduleFor(structure, piece)).assignment;
    const unknown = unknownCriteria(rubric, content);
    if (unknown.length > 0) throw twiceMarkedProblem('criterion-unknown', { criteria: unknown });
    const missing = missingLevels(rubric, content.levels);
    if (missing.length > 0) throw twiceMarkedProblem('mark-incomplete', { criteria: missing });
    const late = latePoints(lateDaysThatCount(piece, datesOf(piece).dueAt));
    const score = scoreOf(rubric, content.levels, late);
    const mark: Mark = {
      id: this.ids.next() as MarkId,
      versionId: piece.versionId,
      markerId: me.userId,
      state: 'finished',
      content,
      revision: 1,
      savedAt: now,
      points: String(score.points),
      latePoints: String(score.latePoints),
      score: String(score.score),
      finishedAt: now,
      readAt: null,
    };
    await tx.insert(Mark, mark as never);
    return mark;
  }
}

interface WaitingRow extends Omit<TwiceMarkedRow, 'classGroup' | 'since'> {
  classGroupId: TwiceMarkedRow['classGroup']['id'];
  classCode: string;
  className: string;
  since: Date;
  firstMarkId: MarkId;
  secondMarkId: MarkId | null;
  maxDifference: number;
}

/** What waits for a master trainer: marks too far apart, and pieces that have nobody for the second mark. */
async function waiting(tx: EntityManager, me: Actor, submissionId?: string): Promise<WaitingRow[]> {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  if (submissionId) where.and('s.id = ?', submissionId);
  return tx.query(
    `SELECT s.id AS "submissionId", s.assignment_code AS "assignmentCode", g.id AS "classGroupId",
       g.code AS "classCode", g.name AS "className", v.receipt_code AS "receiptCode",
       coalesce(w.compared_at, w.opened_at) AS since, w.first_points AS "firstPoints",
       w.second_points AS "secondPoints", w.first_mark_id AS "firstMarkId", w.second_mark_id AS "secondMarkId",
       w.max_difference AS "maxDifference"
     FROM assignments_second_marking w
     JOIN assignments_submission s ON s.id = w.submission_id AND s.state = 'secondMarking'
     JOIN assignments_version v ON v.id = w.version_id AND v.number = s.versions
     JOIN delivery_enrollment e ON e.id = s.enrollment_id
     JOIN delivery_class_group g ON g.id = e.class_group_id AND g.state <> 'closed'
     WHERE ${WAITS_FOR_DECISION} AND ${where.sql}
     ORDER BY w.opened_at, s.id LIMIT 500`,
    where.parameters,
  );
}

function rowOf(row: WaitingRow): TwiceMarkedRow {
  const {
    submissionId,
    assignmentCode,
    classGroupId,
    classCode,
    className,
    receiptCode,
    since,
    firstPoints,
    secondPoints,
  } = row;
  return {
    submissionId,
    assignmentCode,
    classGroup: { id: classGroupId, code: classCode, name: className },
    receiptCode,
    since: since.toISOString(),
    firstPoints,
    secondPoints,
  };
}
