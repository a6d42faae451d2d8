import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { anActor, aTestContext, type TestContext } from '../testing/index.ts';
import { HandlesImport, ImportHandler, type ImportPass } from './import-handler.ts';
import { ImportRunner } from './import-runner.ts';
import { Imports } from './imports.service.ts';

/** Keeps animals by name; a name with a digit is wrong, one that repeats is left out. */
@HandlesImport('spec.animal')
class AnimalImport extends ImportHandler<{ name: string }> {
  readonly fields = [{ name: 'animal', headings: ['Hewan'], isRequired: true }];
  diesAfter = Number.POSITIVE_INFINITY;

  describe() {
    return 'Nama hewan memuat angka.';
  }

  begin(): Promise<ImportPass<{ name: string }>> {
    return Promise.resolve({
      check: async (_tx, rows) =>
        rows.map(({ row, cells }) => {
          const name = cells['animal'] ?? '';
          const isWrong = /\d/.test(name);
          return {
            row,
            problems: isWrong ? [{ field: 'animal', code: 'has-digit', severity: 'error' as const }] : [],
            data: isWrong ? null : { name },
            effects: ['newAnimals'],
            group: { key: name[0] ?? '', label: name[0] ?? '' },
          };
        }),
      apply: async (tx: EntityManager, rows) => {
        if (rows.some(({ row }) => row > this.diesAfter)) throw new Error('killed');
        await tx.query(`INSERT INTO animal SELECT unnest($1::text[])`, [rows.map(({ data }) => data.name)]);
      },
    });
  }
}

@Module({ providers: [AnimalImport] })
class SpecModule {}

