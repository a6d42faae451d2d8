import {
  CHANGES_LISTED,
  type checkRubric,
  type correctRubric,
  type getRubricOfRun,
  markReleased,
  type RubricEffect,
  type RubricOfRun,
  rubricProblem,
  type ScoreParts,
} from '@bimtek/assignments-contracts';
import type { Rubric } from '@bimtek/curriculum-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, type BodyOf, found, type ParamsOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { headOf, moduleOf, type ModuleWithAssignment, modulesWithAssignment } from '../assignment-head.ts';
import { AssignmentNotices } from '../notices/assignment-notices.ts';
import {
  type CorrectionRow,
  type FinishedMark,
  holdWork,
  putAgreed,
  putScores,
  readCorrections,
  readFinished,
  readRun,
  type RunRow,
} from './rubric.queries.ts';
import { correctedRubric, rescored } from './rubric.rules.ts';

type At = ParamsOf<typeof getRubricOfRun>;
type Criteria = BodyOf<typeof checkRubric>['criteria'];

interface Standing {
  run: RunRow;
  modules: ModuleWithAssignment[];
  module: ModuleWithAssignment;
  corrections: CorrectionRow[];
  rubric: Rubric;
}

/** A score that counts, before and after. */
interface CountingChange {
  mark: FinishedMark;
  before: number;
  after: number;
}

interface Effect {
  rescored: { mark: FinishedMark; score: ScoreParts }[];
  counting: CountingChange[];
  agreed: { submissionId: string; points: number; score: number }[];
  open: number;
  closed: number;
  token: string;
}

/** Corrects a rubric of a run after marks were made by it: first its effect is shown, then just that is done. */
@Injectable()
export class Rubrics {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly curricula: Curricula,
    private readonly notices: AssignmentNotices,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  async get(me: Actor, at: At): Promise<RubricOfRun> {
    return viewOf(await this.#standing(this.db.manager, me, at));
  }

  async check(me: Actor, at: At, { criteria }: BodyOf<typeof checkRubric>): Promise<RubricEffect> {
    const standing = await this.#standing(this.db.manager, me, at);
    const effect = await this.#effect(this.db.manager, at, this.#corrected(standing, criteria));
    const changes = effect.counting
      .map(({ mark, before, after }) => {
        const { submissionId, markId, name, className, isReleased } = mark;
        return { submissionId, markId, name, className, isReleased, before, after };
      })
      .sort(
        (a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.name < b.name ? -1 : 1),
      );
    return {
      token: effect.token,
      changes: changes.slice(0, CHANGES_LISTED),
      changed: changes.length,
      unchanged: effect.open - changes.length,
      closed: effect.closed,
      higher: changes.filter(({ before, after }) => after > before).length,
      lower: changes.filter(({ before, after }) => after < before).length,
    };
  }

  /** Sent again by the same person it changes nothing; when marks have changed meanwhile it is to be checked again. */
  async correct(me: Actor, at: At, sent: BodyOf<typeof correctRubric>): Promise<RubricOfRun> {
    return this.db.transaction(async (tx) => {
      await readRun(tx, me, at.runId);
      await holdWork(tx, at.runId, at.assignmentCode);
      const correctedAt = this.clock.now();
      await holdRole(tx, me, correctedAt);
      const standing = await this.#standing(tx, me, at);
      const [last] = standing.corrections;
      if (last?.token === sent.token && last.correctedBy === me.userId) return viewOf(standing);

      const rubric = this.#corrected(standing, sent.criteria);
      const effect = await this.#effect(tx, at, rubric);
      if (effect.token !== sent.token) throw rubricProblem('stale-check');
      const id = this.ids.next();
      await tx.query(
        `INSERT INTO assignments_rubric_correction
           (id, run_id, assignment_code, number, rubric, token, reason, corrected_by, corrected_at, changed)
         VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)`,
        [
          id,
          at.runId,
          at.assignmentCode,
          (last?.number ?? 0) + 1,
          JSON.stringify(rubric),
          sent.token,
          sent.reason,
          me.userId,
          correctedAt,
          effect.counting.length,
        ],
      );
      await putScores(
        tx,
        effect.rescored.map(({ mark, score }) => ({ markId: mark.markId, ...score })),
      );
      await putAgreed(tx, effect.agreed);
      await tx.query(
        `INSERT INTO assignments_rubric_effect (correction_id, mark_id, score_before, score_after)
         SELECT $2, c."markId", c.before, c.after
         FROM jsonb_to_recordset($1::jsonb) AS c("markId" uuid, before numeric, after numeric)`,
        [
          JSON.stringify(
            effect.counting.map(({ mark, before, after }) => ({ markId: mark.markId, before, after })),
          ),
          id,
        ],
      );
      const shown = effect.counting.filter(({ mark }) => mark.isReleased);
      await this.outbox.addAll(
        tx,
        markReleased,
        shown.map(({ mark, after }) => ({
          enrollmentId: mark.enrollmentId,
          submissionId: mark.submissionId,
          versionId: mark.versionId,
          markId: mark.markId,
          assignmentCode: mark.assignmentCode,
          moduleCode: mark.moduleCode as never,
          score: after,
          releasedAt: correctedAt.toISOString(),
        })),
      );
      await this.notices.rubricCorrected(
        tx,
        id,
        shown.map(({ mark, before, after }) => ({ ...mark, before, score: after })),
      );
      await this.audit.record(tx, me, {
        action: 'assignments.rubric-corrected',
        subject: { type: 'run', id: at.runId },
        before: { assignmentCode: at.assignmentCode, rubric: standing.rubric },
        after: { correctionId: id, rubric, changed: effect.counting.length, shown: shown.length },
        reason: sent.reason,
      });
      return viewOf(await this.#standing(tx, me, at));
    });
  }

  async #standing(tx: EntityManager, me: Actor, { runId, assignmentCode }: At): Promise<Standing> {
    const run = await readRun(tx, me, runId);
    const structure = await this.curricula.current(run.curriculumVersionId);
    const module = found(moduleOf(structure, assignmentCode));
    const modules = modulesWithAssignment(structure);
    const corrections = await readCorrections(tx, runId, assignmentCode);
    return { run, modules, module, corrections, rubric: corrections[0]?.rubric ?? module.assignment.rubric };
  }

  #corrected({ run, rubric }: Standing, criteria: Criteria): Rubric {
    if (!run.isWhole) throw rubricProblem('beyond-your-classes');
    const corrected = correctedRubric(rubric, criteria);
    if ('refusal' in corrected) throw rubricProblem(corrected.refusal);
    return corrected.rubric;
  }

