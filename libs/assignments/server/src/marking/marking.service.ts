import {
  type askRevision,
  type Claim,
  type claimSubmission,
  markingProblem,
  type MarkOutcome,
  type saveMark,
  type SubmissionState,
} from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, type BodyOf, found, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids } from '@bimtek/platform-server';
import { deciderOf, isOwnWork } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { moduleFor } from '../assignment-head.ts';
import { closeAllocation, reopenAllocation } from '../allocation/allocation.queries.ts';
import { datesOf, lateDaysThatCount, latePoints } from '../due/due.rules.ts';
import { SecondMarking } from '../second-marking/second-marking.service.ts';
import { revisionsLeft } from '../submissions/hand-in.rules.ts';
import { AssignmentNotices } from '../notices/assignment-notices.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { stateAfter, type SubmissionAct } from '../submissions/submission-state.rules.ts';
import { refuseUnknownFiles } from './annotations.queries.ts';
import { Mark } from './mark.entity.ts';
import { markView, scoreOfMark } from './mark-view.ts';
import { claimEnd, type PieceFacts, refusesAnyMark, refusesMarking } from './marking.rules.ts';
import { lockPiece, type Piece } from './pieces.queries.ts';
import { Releases } from './releases.service.ts';
import {
  hasComment,
  isSameMark,
  missingLevels,
  scoreOf,
  sendingBack,
  unknownCriteria,
} from './score.rules.ts';

type MarkBody = BodyOf<typeof saveMark>;
type LockedPiece = Piece & Pick<PieceFacts, 'isOwnWork'>;

