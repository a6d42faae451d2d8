import type { TestStanding } from '@bimtek/assessment-contracts';
import { Clock, namedStatement } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { waitUntil } from '../attempts/attempt.rules.ts';
import { isPassed } from '../scoring/scoring.rules.ts';
import { itemCountOf, type TestRules } from '../tests/test.entity.ts';

interface Row {
  enrollment_id: string;
  test_id: string;
  rules: TestRules;
  used: number;
  best: string | null;
  last_finished_at: Date | null;
  open_id: string | null;
  open_until: Date | null;
}

/** Served by the primary key of the enrollments and the (enrollment, test, ordinal) key of the attempts. */
const standings = namedStatement<Row>(
  'assessment.standings',
  `SELECT e.id AS enrollment_id, t.id AS test_id, t.rules, count(a.id)::int AS used, max(a.score) AS best,
          max(a.finished_at) AS last_finished_at,
          (array_agg(a.id) FILTER (WHERE a.state = 'open'))[1] AS open_id,
          max(a.closes_at) FILTER (WHERE a.state = 'open') AS open_until
   FROM delivery_enrollment e
   JOIN delivery_run r ON r.id = e.run_id
   JOIN assessment_test t ON t.curriculum_version_id = r.curriculum_version_id
   LEFT JOIN assessment_attempt a ON a.enrollment_id = e.id AND a.test_id = t.id
   WHERE e.id = ANY($1::uuid[])
   GROUP BY e.id, t.id
   ORDER BY e.id, t.module_code, t.kind`,
);

/** What contexts to the right may ask: where people stand with the tests of their training. */
@Injectable()
export class AttemptResults {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async ofEnrollment(enrollmentId: string): Promise<TestStanding[]> {
    return (await this.ofEnrollments([enrollmentId])).get(enrollmentId) ?? [];
  }

  /** By enrollment id, in one statement; every enrollment has all tests of its curriculum version. */
  async ofEnrollments(enrollmentIds: string[]): Promise<Map<string, TestStanding[]>> {
    const rows = await standings(this.db, [enrollmentIds]);
    const now = this.clock.now();
    const byEnrollment = Map.groupBy(rows, (row) => row.enrollment_id);
    return new Map(
      [...byEnrollment].map(([enrollmentId, tests]) => [
        enrollmentId,
        tests.map((row) => standingOf(row, now)),
      ]),
    );
  }
}

function standingOf({ rules, ...row }: Row, now: Date): TestStanding {
  const isOpen = row.open_until !== null && now <= row.open_until;
  // An attempt that ran out just now and is not closed yet has ended all the same.
  const lastFinishedAt = row.open_until !== null && !isOpen ? row.open_until : row.last_finished_at;
  const bestScore = row.best === null ? null : Number(row.best);
  const past = { used: row.used, lastFinishedAt };
  return {
    testId: row.test_id as TestStanding['testId'],
    kind: rules.kind,
    moduleCode: rules.moduleCode,
    itemCount: itemCountOf(rules),
    minutes: rules.minutes,
    passMark: rules.passMark,
    attemptsAllowed: rules.attempts,
    attemptsUsed: row.used,
    bestScore,
    passed: bestScore === null ? null : isPassed(bestScore, rules.passMark),
    openAttemptId: isOpen ? (row.open_id as TestStanding['openAttemptId']) : null,
    openUntil: isOpen ? (row.open_until?.toISOString() ?? null) : null,
    lastFinishedAt: lastFinishedAt?.toISOString() ?? null,
    waitUntil: isOpen ? null : (waitUntil(rules, past, now)?.toISOString() ?? null),
  };
}
