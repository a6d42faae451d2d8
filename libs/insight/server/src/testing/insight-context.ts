import { assessmentTables } from '@bimtek/assessment-server';
import type { Validity } from '@bimtek/certification-contracts';
import { certificationTables } from '@bimtek/certification-server';
import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { graduationTables } from '@bimtek/graduation-server';
import { identityTables } from '@bimtek/identity-server';
import { learningTables } from '@bimtek/learning-server';
import type { ContextTables } from '@bimtek/platform-server';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import type { Type } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { InsightModule } from '../insight.module.ts';

/** The tables of all contexts to the left; their jobs are their specs' concern. */
export const insightTables: ContextTables[] = [
  identityTables,
  registryTables,
  curriculumTables,
  deliveryTables,
  assessmentTables,
  learningTables,
  graduationTables,
  certificationTables,
].map((tables) => ({ ...tables, jobs: [] }));

export function insightContext(...more: Type[]): Promise<TestContext> {
  return aTestContext(insightTables, [InsightModule, ...more]);
}

/** A certificate whose file is still being made; ended now unless it is valid. */
export async function aCertificate(
  db: DataSource,
  given: { classGroup: { id: string; provinceCode: string }; enrollment?: { id: string; personId: string } },
  { version = 1, validity = 'valid' }: { version?: number; validity?: Validity } = {},
): Promise<void> {
  const { classGroup, enrollment = { id: randomUUID(), personId: randomUUID() } } = given;
  const id = randomUUID();
  await db.query(
    `INSERT INTO certification_certificate (id, enrollment_id, person_id, class_group_id, regency_code, province_code,
       version, series, serial, number, verification_code, validity, snapshot, issued_at, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $8, $8, $9, '{}', now(), $10)`,
    [
      id,
      enrollment.id,
      enrollment.personId,
      classGroup.id,
      `${classGroup.provinceCode}.01`,
      classGroup.provinceCode,
      version,
      id,
      validity,
      validity === 'valid' ? null : new Date(),
    ],
  );
}

/** A lesson that somebody has opened, or completed. */
export async function readLesson(
  db: DataSource,
  enrollmentId: string,
  lessonId: string,
  { isDone = true, at = '2026-07-08T01:00:00Z' } = {},
): Promise<void> {
  await db.query(
    `INSERT INTO learning_lesson_progress (enrollment_id, lesson_id, state, block_index, fraction, share, read_at,
       reached_end_at, completed_at, updated_at)
     VALUES ($1, $2, $3, 1, 0.5, 1, $4, $5, $5, $4)`,
    [enrollmentId, lessonId, isDone ? 'completed' : 'started', at, isDone ? at : null],
  );
}

export async function scoreOf(
  db: DataSource,
  enrollmentId: string,
  component: string,
  value: number,
  outOf: number | null = null,
): Promise<void> {
  await db.query(
    `INSERT INTO graduation_component_score (enrollment_id, component, value, out_of, source, recorded_by, recorded_at,
       evidence)
     VALUES ($1, $2, $3, $4, 'import', $5, now(), '{}')`,
    [enrollmentId, component, value, outOf, randomUUID()],
  );
}
