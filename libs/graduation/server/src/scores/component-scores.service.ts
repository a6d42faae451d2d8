import type { attemptFinished } from '@bimtek/assessment-contracts';
import type { markReleased } from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import {
  assignmentOf,
  attendance,
  type Component,
  plan,
  postTest,
  preTest,
  quizOf,
  type ScoreSource,
} from '@bimtek/graduation-contracts';
import type { attendanceChanged } from '@bimtek/live-contracts';
import { attendanceTotals } from '@bimtek/live-server';
import type { Payload } from '@bimtek/platform-contracts';
import { type AuditedPerson, AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  attendanceSources,
  curriculumOf,
  enrollmentsOpenForScores,
  putScores,
  type ScoreChange,
  type ScoreToRecord,
  takeTurnsAtAttendance,
} from './component-scores.queries.ts';

/** The one place where component scores are written, each change with its line in the audit log. */
@Injectable()
export class ComponentScores {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly audit: AuditLog,
  ) {}

  /** Takes over the best score of a test. Safe to run twice and in any order; a closed class stays as it is. */
  async takeOver(finished: Payload<typeof attemptFinished>): Promise<void> {
    const component = componentOf(finished);
    if (!component) return;
    const { enrollmentId, attemptId, testId, bestScore } = finished;
    await this.db.transaction(async (tx) => {
      const open = await enrollmentsOpenForScores(tx, [enrollmentId]);
      if (!open.has(enrollmentId)) return;
      const evidence = { attemptId, testId };
      const score = { enrollmentId, component, value: bestScore, outOf: null, evidence };
      await this.record(tx, 'system', [score], 'assessment');
    });
  }

  /**
   * Takes over a released mark: as the assignment of its module, or as the plan when the pass rules count the module's
   * work as that. Safe to run twice and in any order; a closed class stays as it is.
   */
  async takeOverMark(released: Payload<typeof markReleased>): Promise<void> {
    const { enrollmentId, moduleCode, score: value, submissionId, versionId, markId } = released;
    await this.db.transaction(async (tx) => {
      const open = await enrollmentsOpenForScores(tx, [enrollmentId]);
      const curriculumVersionId = await curriculumOf(tx, enrollmentId);
      if (!open.has(enrollmentId) || !curriculumVersionId) return;
      const { passRules } = await this.curricula.current(curriculumVersionId);
      const component = passRules.assignmentModules.includes(moduleCode) ? assignmentOf(moduleCode) : plan;
      const evidence = { submissionId, versionId, markId };
      const score = { enrollmentId, component, value, outOf: null, evidence };
      await this.record(tx, 'system', [score], 'assignments', new Date(released.releasedAt));
    });
  }

  /**
   * Takes over attended and scheduled lesson hours as they are now, whatever event they are asked for by: one handler at a time
   * reads and writes those of a class, so that none writes what is no longer so. Of whom nothing is recorded here an import speaks,
   * and nothing does before a session was held. A closed class stays as it is.
   */
  async takeOverAttendance({ enrollmentIds, changedAt }: Payload<typeof attendanceChanged>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const open = [...(await enrollmentsOpenForScores(tx, enrollmentIds))];
      await takeTurnsAtAttendance(tx, open);
      const totals = await attendanceTotals(tx, open, this.clock.now());
      const sources = await attendanceSources(tx, open);
      const scores = [...totals].flatMap(([enrollmentId, { counted, scheduled, held, records }]) =>
        scheduled > 0 &&
        (records > 0 || sources.get(enrollmentId) === 'live' || (held > 0 && !sources.has(enrollmentId)))
          ? [
              {
                enrollmentId,
                component: attendance,
                value: counted,
                outOf: scheduled,
                evidence: { changedAt },
              },
            ]
          : [],
      );
      await this.record(tx, 'system', scores, 'live', new Date(changedAt));
    });
  }

  /** Writes scores of enrollments that the caller has found open for it, and gives back what changed. */
  async record(
    tx: EntityManager,
    who: AuditedPerson | 'system',
    scores: ScoreToRecord[],
    source: ScoreSource,
    recordedAt: Date = this.clock.now(),
  ): Promise<ScoreChange[]> {
    const recordedBy = who === 'system' ? null : who.userId;
    const changes = await putScores(tx, scores, { source, recordedBy, recordedAt });
    const evidenceOf = new Map(scores.map((score) => [score.enrollmentId, score.evidence]));
    const acts = [...Map.groupBy(changes, (change) => change.enrollmentId)].map(([id, changed]) => ({
      action: 'graduation.score-recorded' as const,
      subject: { type: 'enrollment', id },
      before: Object.fromEntries(changed.map(({ component, before }) => [component, before])),
      after: {
        source,
        evidence: evidenceOf.get(id),
        scores: Object.fromEntries(
          changed.map(({ component, value, outOf }) => [component, { value, outOf }]),
        ),
      },
    }));
    await this.audit.recordAll(tx, who, acts);
    return changes;
  }
}

function componentOf({ testKind, moduleCode }: Payload<typeof attemptFinished>): Component | null {
  if (testKind === 'preTest') return preTest;
  if (testKind === 'postTest') return postTest;
  return moduleCode === null ? null : quizOf(moduleCode);
}
