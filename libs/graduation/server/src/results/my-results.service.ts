import { AttemptResults } from '@bimtek/assessment-server';
import type { TestStanding } from '@bimtek/assessment-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { type CurrentEnrollment, Enrollments } from '@bimtek/delivery-server';
import type { Component, Explanation, MyResults, Outcome, ScoreSource } from '@bimtek/graduation-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { namedStatement } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { explainResult } from './graduation.rules.ts';
import { nextStepOf } from './next-step.rules.ts';
import { passPlanOf } from './pass-plan.ts';

interface Recorded {
  scores: {
    component: Component;
    value: number;
    outOf: number | null;
    source: ScoreSource;
    recordedBy: string | null;
    recordedAt: string;
  }[];
  outcome: Outcome | null;
  grade: string | null;
  result: Explanation | null;
  decided_at: Date | null;
}

/** Two look-ups by primary key. A decision is for the people it is about only once it is approved. */
const recordedFor = namedStatement<Recorded>(
  'graduation.recorded-for',
  `SELECT coalesce((
       SELECT jsonb_agg(jsonb_build_object('component', s.component, 'value', s.value, 'outOf', s.out_of,
         'source', s.source, 'recordedBy', p.full_name, 'recordedAt', s.recorded_at) ORDER BY s.component)
       FROM graduation_component_score s LEFT JOIN registry_person p ON p.id = s.recorded_by
       WHERE s.enrollment_id = $1::uuid), '[]') AS scores,
     d.outcome, d.grade, d.result, d.decided_at
   FROM (VALUES (1)) AS one LEFT JOIN graduation_decision d ON d.enrollment_id = $1::uuid AND d.state = 'approved'`,
);

/** What a trainee sees of the own result. */
@Injectable()
export class MyResultsService {
  constructor(
    private readonly db: DataSource,
    private readonly enrollments: Enrollments,
    private readonly attempts: AttemptResults,
    private readonly curricula: Curricula,
  ) {}

  async mine(me: Actor): Promise<MyResults | null> {
    const current = await this.enrollments.currentOf(me.userId);
    return current && this.ofEnrollment(current);
  }

  async ofEnrollment(current: CurrentEnrollment): Promise<MyResults> {
    const { enrollmentId, className, curriculumVersionId } = current;
    const [rows, standings, structure] = await Promise.all([
      recordedFor(this.db, [enrollmentId]),
      this.attempts.ofEnrollment(enrollmentId),
      this.curricula.current(curriculumVersionId),
    ]);
    const { scores, outcome, grade, result, decided_at } = rows[0] ?? nothingRecorded;
    const explanation = result ?? explainResult(scores, passPlanOf(structure));
    const decision = outcome && decided_at ? { outcome, grade, decidedAt: decided_at.toISOString() } : null;
    return {
      enrollmentId,
      className,
      state: decision ? 'decided' : scores.length === 0 ? 'empty' : 'gathering',
      explanation,
      decision,
      scores: scores.map((score) => ({ ...score, recordedAt: new Date(score.recordedAt).toISOString() })),
      modules: structure.modules.map(({ code, title }) => ({ code, title })),
      postTestAttempts: postTestAttempts(standings),
      next: decision ? null : nextStepOf(explanation, standings),
    };
  }
}

const nothingRecorded: Recorded = { scores: [], outcome: null, grade: null, result: null, decided_at: null };

function postTestAttempts(standings: TestStanding[]): MyResults['postTestAttempts'] {
  const test = standings.find(({ kind }) => kind === 'postTest');
  return test ? { used: test.attemptsUsed, allowed: test.attemptsAllowed } : null;
}
