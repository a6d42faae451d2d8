import {
  type AppealDecision,
  type AppealDetail,
  type AppealRow,
  type decideAppeal,
  decisionProblem,
  type listAppeals,
  markReleased,
  type MarkContent,
  type MarkId,
} from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, type BodyOf, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, Outbox } from '@bimtek/platform-server';
import { deciderOf } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { moduleFor } from '../assignment-head.ts';
import { Mark } from '../marking/mark.entity.ts';
import { scoreOfMark } from '../marking/mark-view.ts';
import { lockPiece, type Piece, readPiece } from '../marking/pieces.queries.ts';
import { missingLevels, scoreOf, unknownCriteria } from '../marking/score.rules.ts';
import { AssignmentNotices } from '../notices/assignment-notices.ts';
import { readVersions } from '../submissions/my-assignments.queries.ts';
import { handedIn } from '../submissions/my-assignments.service.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { Appeal } from './appeal.entity.ts';
import { refusesDecision } from './appeal.rules.ts';
import { type AppealItem, appealsStatement, appealView, countOpenAppeals } from './appeals.queries.ts';

type Decision = BodyOf<typeof decideAppeal>;

/** Appeals for those who decide them: somebody who has not marked the work. */
@Injectable()
export class Appeals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly curricula: Curricula,
    private readonly notices: AssignmentNotices,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  async list(
    me: Actor,
    { state, ...asked }: QueryOf<typeof listAppeals>,
  ): Promise<ResultOf<typeof listAppeals>> {
    const decider = await deciderOf(this.db.manager, me.userId);
    const { sql, parameters, keyset } = appealsStatement(me, decider, { state }, asked);
    const rows: AppealItem[] = await this.db.query(sql, parameters);
    const page = keyset.page(rows, ({ madeAt, id }) => [madeAt.toISOString(), id]);
    return { ...page, items: page.items.map(rowOf) };
  }

  async count(me: Actor): Promise<{ open: number }> {
    return { open: await countOpenAppeals(this.db.manager, me) };
  }

  async get(me: Actor, appealId: string): Promise<AppealDetail> {
    const item = await this.#item(this.db.manager, me, appealId);
    const piece = await readPiece(this.db.manager, me, item.submissionId);
    const [versions, mark, structure] = await Promise.all([
      readVersions(this.db.manager, piece.id),
      this.db.manager.findOneByOrFail(Mark, { id: item.markId as MarkId }),
      this.curricula.current(piece.curriculumVersionId),
    ]);
    const { assignment, code, title } = found(moduleFor(structure, piece));
    return {
      ...rowOf(item),
      brief: assignment,
      module: { code, title },
      versions: versions.map(handedIn),
      // Two marks that agree count by their mean.
      mark: { content: mark.content, score: { ...found(scoreOfMark(mark)), score: item.scoreBefore } },
    };
  }

  /** The mark that was appealed against stays as it is; another one, when there is one, counts in its place. */
  async decide(me: Actor, appealId: string, sent: Decision): Promise<AppealDecision> {
    return this.db.transaction(async (tx) => {
      const { submissionId } = await this.#item(tx, me, appealId);
      const piece = await lockPiece(tx, me, submissionId);
      const decidedAt = this.clock.now();
      await holdRole(tx, me, decidedAt);
      // Read again: whoever was first has decided or withdrawn it while this waited.
      const item = await this.#item(tx, me, appealId);
      const refusal = refusesDecision(item);
      if (refusal === 'appeal-decided') {
        const done = await this.#sameDecision(tx, me, appealId, sent);
        if (done) return { ...found(rowOf(item).decision), by: me.displayName };
      }
      if (refusal) throw decisionProblem(refusal);

      const before = await tx.findOneByOrFail(Mark, { id: item.markId as MarkId });
      const old = { ...found(scoreOfMark(before)), score: item.scoreBefore };
      const { outcome, reason } = sent;
      let score = old.score;
      let newMarkId: MarkId | null = null;
      if (outcome === 'changed') {
        const mark = await this.#newMark(tx, me, piece, sent.content, old.latePoints, decidedAt);
        if (mark.score === old.score) throw decisionProblem('same-score');
        ({ score } = mark);
        newMarkId = mark.id;
        await tx.update(
          Submission,
          { id: piece.id },
          { markId: mark.id, agreedPoints: null, agreedScore: null },
        );
        await this.outbox.add(tx, markReleased, {
          enrollmentId: piece.enrollmentId,
          submissionId: piece.id,
          versionId: piece.versionId,
          markId: mark.id,
          assignmentCode: piece.assignmentCode,
          moduleCode: piece.moduleCode,
          score,
          releasedAt: decidedAt.toISOString(),
        });
      }
      await tx.update(
        Appeal,
        { id: item.id },
        {
          state: 'decided',
          outcome,
          decisionReason: reason,
          decidedBy: me.userId,
          decidedAt,
          scoreAfter: String(score),
          newMarkId,
        },
      );
      await this.audit.record(tx, me, {
        action: 'assignments.appeal-decided',
        subject: { type: 'submission', id: piece.id },
        before: { appealId: item.id, markId: item.markId, ...old },
        after: { outcome, markId: newMarkId ?? item.markId, score },
        reason,
      });
      const { enrollmentId, assignmentCode } = piece;
      const told = { appealId: item.id, enrollmentId, assignmentCode, before: old.score, score };
      await this.notices.appealDecided(tx, told, outcome);
      return { outcome, reason, by: me.displayName, at: decidedAt.toISOString(), score };
    });
  }

  async #item(tx: EntityManager, me: Actor, appealId: string): Promise<AppealItem> {
    const decider = await deciderOf(tx, me.userId);
    const { sql, parameters } = appealsStatement(me, decider, { appealId }, { limit: 1 });
    const [item]: AppealItem[] = await tx.query(sql, parameters);
    return found(item);
  }

  /** Whether this person has decided it just so: then the answer to the first sending was lost. */
  async #sameDecision(tx: EntityManager, me: Actor, appealId: string, sent: Decision): Promise<boolean> {
    const { decidedBy, outcome, decisionReason } = await tx.findOneByOrFail(Appeal, {
      id: appealId as Appeal['id'],
    });
    return decidedBy === me.userId && outcome === sent.outcome && decisionReason === sent.reason;
  }

  /** A row beside the first mark; a half-made one of the same person on this version becomes it. */
  async #newMark(
    tx: EntityManager,
    me: Actor,
    piece: Piece,
    content: MarkContent,
    latePoints: number,
    now: Date,
  ): Promise<{ id: MarkId; score: number }> {
    const rubric = await this.#rubric(piece);
    const unknown = unknownCriteria(rubric, content);
    if (unknown.length > 0) throw decisionProblem('criterion-unknown', { criteria: unknown });
    const missing = missingLevels(rubric, content.levels);
    if (missing.length > 0) throw decisionProblem('mark-incomplete', { criteria: missing });
    const { points, score } = scoreOf(rubric, content.levels, latePoints);
    const { versionId } = piece;
    const held = await tx.findOneBy(Mark, { versionId, markerId: me.userId });
    const id = held?.id ?? (this.ids.next() as MarkId);
    const mark: Mark = {
      id,
      versionId,
      markerId: me.userId,
      state: 'finished',
      content,
      revision: (held?.revision ?? 0) + 1,
      savedAt: now,
      points: String(points),
      latePoints: String(latePoints),
      score: String(score),
      finishedAt: now,
      readAt: null,
    };
    await tx.upsert(Mark, mark as never, ['id']);
    return { id, score };
  }

  async #rubric(piece: Piece): Promise<Rubric> {
    const structure = await this.curricula.current(piece.curriculumVersionId);
    return found(moduleFor(structure, piece)).assignment.rubric;
  }
}

function rowOf(item: AppealItem): AppealRow {
  const { submissionId, assignmentCode, name, place } = item;
  return {
    ...appealView(item),
    submissionId,
    assignmentCode,
    classGroup: { id: item.classGroupId, code: item.classCode, name: item.className },
    name,
    place,
    markerName: item.markerName ?? '–',
    refusal: refusesDecision(item),
  };
}
