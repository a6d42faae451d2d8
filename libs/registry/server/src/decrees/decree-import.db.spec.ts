import { identityTables, IdentityWorkerModule } from '@bimtek/identity-server';
import type { ImportProblem } from '@bimtek/platform-contracts';
import { Imports, ImportRunner } from '@bimtek/platform-server';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeXlsx } from 'hucre/xlsx';
import { Readable } from 'node:stream';
import { putRegions } from '../regions/load-regions.ts';
import { PAPUA_CODES } from '../regions/papua-codes.ts';
import { registryTables, RegistryModule } from '../registry.module.ts';
import { aLibrary, aPerson } from '../testing/index.ts';
import { Decrees } from './decrees.service.ts';

const REGIONS = {
  '33': 'Jawa Tengah',
  '33.08': 'Kabupaten Magelang',
  '33.08.09': 'Secang',
  '33.08.09.2001': 'Tirto Mulyo',
  '33.08.11': 'Mertoyudan',
  '33.08.11.2004': 'Karang Asri',
  '33.08.11.2005': 'Mekar Wangi',
  '95': 'Papua Pegunungan',
  '95.01': 'Kabupaten Jayawijaya',
  '95.01.05': 'Bolakme',
  '95.01.05.2003': 'Wene Baru',
};
const HEADINGS = [
  'Kode Desa',
  'Kabupaten/Kota',
  'Desa/Kelurahan',
  'Nama Perpustakaan',
  'Nama Calon Peserta',
  'No. WhatsApp',
  'Kuota',
];
type Cell = string | number | null;
const GOOD: Cell[][] = [
  ['33.08.11.2004', 'Magelang', 'Karang Asri', 'Perpusdes Cahaya Ilmu', 'Wartinah', '081234567890', 2],
  [3308112004, 'Kab. Magelang', 'Karang Asri', 'Perpustakaan Desa Cahaya Ilmu', "Nur'aini", 81234567891, 2],
  ['33.08.11.2005', 'Magelang', 'Mekar Wangi', 'TBM Lentera', 'Sumarni', '0812-3456-7890', null],
];

