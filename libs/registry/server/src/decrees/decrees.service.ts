import { type Actor, commonProblem, type Import, type Page, type QueryOf } from '@bimtek/platform-contracts';
import { attachment, Conditions, Imports, XLSX_TYPE, xlsxOf } from '@bimtek/platform-server';
import {
  type Decree,
  decreeImportKind,
  DecreeId,
  type listDecrees,
  type uploadDecree,
} from '@bimtek/registry-contracts';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { decreeFields } from './decree-fields.ts';

@Injectable()
export class Decrees {
  constructor(
    private readonly db: DataSource,
    private readonly imports: Imports,
  ) {}

  async upload(
    me: Actor,
    { fileName, ...decree }: QueryOf<typeof uploadDecree>,
    stream: Readable,
  ): Promise<Import> {
    return this.imports.start(me, { kind: decreeImportKind, options: decree, fileName, stream });
  }

  /** The headings that are understood, with one row to show how they are meant. */
  template(): StreamableFile {
    const sheet = xlsxOf(
      'Penerima',
      decreeFields.map(({ headings }) => ({ heading: headings[0] ?? '', width: 22 })),
      [decreeFields.map(({ example }) => example)],
    );
    return new StreamableFile(sheet, { type: XLSX_TYPE, disposition: attachment('daftar-penerima.xlsx') });
  }

  /** Only those who act nationally see whole decrees. */
  async list(me: Actor, { after, limit }: QueryOf<typeof listDecrees>): Promise<Page<Decree>> {
    if (me.scope.level !== 'national') return { items: [], next: null, total: 0 };
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM registry_decree`,
    );
    const where = new Conditions();
    if (after) where.and('(d.decided_on, d.id) < (?::date, ?::uuid)', ...readKey(after));
    const rows: Decree[] = await this.db.query(
      `SELECT d.id, d.number, d.decided_on::text AS "decidedOn", d.title, c.libraries, c.candidates
       FROM registry_decree d
       CROSS JOIN LATERAL (
         SELECT count(DISTINCT library_id)::int AS libraries, count(*)::int AS candidates
         FROM registry_candidate WHERE decree_id = d.id) c
       WHERE ${where.sql} ORDER BY d.decided_on DESC, d.id DESC LIMIT ${where.value(limit + 1)}`,
      where.parameters,
    );
    const items = rows.slice(0, limit).map((row) => ({ ...row, id: DecreeId.parse(row.id) }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    const next = last ? Buffer.from(`${last.decidedOn}|${last.id}`).toString('base64url') : null;
    return { items, next, total };
  }
}

function readKey(key: string): [string, string] {
  const match = /^(\d{4}-\d{2}-\d{2})\|([0-9a-f-]{36})$/.exec(Buffer.from(key, 'base64url').toString());
  if (!match?.[1] || !match[2]) {
    throw commonProblem('invalid-request', {
      errors: [{ pointer: '#query/after', detail: 'Not a page of this list' }],
    });
  }
  return [match[1], match[2]];
}