  async #effect(tx: EntityManager, { runId, assignmentCode }: At, rubric: Rubric): Promise<Effect> {
    const all = await readFinished(tx, runId, assignmentCode);
    const open = all.filter(({ isClosed }) => !isClosed);
    const changed = rescored(rubric, open);
    const newOf = new Map(changed.map(({ mark, score }) => [mark.markId, score]));
    const pointsOf = new Map(open.map(({ markId, points }) => [markId, newOf.get(markId)?.points ?? points]));
    const agreed: Effect['agreed'] = [];
    const counting = open
      .filter(({ counts }) => counts)
      .flatMap((mark): CountingChange[] => {
        const before = mark.agreedScore ?? mark.score;
        let after = newOf.get(mark.markId)?.score ?? mark.score;
        if (mark.agreedScore !== null && mark.agreedWith) {
          // Two marks that have agreed still count by their mean, however far they are from one another now.
          const points = ((pointsOf.get(mark.markId) ?? 0) + (pointsOf.get(mark.agreedWith) ?? 0)) / 2;
          after = Math.max(0, Math.round((points - mark.latePoints) * 100) / 100);
          agreed.push({ submissionId: mark.submissionId, points, score: after });
        }
        return after === before ? [] : [{ mark, before, after }];
      });
    const token = createHash('sha256')
      .update(
        JSON.stringify([rubric, counting.map(({ mark, before, after }) => [mark.markId, before, after])]),
      )
      .update(JSON.stringify(changed.map(({ mark, score }) => [mark.markId, mark.score, score.score])))
      .digest('base64url');
    return {
      rescored: changed,
      counting,
      agreed,
      open: open.filter(({ counts }) => counts).length,
      closed: all.filter(({ isClosed, counts }) => isClosed && counts).length,
      token,
    };
  }
}

function viewOf({ run, modules, module, corrections, rubric }: Standing): RubricOfRun {
  return {
    assignment: headOf(module),
    runName: run.name,
    assignments: modules.map(headOf),
    rubric,
    original: module.assignment.rubric,
    corrections: corrections.map(({ number, by, at, reason, changed }) => ({
      number,
      by: by ?? '–',
      at: at.toISOString(),
      reason,
      changed,
    })),
    refusal: run.isWhole ? null : 'beyond-your-classes',
  };
}
