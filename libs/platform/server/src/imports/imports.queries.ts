import type { Actor, ImportProblem } from '@bimtek/platform-contracts';
import type { EntityManager } from 'typeorm';
import { StoredImport } from './import.entity.ts';
import type { Tally } from './import.rules.ts';

/** An import that this person may see: the own ones, and all for who acts nationally. Locked when it is to change. */
export async function visibleImport(
  db: EntityManager,
  me: Actor,
  importId: string,
  options: { lock?: boolean } = {},
): Promise<StoredImport | null> {
  const mine = me.scope.level === 'national' ? {} : { createdBy: me.userId };
  return db.findOne(StoredImport, {
    where: { id: importId, ...mine },
    ...(options.lock ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
}

export async function insertProblems(
  tx: EntityManager,
  importId: string,
  problems: (ImportProblem & { ordinal: number })[],
): Promise<void> {
  if (problems.length === 0) return;
  await tx.query(
    `INSERT INTO platform_import_problem
       (import_id, "row", ordinal, "column", field, code, severity, value, facts, cells)
     SELECT $1, p."row", p.ordinal, p."column", p.field, p.code, p.severity, p.value, p.facts, p.cells
     FROM jsonb_to_recordset($2::jsonb) AS p("row" int, ordinal int, "column" text, field text, code text,
       severity text, value text, facts jsonb, cells jsonb)`,
    [importId, JSON.stringify(problems)],
  );
}

/** Writes progress, if the import is still in the step it was; false when it is not. */
export async function saveProgress(
  tx: EntityManager,
  step: { importId: string; state: 'checking' | 'applying'; rowsDone: number; appliedRow: number },
  tally: Tally,
): Promise<boolean> {
  const changed = await tx.update(
    StoredImport,
    { id: step.importId, state: step.state },
    { rowsDone: step.rowsDone, appliedRow: step.appliedRow, ...tally },
  );
  return changed.affected === 1;
}