describe('imports', () => {
  let context: TestContext;
  let imports: Imports;
  const me = anActor();
  const stranger = anActor({
    userId: '00000000-0000-7000-8000-0000000000bb',
    scope: { level: 'class', ids: [] },
  });

  beforeAll(async () => {
    context = await aTestContext([], [SpecModule]);
    imports = context.get(Imports);
    await context.db.query(`CREATE TABLE animal (name text NOT NULL)`);
  });
  beforeEach(() => context.db.query(`TRUNCATE animal`));
  afterAll(() => context.close());

  const upload = (text: string, actor = me) =>
    imports.start(actor, {
      kind: 'spec.animal',
      options: { zoo: 'Ragunan' },
      fileName: 'hewan.csv',
      stream: Readable.from([Buffer.from(text)]),
    });
  const animals = async () =>
    (await context.db.query<{ name: string }[]>(`SELECT name FROM animal ORDER BY name`)).map((r) => r.name);
  const aThousand = `Hewan\n${Array.from({ length: 1_000 }, (_, n) => `gajah ${'abcdefghij'[n % 10]}${String.fromCharCode(97 + (n % 26))}`).join('\n')}`;

  it('checks without changing anything, then applies what can be applied', async () => {
    const { id } = await upload('Hewan\nkucing\nsapi 2\nrusa\n');
    await context.drainOutbox();
    expect(await imports.get(me, { importId: id })).toMatchObject({
      state: 'checked',
      rowsTotal: 3,
      rowsReady: 2,
      rowsRejected: 1,
      effects: { newAnimals: 2 },
      problemCounts: { 'has-digit': 1 },
      columns: [{ column: 'A', field: 'animal', heading: 'Hewan' }],
    });
    expect(await imports.problems(me, { importId: id }, { limit: 50 })).toEqual({
      items: [
        expect.objectContaining({
          row: 3,
          column: 'A',
          value: 'sapi 2',
          severity: 'error',
          cells: { animal: 'sapi 2' },
        }),
      ],
      next: null,
      total: 1,
    });
    expect(await animals()).toEqual([]);

    await imports.apply(me, { importId: id });
    await context.drainOutbox();
    expect(await imports.get(me, { importId: id })).toMatchObject({
      state: 'applied',
      rowsDone: 3,
      effects: { newAnimals: 2 },
    });
    expect(await animals()).toEqual(['kucing', 'rusa']);
  });

  it('applies once when the button is pressed twice at once and again later', async () => {
    const { id } = await upload('Hewan\nkucing\n');
    await context.drainOutbox();
    await Promise.all([imports.apply(me, { importId: id }), imports.apply(me, { importId: id })]);
    await context.drainOutbox();
    expect((await imports.apply(me, { importId: id })).state).toBe('applied');
    await context.drainOutbox();
    expect(await animals()).toEqual(['kucing']);
  });

  it('goes on after the last written row when it was killed between two batches', async () => {
    const { id } = await upload(aThousand);
    await context.drainOutbox();
    await imports.apply(me, { importId: id });
    const handler = context.get(AnimalImport);
    handler.diesAfter = 500;
    await expect(context.get(ImportRunner).apply(id)).rejects.toThrow('killed');
    expect(await imports.get(me, { importId: id })).toMatchObject({ state: 'applying', rowsDone: 400 });
    handler.diesAfter = Number.POSITIVE_INFINITY;
    await context.drainOutbox();
    expect(await imports.get(me, { importId: id })).toMatchObject({
      state: 'applied',
      rowsDone: 1_000,
      rowsReady: 1_000,
      effects: { newAnimals: 1_000 },
    });
    expect(await animals()).toHaveLength(1_000);
  });

  it('says why a file cannot be read, and checks it again on demand', async () => {
    const { id } = await upload('Tumbuhan\npadi\n');
    await context.drainOutbox();
    expect(await imports.get(me, { importId: id })).toMatchObject({
      state: 'failed',
      failure: 'headings-missing',
      failureFacts: { headings: 'Hewan' },
    });
    await expect(imports.apply(me, { importId: id })).rejects.toMatchObject({
      code: 'import-not-checked',
      status: 409,
    });
    expect((await imports.recheck(me, { importId: id })).state).toBe('checking');
  });

  it('refuses at the upload what is no table', async () => {
    await expect(upload('')).rejects.toMatchObject({ code: 'file-empty', status: 422 });
    await expect(upload('%PDF-1.4')).rejects.toMatchObject({ code: 'file-not-a-table', status: 422 });
    await expect(upload('x'.repeat(11 * 1024 * 1024))).rejects.toMatchObject({
      code: 'body-too-large',
      status: 413,
    });
  });

  it('hides imports of others from who does not act nationally, and pages what is shown', async () => {
    const { id } = await upload('Hewan\nkuda\n');
    const gone = { code: 'not-found', status: 404 };
    await expect(imports.get(stranger, { importId: id })).rejects.toMatchObject(gone);
    await expect(imports.apply(stranger, { importId: id })).rejects.toMatchObject(gone);
    await expect(imports.problems(stranger, { importId: id }, { limit: 5 })).rejects.toMatchObject(gone);
    await expect(imports.download(stranger, { importId: id })).rejects.toMatchObject(gone);
    const own = await upload('Hewan\nkuda\n', stranger);
    const seen = await imports.list(stranger, { kind: 'spec.animal', limit: 10 });
    expect(seen).toMatchObject({ total: 1, next: null, items: [{ id: own.id }] });
    const first = await imports.list(me, { kind: 'spec.animal', limit: 2 });
    const second = await imports.list(me, { kind: 'spec.animal', limit: 50, after: first.next ?? '' });
    expect(first.items).toHaveLength(2);
    expect(second.items.map((item) => item.id)).not.toContain(first.items[1]?.id);
    expect(first.items.length + second.items.length).toBe(first.total);
  });

  it('lists 3,000 wrong rows page by page and in a spreadsheet', async () => {
    const { id } = await upload(`Hewan\n${'=sapi 2\n'.repeat(3_000)}`);
    await context.drainOutbox();
    const rows: number[] = [];
    let after: string | undefined;
    do {
      const page = await imports.problems(me, { importId: id }, { limit: 200, ...(after ? { after } : {}) });
      expect(page.total).toBe(3_000);
      rows.push(...page.items.map((item) => item.row));
      after = page.next ?? undefined;
    } while (after);
    expect(rows).toEqual(Array.from({ length: 3_000 }, (_, n) => n + 2));
    await expect(imports.apply(me, { importId: id })).rejects.toMatchObject({ code: 'nothing-to-apply' });

    const { readXlsx } = await import('hucre/xlsx');
    const bytes = Buffer.concat(await (await imports.download(me, { importId: id })).getStream().toArray());
    const sheet = (await readXlsx(bytes)).sheets[0];
    expect(sheet?.rows).toHaveLength(3_001);
    expect(sheet?.rows[1]).toEqual([2, "'=sapi 2", 'A2: Nama hewan memuat angka.']);
  });

  it('writes uploads and applying into the audit log', async () => {
    const { id } = await upload('Hewan\nkucing\n');
    await context.drainOutbox();
    await imports.apply(me, { importId: id });
    await context.drainOutbox();
    const acts = await context.db.query<{ action: string }[]>(
      `SELECT action FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
      [id],
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'platform.import-uploaded',
      'platform.import-applied',
      'platform.import-finished',
    ]);
  });
});