describe('the import of a decree', () => {
  let context: TestContext;
  let imports: Imports;
  const me = anActor();

  beforeAll(async () => {
    context = await aTestContext([identityTables, registryTables], [RegistryModule, IdentityWorkerModule]);
    imports = context.get(Imports);
    await putRegions(
      context.db.manager,
      Object.entries(REGIONS).map(([code, name]) => ({ code, name })),
    );
    await context.db.query(
      `INSERT INTO registry_region_code_change SELECT r.old, r.now, 'x', '2022-11-25'
       FROM unnest($1::text[], $2::text[]) AS r(old, now)`,
      [PAPUA_CODES.map(([old]) => old), PAPUA_CODES.map(([, now]) => now)],
    );
  });
  beforeEach(() =>
    context.db.query(`TRUNCATE registry_candidate, registry_decree, registry_person, registry_library,
      identity_account CASCADE`),
  );
  afterAll(() => context.close());

  const check = async (rows: Cell[][], number = '45 Tahun 2026', headings = HEADINGS) => {
    const bytes = await writeXlsx({ sheets: [{ name: 'Penerima', rows: [headings, ...rows] }] });
    const { id } = await context
      .get(Decrees)
      .upload(
        me,
        { fileName: 'sk.xlsx', number, decidedOn: '2026-06-01', title: 'Penetapan Penerima' },
        Readable.from([Buffer.from(bytes)]),
      );
    await context.drainOutbox();
    return imports.get(me, { importId: id });
  };
  const apply = async (importId: Awaited<ReturnType<typeof check>>['id']) => {
    await imports.apply(me, { importId });
    await context.drainOutbox();
    return imports.get(me, { importId });
  };
  const problemsOf = async (rows: Cell[][], headings = HEADINGS): Promise<ImportProblem[]> => {
    const { id } = await check(rows, '45 Tahun 2026', headings);
    return (await imports.problems(me, { importId: id }, { limit: 200 })).items;
  };
  const counts = async () => {
    const [row] = await context.db.query(
      `SELECT (SELECT count(*)::int FROM registry_library) AS libraries,
              (SELECT count(*)::int FROM registry_person) AS people,
              (SELECT count(*)::int FROM registry_candidate) AS candidates,
              (SELECT count(*)::int FROM registry_decree) AS decrees,
              (SELECT count(*)::int FROM identity_account) AS accounts`,
    );
    return row as Record<string, number>;
  };

  it('says what it would do, changes nothing, then does it', async () => {
    const checked = await check(GOOD);
    expect(checked).toMatchObject({
      state: 'checked',
      rowsReady: 3,
      effects: { newLibraries: 2, newPeople: 3, newCandidates: 3 },
      groups: [{ key: '33', label: 'Jawa Tengah', count: 3 }],
    });
    expect(await counts()).toEqual({ libraries: 0, people: 0, candidates: 0, decrees: 0, accounts: 0 });

    expect(await apply(checked.id)).toMatchObject({
      state: 'applied',
      effects: { newLibraries: 2, newPeople: 3, newCandidates: 3 },
    });
    expect(await counts()).toEqual({ libraries: 2, people: 3, candidates: 3, decrees: 1, accounts: 3 });
    const people: unknown[] = await context.db.query(
      `SELECT p.full_name, p.phone, p.province_code, l.name, l.type, c.quota, a.state, g.role
       FROM registry_person p JOIN registry_library l ON l.id = p.library_id
       JOIN registry_candidate c ON c.person_id = p.id
       JOIN identity_account a ON a.person_id = p.id
       JOIN identity_role_grant g ON g.person_id = p.id ORDER BY p.full_name`,
    );
    expect(people).toEqual([
      {
        full_name: "Nur'aini",
        phone: '+6281234567891',
        province_code: '33',
        name: 'Perpusdes Cahaya Ilmu',
        type: 'village',
        quota: 2,
        state: 'invited',
        role: 'trainee',
      },
      {
        full_name: 'Sumarni',
        phone: '+6281234567890',
        province_code: '33',
        name: 'TBM Lentera',
        type: 'communityReading',
        quota: 1,
        state: 'invited',
        role: 'trainee',
      },
      {
        full_name: 'Wartinah',
        phone: '+6281234567890',
        province_code: '33',
        name: 'Perpusdes Cahaya Ilmu',
        type: 'village',
        quota: 2,
        state: 'invited',
        role: 'trainee',
      },
    ]);
  });

  it('creates nothing twice when the same decree comes again', async () => {
    await apply((await check(GOOD)).id);
    const before = await counts();
    const again = await check(GOOD);
    expect(again.effects).toEqual({ unchangedRows: 3 });
    await apply(again.id);
    expect(await counts()).toEqual(before);
  });

  it('shows what would change about those who are known, and keeps what the file does not say', async () => {
    await apply((await check(GOOD)).id);
    const changed = await check([
      ['33.08.11.2004', null, null, 'Perpusdes Cahaya Ilmu', 'WARTINAH', '081298765432', 3],
    ]);
    expect(changed).toMatchObject({
      effects: { changedPeople: 1, changedQuotas: 1 },
      samples: [
        {
          row: 2,
          title: 'Perpusdes Cahaya Ilmu, Karang Asri',
          changes: [{ field: 'phone', from: '+6281234567890', to: '+6281298765432' }],
        },
      ],
    });
    await apply(changed.id);
    const again = await check([['33.08.11.2004', null, null, 'Perpusdes Cahaya Ilmu', 'Wartinah', null, 3]]);
    await apply(again.id);
    const [person] = await context.db.query(`SELECT phone FROM registry_person WHERE name_key = 'wartinah'`);
    expect(person).toEqual({ phone: '+6281298765432' });
  });

  const row = (changes: Partial<Record<number, Cell>>): Cell[] =>
    (GOOD[0] ?? []).map((cell, at) => (changes[at] === undefined ? cell : (changes[at] ?? null)));
  it.each([
    [
      'an unknown code whose village is known by name',
      row({ 0: '33.08.99.2001', 2: 'Tirto Mulyo' }),
      'A',
      'unknown-village',
      { suggestedCode: '33.08.09.2001', suggestedName: 'Tirto Mulyo' },
    ],
    [
      'an unknown code with a slip in the name',
      row({ 0: '33.08.11.2009', 2: 'Karang Asrii' }),
      'A',
      'unknown-village',
      { suggestedCode: '33.08.11.2004' },
    ],
    [
      'a code of six digits',
      row({ 0: '330811' }),
      'A',
      'village-code-malformed',
      { suggestedCode: '33.08.11.2004' },
    ],
    [
      'no code, but names that leave no doubt',
      row({ 0: null }),
      'A',
      'village-found-by-name',
      { suggestedCode: '33.08.11.2004' },
    ],
    ['no code and no regency', row({ 0: null, 1: null, 2: null }), 'A', 'village-code-missing', {}],
    [
      'an old code of Papua with the village’s name',
      row({ 0: '91.02.05.2007', 1: 'Jayawijaya', 2: 'Wene Baru' }),
      'A',
      'village-code-replaced',
      { suggestedCode: '95.01.05.2003' },
    ],
    [
      'an old code of Papua without it',
      row({ 0: '91.02.05.2003', 1: 'Jayawijaya', 2: null }),
      'A',
      'old-village-code',
      { newRegency: '95.01' },
    ],
    [
      'another village’s name',
      row({ 2: 'Mekar Wangi' }),
      'C',
      'village-name-differs',
      { name: 'Karang Asri' },
    ],
    [
      'another regency',
      row({ 1: 'Kota Magelang' }),
      'B',
      'regency-name-differs',
      { name: 'Kabupaten Magelang' },
    ],
    ['no library', row({ 3: null }), 'D', 'library-missing', { suggested: 'Perpusdes Karang Asri' }],
    ['no name', row({ 4: null }), 'E', 'name-missing', {}],
    ['a name with digits', row({ 4: 'Wartinah 2' }), 'E', 'name-malformed', {}],
    ['a phone that is too short', row({ 5: '0812 440 17' }), 'F', 'phone-invalid', { digits: 9 }],
    ['no phone', row({ 5: null }), 'F', 'phone-missing', {}],
    ['a quota of twelve', row({ 6: 12 }), 'G', 'quota-out-of-range', { quota: '12', most: 5 }],
  ] as const)('finds %s', async (_case, cells, column, code, facts) => {
    const problems = await problemsOf([[...cells]]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ row: 2, column, code, facts });
  });

  it('finds rows that repeat or contradict each other', async () => {
    const problems = await problemsOf([
      ...GOOD,
      row({ 3: 'PERPUSDES CAHAYA ILMU' }),
      row({ 0: '33.08.11.2005', 2: 'Mekar Wangi', 3: 'Perpusdes Baru' }),
      row({ 4: 'Orang Ketiga', 5: null }),
    ]);
    expect(
      problems.map(({ row, code, severity, facts }) => ({ row, code, severity, first: facts['firstRow'] })),
    ).toEqual([
      { row: 5, code: 'duplicate-row', severity: 'warning', first: 2 },
      { row: 6, code: 'person-in-other-row', severity: 'error', first: 2 },
      { row: 7, code: 'phone-missing', severity: 'warning', first: undefined },
      { row: 7, code: 'more-people-than-quota', severity: 'error', first: 2 },
    ]);
  });

  it('finds people who are registered at another library, and takes in those who had none', async () => {
    const libraryId = await aLibrary(context.db, {
      villageCode: '33.08.09.2001',
      name: 'Perpusdes Nusa Baca',
    });
    await aPerson(context.db, { fullName: 'Wartinah', phone: '+6281234567890', libraryId });
    const official = await aPerson(context.db, {
      fullName: 'Sumarni',
      phone: '+6281234567890',
      libraryId: null,
    });
    const checked = await check(GOOD);
    const { items } = await imports.problems(me, { importId: checked.id }, { limit: 50 });
    expect(items).toEqual([
      expect.objectContaining({
        row: 2,
        code: 'person-at-other-library',
        facts: { libraryName: 'Perpusdes Nusa Baca', name: 'Wartinah' },
      }),
    ]);
    await apply(checked.id);
    const [person] = await context.db.query(
      `SELECT l.name FROM registry_person p JOIN registry_library l ON l.id = p.library_id WHERE p.id = $1`,
      [official],
    );
    expect(person).toEqual({ name: 'TBM Lentera' });
  });

  it('applies the rows that are right and leaves the others on the list to correct', async () => {
    const checked = await check([...GOOD, row({ 0: '99.99.99.2001', 4: 'Orang Lain', 5: '081311112222' })]);
    expect(checked).toMatchObject({ rowsReady: 3, rowsRejected: 1 });
    const applied = await apply(checked.id);
    expect(applied).toMatchObject({
      state: 'applied',
      rowsRejected: 1,
      problemCounts: { 'unknown-village': 1 },
    });
    expect((await counts())['people']).toBe(3);
  });

  it('lists all of 3,000 broken rows within seconds and little memory', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => [
      `33.08.99.${2000 + (n % 999)}`,
      'Magelang',
      'Tirto Mulyo',
      null,
      null,
      '0812',
      12,
    ]);
    const before = process.memoryUsage().rss;
    const checked = await check(rows);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
    expect(checked).toMatchObject({
      rowsTotal: 3_000,
      rowsRejected: 3_000,
      problemCounts: {
        'unknown-village': 3_000,
        'library-missing': 3_000,
        'name-missing': 3_000,
        'phone-invalid': 3_000,
        'quota-out-of-range': 3_000,
      },
    });
    const page = await imports.problems(me, { importId: checked.id }, { code: 'phone-invalid', limit: 200 });
    expect(page).toMatchObject({ total: 3_000 });
    expect(page.items).toHaveLength(200);
  });

  it('has one effect when the worker is killed between two batches and runs again', async () => {
    const rows = Array.from({ length: 450 }, (_, n) => [
      '33.08.11.2004',
      'Magelang',
      'Karang Asri',
      `Perpusdes Nomor ${n}`,
      `Orang ${String.fromCharCode(65 + (n % 26))}${String.fromCharCode(65 + Math.floor(n / 26))}`,
      `0812${String(30_000_000 + n)}`,
      1,
    ]);
    const checked = await check(rows);
    await imports.apply(me, { importId: checked.id });
    await context.db.query(`
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM registry_candidate) > 300 THEN RAISE EXCEPTION 'killed'; END IF; RETURN NULL; END $$`);
    await context.db.query(`CREATE TRIGGER die AFTER INSERT ON registry_candidate EXECUTE FUNCTION die()`);
    await expect(context.get(ImportRunner).apply(checked.id)).rejects.toThrow('killed');
    expect((await counts())['people']).toBe(200);
    await context.db.query(`DROP TRIGGER die ON registry_candidate`);
    await context.drainOutbox();
    expect(await imports.get(me, { importId: checked.id })).toMatchObject({
      state: 'applied',
      rowsDone: 450,
      effects: { newLibraries: 450, newPeople: 450, newCandidates: 450 },
    });
    expect(await counts()).toMatchObject({ libraries: 450, people: 450, candidates: 450, accounts: 450 });
  });
});
