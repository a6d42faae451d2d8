import {
  type Actor,
  applyImport,
  checkImport,
  commonProblem,
  found,
  type Import,
  ImportId,
  importLimits,
  importProblem,
  type ImportProblem,
  listImportProblems,
  listImports,
  type Page,
  type ParamsOf,
  type QueryOf,
  runImport,
} from '@bimtek/platform-contracts';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.ts';
import { Clock, Ids } from '../clock/clock.ts';
import { attachment, Files } from '../files/files.service.ts';
import { Outbox } from '../outbox/outbox.ts';
import { ImportHandlers } from './import-handlers.ts';
import { StoredImport, StoredImportProblem } from './import.entity.ts';
import { emptyTally, refusesApply } from './import.rules.ts';
import { visibleImport } from './imports.queries.ts';
import { problemRows } from './problem-sheet.ts';
import { sniffTable } from './table/sniff-table.ts';
import { xlsxOf, XLSX_TYPE } from './table/write-table.ts';

type AtImport = ParamsOf<typeof applyImport>;

@Injectable()
export class Imports {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
    private readonly handlers: ImportHandlers,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Stores a file that was uploaded and has it checked. Refuses at once what is no table at all. */
  async start(
    me: Actor,
    upload: { kind: string; options: Record<string, unknown>; fileName: string; stream: Readable },
  ): Promise<Import> {
    const bytes = await readAtMost(upload.stream, importLimits.bytes);
    const sniffed = sniffTable(bytes);
    if ('refusal' in sniffed) throw importProblem(sniffed.refusal);
    const now = this.clock.now();
    const id = this.ids.next();
    return this.db.transaction(async (tx) => {
      const mediaType = sniffed.format === 'xlsx' ? XLSX_TYPE : 'text/csv';
      const { fileName, kind, options } = upload;
      const file = await this.files.store(tx, { fileName, mediaType, bytes, createdBy: me.userId });
      const stored = tx.create(StoredImport, {
        id,
        kind,
        options,
        fileId: file.id,
        fileName,
        sizeBytes: file.sizeBytes,
        state: 'checking',
        rowsTotal: 0,
        rowsDone: 0,
        appliedRow: 0,
        columns: [],
        ...emptyTally(),
        failure: null,
        failureFacts: {},
        createdBy: me.userId,
        createdByName: me.displayName,
        appliedBy: null,
        createdAt: now,
        startedAt: now,
        finishedAt: null,
      });
      await tx.insert(StoredImport, stored as never);
      await this.outbox.add(tx, checkImport, { importId: id });
      await this.audit.record(tx, me, {
        action: 'platform.import-uploaded',
        subject: { type: 'import', id },
        after: { kind, fileName, sizeBytes: file.sizeBytes, sha256: file.sha256, options },
      });
      return viewOf(stored);
    });
  }

  async get(me: Actor, { importId }: AtImport): Promise<Import> {
    return viewOf(found(await visibleImport(this.db.manager, me, importId)));
  }

