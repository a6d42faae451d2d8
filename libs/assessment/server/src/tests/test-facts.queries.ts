import type { TestKind } from '@bimtek/curriculum-contracts';
import type { EntityManager } from 'typeorm';
import type { TestRules } from './test.entity.ts';

/** A test as it concerns one person, through their enrollment in a run of its curriculum version. */
export interface TestFacts {
  testId: string;
  kind: TestKind;
  moduleCode: string | null;
  moduleTitle: string | null;
  rules: TestRules;
  curriculumVersionId: string;
  enrollmentId: string;
  enrollmentState: string;
  classClosed: boolean;
}

/**
 * Null when there is no such test or the person is not enrolled where it is held. Of several enrollments the active one
 * counts, then the newest; `enrollmentId` asks for a certain one.
 */
export async function testFacts(
  db: EntityManager,
  at: { testId: string; personId: string; enrollmentId?: string },
): Promise<TestFacts | null> {
  const [facts]: TestFacts[] = await db.query(
    `SELECT t.id AS "testId", t.kind, t.module_code AS "moduleCode", m.title AS "moduleTitle", t.rules,
            t.curriculum_version_id AS "curriculumVersionId",
            e.id AS "enrollmentId", e.state AS "enrollmentState", coalesce(c.state = 'closed', false) AS "classClosed"
     FROM assessment_test t
     JOIN delivery_run r ON r.curriculum_version_id = t.curriculum_version_id
     JOIN delivery_enrollment e ON e.run_id = r.id AND e.person_id = $2 AND ($3::uuid IS NULL OR e.id = $3)
     LEFT JOIN delivery_class_group c ON c.id = e.class_group_id
     LEFT JOIN curriculum_module m ON m.version_id = t.curriculum_version_id AND m.code = t.module_code
     WHERE t.id = $1
     ORDER BY (e.state = 'active') DESC, e.created_at DESC
     LIMIT 1`,
    [at.testId, at.personId, at.enrollmentId ?? null],
  );
  return facts ?? null;
}