/** Marks of handed-in work. Each act locks the piece and its class first, so that the order of acts is the order of rows. */
@Injectable()
export class Marking {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly curricula: Curricula,
    private readonly releases: Releases,
    private readonly notices: AssignmentNotices,
    private readonly audit: AuditLog,
    private readonly second: SecondMarking,
  ) {}

  async claim(me: Actor, submissionId: string, { takeOver }: BodyOf<typeof claimSubmission>): Promise<Claim> {
    return this.#with(me, submissionId, async (tx, piece, now) => {
      const refusal = refusesMarking(piece, me.userId, now);
      const isTakenOver = refusal === 'claimed-by-another' && takeOver;
      if (refusal && !isTakenOver) throw await this.#refusal(tx, refusal, piece);
      const until = await this.#take(tx, me, piece, now);
      if (isTakenOver) {
        await this.#audit(tx, me, piece, 'claim-taken-over', {
          before: { claimedBy: piece.claimedBy, claimedUntil: piece.claimedUntil },
          after: { claimedBy: me.userId },
        });
      }
      return { by: me.displayName, isMine: true, until: until.toISOString() };
    });
  }

  /** The piece waits again for anybody; what the person has made of a mark stays theirs. */
  async giveBack(me: Actor, submissionId: string): Promise<void> {
    await this.#with(me, submissionId, async (tx, piece) => {
      const isAtWork = piece.state === 'inMarking' || piece.state === 'secondMarking';
      if (!isAtWork || piece.claimedBy !== me.userId) return;
      await move(tx, piece, 'giveBack');
    });
  }

  async save(me: Actor, submissionId: string, sent: MarkBody): Promise<ResultOf<typeof saveMark>> {
    return this.#with(me, submissionId, async (tx, piece, now) => {
      const { mark, claimedUntil } = await this.#put(tx, me, piece, sent, now);
      const { revision, savedAt } = mark;
      return { revision, savedAt: savedAt.toISOString(), claimedUntil: claimedUntil.toISOString() };
    });
  }

  async finish(me: Actor, submissionId: string, sent: MarkBody): Promise<MarkOutcome> {
    return this.#with(me, submissionId, async (tx, piece, now) => {
      const done = await this.#alreadyDone(tx, me, piece, sent, 'finished');
      if (done) return done;
      const { mark, rubric } = await this.#put(tx, me, piece, sent, now);
      const missing = missingLevels(rubric, mark.content.levels);
      if (missing.length > 0) throw markingProblem('mark-incomplete', { criteria: missing });
      const isSecond = piece.state === 'secondMarking';
      const back = sendingBack(rubric, mark.content.levels);
      if (!isSecond && back.length > 0 && revisionsLeft(piece.versions) > 0) {
        throw markingProblem('must-be-revised', { criteria: back });
      }
      const late = latePoints(lateDaysThatCount(piece, datesOf(piece).dueAt));
      let score = scoreOf(rubric, mark.content.levels, late);
      await tx.update(
        Mark,
        { id: mark.id },
        {
          state: 'finished',
          finishedAt: now,
          points: String(score.points),
          latePoints: String(score.latePoints),
          score: String(score.score),
        },
      );
      await closeAllocation(tx, piece.id, now);
      let state: SubmissionState;
      if (isSecond) {
        const { counts } = await this.second.conclude(tx, piece, mark, score);
        if (counts) {
          const { score: agreed, ...columns } = counts;
          state = await move(tx, piece, 'finish', columns);
          score = agreed;
        } else state = await move(tx, piece, 'dispute');
      } else if (await this.second.draw(tx, piece, mark, score.points)) state = await move(tx, piece, 'draw');
      else state = await move(tx, piece, 'finish', { markId: mark.id });
      await this.#audit(tx, me, piece, 'mark-finished', {
        after: { markId: mark.id, versionId: piece.versionId, ...mark.content, ...score },
      });
      if (piece.releasesAtOnce && state === 'marked') {
        const { classGroupId, assignmentCode } = piece;
        await this.releases.release(tx, me, { classGroupId, assignmentCode }, [piece.id]);
        state = 'released';
      }
      return { state, revision: mark.revision, score };
    });
  }

  async askRevision(me: Actor, submissionId: string, sent: BodyOf<typeof askRevision>): Promise<MarkOutcome> {
    return this.#with(me, submissionId, async (tx, piece, now) => {
      const done = await this.#alreadyDone(tx, me, piece, sent, 'revisionAsked');
      if (done) return done;
      if (piece.state === 'secondMarking') throw markingProblem('no-revision-now');
      const { mark } = await this.#put(tx, me, piece, sent, now);
      if (revisionsLeft(piece.versions) === 0) throw markingProblem('no-revisions-left');
      if (!hasComment(mark.content)) throw markingProblem('comment-missing');
      await tx.update(Mark, { id: mark.id }, { state: 'revisionAsked', finishedAt: now });
      const state = await move(tx, piece, 'askRevision');
      await closeAllocation(tx, piece.id, now);
      await this.notices.revisionAsked(tx, piece);
      await this.#audit(tx, me, piece, 'revision-asked', {
        after: { markId: mark.id, versionId: piece.versionId, ...mark.content },
      });
      return { state, revision: mark.revision, score: null };
    });
  }

  /** Takes back what one has finished oneself, before it is released or the trainee has begun to revise. */
  async reopen(me: Actor, submissionId: string): Promise<MarkOutcome> {
    return this.#with(me, submissionId, async (tx, piece, now) => {
      const refusal = refusesAnyMark(piece);
      if (refusal) throw markingProblem(refusal);
      const mark = await tx.findOneBy(Mark, { versionId: piece.versionId, markerId: me.userId });
      if (!mark) throw markingProblem('not-marked');
      const { state: before, revision } = mark;
      if (before === 'draft' && piece.state === 'inMarking' && piece.claimedBy === me.userId) {
        return { state: piece.state, revision, score: null };
      }
      const isDrawn = piece.state === 'secondMarking';
      const isMine =
        before === 'revisionAsked' ||
        piece.markId === mark.id ||
        (isDrawn && piece.firstMarkerId === me.userId);
      if (before === 'draft' || !isMine || piece.hasDraft || !stateAfter(piece.state, 'reopen')) {
        throw markingProblem('not-marked');
      }
      // What two people have marked is no longer one's own to take back.
      if (piece.firstMarkerId && !(isDrawn && (await this.second.withdraw(tx, piece, mark)))) {
        throw markingProblem('not-marked');
      }
      const state = await move(tx, piece, 'reopen', {
        markId: null,
        claimedBy: me.userId,
        claimedUntil: claimEnd(now),
      });
      const open = {
        state: 'draft',
        finishedAt: null,
        readAt: null,
        points: null,
        latePoints: null,
        score: null,
      } as const;
      await tx.update(Mark, { id: mark.id }, open);
      await reopenAllocation(tx, { versionId: piece.versionId, round: 1, markerId: me.userId });
      await this.#audit(tx, me, piece, 'mark-reopened', {
        before: { markId: mark.id, state: before, ...scoreOfMark(mark) },
      });
      return { state, revision, score: null };
    });
  }

  /** Locks the piece, holds the role of who acts, and knows whose work it is. */
  async #with<T>(
    me: Actor,
    submissionId: string,
    act: (tx: EntityManager, piece: LockedPiece, now: Date) => Promise<T>,
  ): Promise<T> {
    return this.db.transaction(async (tx) => {
      const piece = await lockPiece(tx, me, submissionId);
      const now = this.clock.now();
      await holdRole(tx, me, now);
      return act(tx, { ...piece, isOwnWork: isOwnWork(piece, await deciderOf(tx, me.userId)) }, now);
    });
  }

  /** Claims the piece or keeps it, and saves the mark when it is based on the newest one. */
  async #put(
    tx: EntityManager,
    me: Actor,
    piece: LockedPiece,
    { versionId, content, basedOn }: MarkBody,
    now: Date,
  ): Promise<{ mark: Mark; rubric: Rubric; claimedUntil: Date }> {
    const refusal = refusesMarking(piece, me.userId, now);
    if (refusal) throw await this.#refusal(tx, refusal, piece);
    if (versionId !== piece.versionId) throw markingProblem('newer-version');
    const structure = await this.curricula.current(piece.curriculumVersionId);
    const { rubric } = found(moduleFor(structure, piece)).assignment;
    const unknown = unknownCriteria(rubric, content);
    if (unknown.length > 0) throw markingProblem('criterion-unknown', { criteria: unknown });
    await refuseUnknownItems(tx, versionId, content);
    await refuseUnknownFiles(tx, versionId, content);
    const claimedUntil = await this.#take(tx, me, piece, now);

    const held = await tx.findOneBy(Mark, { versionId, markerId: me.userId });
    // The answer to the first sending was lost; it is saved.
    if (held && held.revision === basedOn + 1 && isSameMark(held.content, content)) {
      return { mark: held, rubric, claimedUntil };
    }
    if ((held?.revision ?? 0) !== basedOn) throw staleMark(held);
    const mark: Mark = {
      id: held?.id ?? this.ids.next(),
      versionId,
      markerId: me.userId,
      state: 'draft',
      content,
      revision: basedOn + 1,
      savedAt: now,
      points: null,
      latePoints: null,
      score: null,
      finishedAt: null,
      readAt: null,
    };
    await tx.upsert(Mark, mark as never, ['id']);
    return { mark, rubric, claimedUntil };
  }

  async #take(tx: EntityManager, me: Actor, piece: Piece, now: Date): Promise<Date> {
    const claimedUntil = claimEnd(now);
    await move(tx, piece, 'claim', { claimedBy: me.userId, claimedUntil });
    return claimedUntil;
  }

  /** What became of it, when the very same has been done before. */
  async #alreadyDone(
    tx: EntityManager,
    me: Actor,
    piece: Piece,
    { versionId, content }: MarkBody,
    state: 'finished' | 'revisionAsked',
  ): Promise<MarkOutcome | null> {
    if (piece.state === 'inMarking' || piece.state === 'submitted') return null;
    const mark = await tx.findOneBy(Mark, { versionId, markerId: me.userId, state });
    if (!mark || versionId !== piece.versionId || !isSameMark(mark.content, content)) return null;
    return { state: piece.state, revision: mark.revision, score: scoreOfMark(mark) };
  }

  async #refusal(tx: EntityManager, code: Parameters<typeof markingProblem>[0], piece: Piece) {
    if (code !== 'claimed-by-another') return markingProblem(code);
    const [holder]: { display_name: string }[] = await tx.query(
      `SELECT display_name FROM identity_account WHERE person_id = $1`,
      [piece.claimedBy],
    );
    return markingProblem(code, {
      by: holder?.display_name ?? '–',
      until: piece.claimedUntil?.toISOString() ?? null,
    });
  }

  async #audit(
    tx: EntityManager,
    me: Actor,
    piece: Piece,
    act: string,
    what: { before?: unknown; after?: unknown },
  ): Promise<void> {
    await this.audit.record(tx, me, {
      action: `assignments.${act}`,
      subject: { type: 'submission', id: piece.id },
      ...what,
    });
  }
}

