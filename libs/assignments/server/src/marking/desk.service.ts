import {
  asksForPlan,
  type Claim,
  type countSubmissions,
  type listSubmissions,
  type QueueRow,
  type SubmissionDetail,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { type Actor, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { deciderOf } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { moduleFor } from '../assignment-head.ts';
import { clockState } from '../allocation/working-days.rules.ts';
import { datesOf, dueView, lateDaysThatCount, latePoints } from '../due/due.rules.ts';
import { readPlanFacts } from '../plans/plans.queries.ts';
import { revisionsLeft } from '../submissions/hand-in.rules.ts';
import { readFeedbackOf, readVersions } from '../submissions/my-assignments.queries.ts';
import { handedIn } from '../submissions/my-assignments.service.ts';
import { Mark } from './mark.entity.ts';
import { isClaimed, refusesMarking } from './marking.rules.ts';
import { markView } from './mark-view.ts';
import { countPieces, type QueueItem, queueStatement, readPiece, readQueue } from './pieces.queries.ts';

/** What a trainer sees of handed-in work. Looking changes nothing. */
@Injectable()
export class MarkingDesk {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
  ) {}

  async list(me: Actor, asked: QueryOf<typeof listSubmissions>): Promise<ResultOf<typeof listSubmissions>> {
    const decider = await deciderOf(this.db.manager, me.userId);
    const statement = queueStatement(me, decider, asked, asked);
    const { keyset } = statement;
    const rows = await readQueue(this.db.manager, statement);
    const now = this.clock.now();
    const { items, next, previous } = keyset.page(rows, ({ since, id }) => [since.toISOString(), id]);
    return { items: items.map((item) => rowOf(item, me, now)), next, previous };
  }

  async count(
    me: Actor,
    asked: QueryOf<typeof countSubmissions>,
  ): Promise<ResultOf<typeof countSubmissions>> {
    const rows = await countPieces(this.db.manager, me, asked, this.clock.now());
    return {
      counts: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
      claimedByMe: rows.reduce((sum, row) => sum + row.claimedByMe, 0),
      mine: rows.reduce((sum, row) => sum + row.mine, 0),
      mineLate: rows.reduce((sum, row) => sum + row.mineLate, 0),
    };
  }

  async get(me: Actor, submissionId: string): Promise<SubmissionDetail> {
    const now = this.clock.now();
    const decider = await deciderOf(this.db.manager, me.userId);
    const statement = queueStatement(me, decider, { submissionId }, { limit: 1 });
    const [[item], piece] = await Promise.all([
      readQueue(this.db.manager, statement),
      readPiece(this.db.manager, me, submissionId),
    ]);
    const row = found(item);
    const [versions, feedback, mark, structure] = await Promise.all([
      readVersions(this.db.manager, piece.id),
      readFeedbackOf(this.db.manager, piece.id, 'trainer'),
      this.db.manager.findOneBy(Mark, { versionId: piece.versionId, markerId: me.userId }),
      this.curricula.current(piece.curriculumVersionId),
    ]);
    const { assignment, code, title } = found(moduleFor(structure, piece));
    return {
      ...rowOf(row, me, now),
      enrollmentId: piece.enrollmentId,
      due: dueView(piece),
      brief: assignment,
      module: { code, title },
      versions: versions.map(handedIn),
      mark: mark && markView(mark),
      feedback,
      latePoints: latePoints(lateDaysThatCount(piece, datesOf(piece).dueAt)),
      revisionsLeft: revisionsLeft(piece.versions),
      plan: asksForPlan(assignment.kinds) ? await readPlanFacts(this.db.manager, piece, now) : null,
      releasesAtOnce: piece.releasesAtOnce,
      refusal: refusesMarking({ ...piece, isOwnWork: row.isOwnWork }, me.userId, now),
    };
  }
}

function rowOf(item: QueueItem, me: Actor, now: Date): QueueRow {
  const {
    classGroupId,
    classCode,
    className,
    claimedBy,
    claimedByName,
    claimedUntil,
    submittedAt,
    since: _,
    round,
    markerId,
    markerName,
    warnAt,
    dueAt,
    ...row
  } = item;
  const claim: Claim | null =
    claimedUntil && isClaimed(item, now)
      ? {
          by: claimedByName ?? '–',
          isMine: claimedBy === me.userId,
          until: claimedUntil.toISOString(),
        }
      : null;
  return {
    ...row,
    classGroup: { id: classGroupId, code: classCode, name: className },
    submittedAt: submittedAt.toISOString(),
    claim,
    allocation:
      round && warnAt && dueAt
        ? {
            round,
            marker: markerName,
            isMine: markerId === me.userId,
            dueAt: dueAt.toISOString(),
            clock: clockState({ warnAt, dueAt }, now),
          }
        : null,
  };
}
