import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock } from '../clock/clock.ts';
import { Files } from '../files/files.service.ts';
import type { CheckedRow, ImportPass } from './import-handler.ts';
import { ImportHandlers } from './import-handlers.ts';
import { StoredImport, StoredImportProblem } from './import.entity.ts';
import { emptyTally, inBatches, problemsOf, type Tally, tallyWith } from './import.rules.ts';
import { insertProblems, saveProgress } from './imports.queries.ts';
import { readTable, type Table, TableError, type TableRow } from './table/read-table.ts';

const ROWS_A_CHECK = 500;
const ROWS_A_TRANSACTION = 200;

/** Does the long part of an import, batch by batch. Each step may be killed anywhere and run again. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
    private readonly handlers: ImportHandlers,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The dry run: lists what is wrong and counts what would happen. Starts over when it was interrupted. */
  async check(importId: string): Promise<void> {
    const stored = await this.#inState(importId, 'checking');
    if (!stored) return;
    const table = await this.#read(stored);
    if (table instanceof TableError) return this.#fail(stored, table);
    await this.db.transaction(async (tx) => {
      await tx.delete(StoredImportProblem, { importId });
      await tx.update(
        StoredImport,
        { id: importId, state: 'checking' },
        { rowsTotal: table.rows.length, columns: table.columns, startedAt: this.clock.now() },
      );
    });

    const pass = await this.#begin(stored, stored.createdBy);
    let tally = emptyTally();
    let rowsDone = 0;
    for (const batch of inBatches(table.rows, ROWS_A_CHECK)) {
      const goesOn = await this.db.transaction(async (tx) => {
        const checked = await pass.check(tx, batch);
        await insertProblems(tx, importId, problemsOf(checked, batch, table.columns));
        tally = tallyWith(tally, checked);
        rowsDone += batch.length;
        return saveProgress(tx, { importId, state: 'checking', rowsDone, appliedRow: 0 }, tally);
      });
      if (!goesOn) return;
    }
    await this.db.manager.update(
      StoredImport,
      { id: importId, state: 'checking' },
      { state: 'checked', finishedAt: this.clock.now() },
    );
  }

  /**
   * Writes the rows that can be applied, a batch to a transaction together with how far it has come: rows that are
   * written stay, and a run that starts again goes on after the last of them.
   */
  async apply(importId: string): Promise<void> {
    const stored = await this.#inState(importId, 'applying');
    if (!stored) return;
    const table = await this.#read(stored);
    if (table instanceof TableError) return this.#fail(stored, table);

    const pass = await this.#begin(stored, stored.appliedBy ?? stored.createdBy);
    for (const batch of inBatches(table.rows, ROWS_A_TRANSACTION)) {
      const goesOn = await this.#applyBatch(importId, pass, batch);
      if (!goesOn) return;
    }
    await this.#finish(importId);
  }

  async #applyBatch(importId: string, pass: ImportPass<unknown>, batch: TableRow[]): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const now = await tx.findOne(StoredImport, { where: { id: importId, state: 'applying' }, lock });
      if (!now) return false;
      // Rows written before an interruption are still shown to the pass, which remembers what it has seen.
      const checked = await pass.check(tx, batch);
      const fresh = checked.filter(({ row }) => row > now.appliedRow);
      if (fresh.length === 0) return true;
      await pass.apply(tx, fresh.flatMap(readyRow));
      await insertProblems(tx, importId, problemsOf(fresh, batch, now.columns));
      const { groups, samples } = now;
      const tally: Tally = { ...tallyWith(now, fresh), groups, samples };
      const { rowsReady, rowsWarned, rowsRejected, effects, problemCounts } = tally;
      return saveProgress(
        tx,
        {
          importId,
          state: 'applying',
          rowsDone: now.rowsDone + fresh.length,
          appliedRow: Math.max(...fresh.map(({ row }) => row)),
        },
        { rowsReady, rowsWarned, rowsRejected, effects, problemCounts, groups, samples },
      );
    });
  }

  async #finish(importId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const finished = await tx.update(
        StoredImport,
        { id: importId, state: 'applying' },
        { state: 'applied', finishedAt: this.clock.now() },
      );
      if (finished.affected !== 1) return;
      const { kind, effects, rowsRejected } = await tx.findOneByOrFail(StoredImport, { id: importId });
      await this.audit.record(tx, 'system', {
        action: 'platform.import-finished',
        subject: { type: 'import', id: importId },
        after: { kind, effects, rowsRejected },
      });
    });
  }

  async #inState(importId: string, state: 'checking' | 'applying'): Promise<StoredImport | null> {
    return this.db.manager.findOneBy(StoredImport, { id: importId, state });
  }

  async #begin(stored: StoredImport, personId: string): Promise<ImportPass<unknown>> {
    const context = { importId: stored.id, options: stored.options, personId };
    return this.handlers.of(stored.kind).begin(this.db.manager, context);
  }

  async #read(stored: StoredImport): Promise<Table | TableError> {
    const { bytes } = await this.files.read(stored.fileId);
    const whole = Buffer.concat(await bytes.toArray());
    try {
      return await readTable(whole, this.handlers.of(stored.kind).fields);
    } catch (error) {
      if (error instanceof TableError) return error;
      throw error;
    }
  }

  async #fail(stored: StoredImport, error: TableError): Promise<void> {
    await this.db.manager.update(
      StoredImport,
      { id: stored.id, state: stored.state },
      { state: 'failed', failure: error.code, failureFacts: error.facts, finishedAt: this.clock.now() },
    );
  }
}

function readyRow(checked: CheckedRow<unknown>): { row: number; data: unknown }[] {
  const isRejected = checked.problems.some((problem) => problem.severity === 'error');
  return checked.data === null || isRejected ? [] : [{ row: checked.row, data: checked.data }];
}