/** Writes the state an act leads to; without a new claim nobody is at work on it any more. */
async function move(
  tx: EntityManager,
  piece: Piece,
  act: SubmissionAct,
  change: Partial<
    Pick<Submission, 'markId' | 'claimedBy' | 'claimedUntil' | 'agreedPoints' | 'agreedScore'>
  > = {},
): Promise<SubmissionState> {
  // The caller has claimed it in this transaction, if it was not claimed before.
  const isInTransit = act === 'finish' || act === 'draw' || act === 'askRevision';
  const from = isInTransit && piece.state !== 'secondMarking' ? 'inMarking' : piece.state;
  const state = found(stateAfter(from, act));
  await tx.update(Submission, { id: piece.id }, {
    state,
    claimedBy: null,
    claimedUntil: null,
    ...change,
  } as never);
  return state;
}

/** Comments on items of a plan belong to items of the version that is marked. */
async function refuseUnknownItems(
  tx: EntityManager,
  versionId: string,
  { itemComments }: MarkBody['content'],
): Promise<void> {
  const commented = Object.keys(itemComments);
  if (commented.length === 0) return;
  const rows: { id: string }[] = await tx.query(
    `SELECT item->>'id' AS id FROM assignments_version v, jsonb_array_elements(v.content->'plan'->'items') item
     WHERE v.id = $1`,
    [versionId],
  );
  const items = commented.filter((id) => !rows.some((row) => row.id === id));
  if (items.length > 0) throw markingProblem('item-unknown', { items });
}

function staleMark(held: Mark | null) {
  return markingProblem('stale-mark', { current: held && markView(held) });
}
