import type { TestStanding } from '@bimtek/assessment-contracts';
import { Clock, namedStatement } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { waitUntil } from '../attempts/attempt.rules.ts';
import { isPassed } from '../scoring/scoring.rules.ts';
import { itemCountOf, Test, type TestRules } from '../tests/test.entity.ts';

/** What is known of one person's attempts of one test, as `ATTEMPT_FACTS` gives it. */
export interface AttemptFacts {
  used: number;
  best: string | number | null;
  last_finished_at: Date | null;
  open_id: string | null;
  open_until: Date | null;
}

/** Columns over the attempts (alias `a`) of one enrollment and one test, for statements of contexts to the right too. */
export const ATTEMPT_FACTS = `count(a.id)::int AS used, max(a.score) AS best, max(a.finished_at) AS last_finished_at,
  (array_agg(a.id) FILTER (WHERE a.state = 'open'))[1] AS open_id,
  max(a.closes_at) FILTER (WHERE a.state = 'open') AS open_until`;

interface Row extends AttemptFacts {
  enrollment_id: string;
  test_id: string;
  rules: TestRules;
}

/** Served by the primary key of the enrollments and the (enrollment, test, ordinal) key of the attempts. */
const standings = namedStatement<Row>(
  'assessment.standings',
  `SELECT e.id AS enrollment_id, t.id AS test_id, t.rules, ${ATTEMPT_FACTS}
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
  readonly #tests = new LRUCache<string, HeldTest[]>({ max: 50 });

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The tests of a curriculum version by module; they never change once they are there, so they are kept in memory. */
  async testsOf(curriculumVersionId: string): Promise<HeldTest[]> {
    const kept = this.#tests.get(curriculumVersionId);
    if (kept) return kept;
    const tests = await this.db.manager.find(Test, {
      where: { curriculumVersionId },
      order: { moduleCode: 'ASC', kind: 'ASC' },
    });
    const held = tests.map(({ id, rules }) => ({ testId: id as HeldTest['testId'], rules }));
    if (held.length > 0) this.#tests.set(curriculumVersionId, held);
    return held;
  }

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
        tests.map((row) =>
          standingOf({ testId: row.test_id as HeldTest['testId'], rules: row.rules }, row, now),
        ),
      ]),
    );
  }
}

export interface HeldTest {
  testId: TestStanding['testId'];
  rules: TestRules;
}

/** Where somebody with these attempts stands with a test at `now`. */
export function standingOf({ testId, rules }: HeldTest, row: AttemptFacts, now: Date): TestStanding {
  const isOpen = row.open_until !== null && now <= row.open_until;
  // An attempt that ran out just now and is not closed yet has ended all the same.
  const lastFinishedAt = row.open_until !== null && !isOpen ? row.open_until : row.last_finished_at;
  const bestScore = row.best === null ? null : Number(row.best);
  const past = { used: row.used, lastFinishedAt };
  return {
    testId,
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