  async list(me: Actor, { kind, after, limit }: QueryOf<typeof listImports>): Promise<Page<Import>> {
    const query = this.db.manager
      .createQueryBuilder(StoredImport, 'i')
      .where('i.kind = :kind', { kind })
      .orderBy({ 'i.createdAt': 'DESC', 'i.id': 'DESC' });
    if (me.scope.level !== 'national') query.andWhere('i.createdBy = :me', { me: me.userId });
    const total = await query.getCount();
    if (after) {
      const [createdAt, id] = readKey(after);
      query.andWhere('(i.created_at, i.id) < (:createdAt::timestamptz, :id::uuid)', { createdAt, id });
    }
    const rows = await query.limit(limit + 1).getMany();
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(viewOf),
      next: last ? keyOf([last.createdAt.toISOString(), last.id]) : null,
      total,
    };
  }

  async problems(
    me: Actor,
    { importId }: AtImport,
    { code, after, limit }: QueryOf<typeof listImportProblems>,
  ): Promise<Page<ImportProblem>> {
    const { problemCounts } = found(await visibleImport(this.db.manager, me, importId));
    const [row = '0', ordinal = '-1'] = after ? readKey(after) : [];
    const query = this.db.manager
      .createQueryBuilder(StoredImportProblem, 'p')
      .where('p.importId = :importId', { importId })
      .andWhere('(p."row", p.ordinal) > (:row::int, :ordinal::int)', { row: int(row), ordinal: int(ordinal) })
      .orderBy({ 'p.row': 'ASC', 'p.ordinal': 'ASC' });
    if (code) query.andWhere('p.code = :code', { code });
    const rows = await query.limit(limit + 1).getMany();
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    const total = code
      ? (problemCounts[code] ?? 0)
      : Object.values(problemCounts).reduce((sum, count) => sum + count, 0);
    return { items, next: last ? keyOf([String(last.row), String(last.ordinal)]) : null, total };
  }

  /** Every row with a problem as a spreadsheet under the headings of the import, to correct and upload again. */
  async download(me: Actor, { importId }: AtImport): Promise<StreamableFile> {
    const stored = found(await visibleImport(this.db.manager, me, importId));
    const handler = this.handlers.of(stored.kind);
    const headings = stored.columns.map(({ heading }) => ({ heading }));
    const sheet = xlsxOf(
      'Perlu diperbaiki',
      [{ heading: 'Baris', width: 8 }, ...headings, { heading: 'Yang perlu diperbaiki', width: 80 }],
      problemRows(this.db, stored, (problem) => handler.describe(problem)),
    );
    const name = `perlu-diperbaiki-${stored.fileName.replace(/\.\w+$/, '')}.xlsx`;
    return new StreamableFile(sheet, { type: XLSX_TYPE, disposition: attachment(name) });
  }

  /** Starts applying; when that has been done before, gives the import as it is. */
  async apply(me: Actor, { importId }: AtImport): Promise<Import> {
    return this.db.transaction(async (tx) => {
      const stored = found(await visibleImport(tx, me, importId, { lock: true }));
      const refusal = refusesApply(stored);
      if (refusal) throw importProblem(refusal);
      if (stored.state !== 'checked') return viewOf(stored);
      const { groups, samples } = stored;
      await tx.delete(StoredImportProblem, { importId });
      return this.#restart(me, tx, stored, 'applying', {
        ...emptyTally(),
        groups,
        samples,
        appliedBy: me.userId,
      });
    });
  }

  /** Checks a file once more. While it is being checked or applied, gives the import as it is. */
  async recheck(me: Actor, { importId }: AtImport): Promise<Import> {
    return this.db.transaction(async (tx) => {
      const stored = found(await visibleImport(tx, me, importId, { lock: true }));
      if (stored.state === 'applied') throw importProblem('import-not-checked');
      if (stored.state === 'checking' || stored.state === 'applying') return viewOf(stored);
      return this.#restart(me, tx, stored, 'checking', emptyTally());
    });
  }

  async #restart(
    me: Actor,
    tx: DataSource['manager'],
    stored: StoredImport,
    state: 'checking' | 'applying',
    changes: Partial<StoredImport>,
  ): Promise<Import> {
    const next = {
      ...changes,
      state,
      rowsDone: 0,
      appliedRow: 0,
      failure: null,
      failureFacts: {},
      startedAt: this.clock.now(),
      finishedAt: null,
    };
    await tx.update(StoredImport, { id: stored.id }, next as never);
    await this.outbox.add(tx, state === 'checking' ? checkImport : runImport, { importId: stored.id });
    await this.audit.record(tx, me, {
      action: state === 'checking' ? 'platform.import-rechecked' : 'platform.import-applied',
      subject: { type: 'import', id: stored.id },
      before: { state: stored.state },
      after: { state, kind: stored.kind },
    });
    return viewOf({ ...stored, ...next });
  }
}

function viewOf(stored: StoredImport): Import {
  const { id, groups, createdByName, createdAt, startedAt, finishedAt, ...rest } = stored;
  return {
    ...rest,
    id: ImportId.parse(id),
    groups: Object.entries(groups)
      .map(([key, group]) => ({ key, ...group }))
      .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key)),
    createdBy: createdByName,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

/** Reads an upload into memory. Throws 413 as soon as more arrives than is taken. */
async function readAtMost(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw commonProblem('body-too-large', { maxBytes });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function keyOf(parts: [string, string]): string {
  return Buffer.from(parts.join('|')).toString('base64url');
}

function readKey(key: string): string[] {
  const parts = Buffer.from(key, 'base64url').toString().split('|');
  if (parts.length !== 2) {
    throw commonProblem('invalid-request', {
      errors: [{ pointer: '#query/after', detail: 'Not a page of this list' }],
    });
  }
  return parts;
}

function int(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : 0;
}
