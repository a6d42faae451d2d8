import { classGroupsWithinScope } from '@bimtek/delivery-server';
import type { ClassHead } from '@bimtek/graduation-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';

export type ClassHeadRow = Omit<ClassHead, 'closedAt'> & {
  closedAt: Date | null;
  runId: string;
  curriculumVersionId: string;
};

/** A class within the actor's scope, with the curriculum version of its run; 404 otherwise. */
export async function classHead(tx: EntityManager, me: Actor, classGroupId: string): Promise<ClassHeadRow> {
  const within = classGroupsWithinScope(me, 2);
  const rows: ClassHeadRow[] = await tx.query(
    `SELECT g.id, g.code, g.name, g.state, r.name AS "runName", g.closed_at AS "closedAt", g.run_id AS "runId",
       r.curriculum_version_id AS "curriculumVersionId"
     FROM delivery_class_group g JOIN delivery_run r ON r.id = g.run_id
     WHERE g.id = $1 AND (${within.sql})`,
    [classGroupId, ...within.parameters],
  );
  return found(rows[0]);
}

export function headOf(row: ClassHeadRow): ClassHead {
  const { runId: _run, curriculumVersionId: _version, closedAt, ...head } = row;
  return { ...head, closedAt: closedAt?.toISOString() ?? null };
}
