import { Accounts } from '@bimtek/identity-server';
import type { Import } from '@bimtek/platform-contracts';
import { Imports, readTable, xlsxOf } from '@bimtek/platform-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { aGradedClass, type BuiltClass } from '../testing/a-class.ts';
import { graduationContext, refusalOf } from '../testing/graduation-context.ts';
import { passingScores } from '../testing/some-scores.ts';
import { ClassScores } from './class-scores.service.ts';
import { scoreFields } from './score-sheet.ts';

let context: TestContext;
let classScores: ClassScores;
let imports: Imports;

beforeAll(async () => {
  context = await graduationContext();
  classScores = context.get(ClassScores);
  imports = context.get(Imports);
});
afterAll(() => context.close());

/** A class whose organizer holds the role for it, as the worker will look it up. */
async function aClass(given: Parameters<typeof aGradedClass>[1] = {}): Promise<BuiltClass> {
  const built = await aGradedClass(context, given);
  const { userId, displayName } = built.organizer;
  await context
    .get(Accounts)
    .invite(context.db.manager, [{ personId: userId, displayName, phone: null, email: null }]);
  await context
    .get(Accounts)
    .grant(context.db.manager, [
      { personId: userId, role: 'organizer', level: 'class', scopeId: built.classGroupId },
    ]);
  return built;
}

const csv = (...lines: string[]) => ({
  fileName: 'nilai.csv',
  stream: Readable.from([Buffer.from(lines.join('\n'))]),
});
async function checked(built: BuiltClass, ...lines: string[]): Promise<Import> {
  const started = await classScores.upload(built.organizer, built, csv(...lines));
  await context.drainOutbox();
  return imports.get(built.organizer, { importId: started.id });
}
async function applied(built: BuiltClass, ...lines: string[]): Promise<Import> {
  const { id } = await checked(built, ...lines);
  await imports.apply(built.organizer, { importId: id });
  await context.drainOutbox();
  return imports.get(built.organizer, { importId: id });
}
const problemsOf = async (built: BuiltClass, { id }: Import) => {
  const { items } = await imports.problems(built.organizer, { importId: id }, { limit: 200 });
  return items.map(
    ({ row, column, code, severity }) => `${row}${column} ${code}${severity === 'warning' ? '?' : ''}`,
  );
};
const scoresOf = async (built: BuiltClass, index = 0) => {
  const rows: { component: string; value: number; out_of: number | null }[] = await context.db.query(
    `SELECT component, value::float8 AS value, out_of::float8 AS out_of FROM graduation_component_score
     WHERE enrollment_id = $1 ORDER BY component`,
    [built.people[index]?.enrollmentId],
  );
  return Object.fromEntries(
    rows.map(({ component, value, out_of }) => [component, out_of === null ? value : [value, out_of]]),
  );
};
const codeOf = (built: BuiltClass, index = 0) => built.people[index]?.code ?? '';

describe('importing component scores', () => {
  it('leaves out the rows of the importer and of people of their library, and takes the others', async () => {
    const built = await aClass({ people: [{ scores: {} }, { scores: {} }] });
    // The organizer has a desk in the library of the first.
    await context.db.query(`UPDATE registry_person SET library_id = $2 WHERE id = $1`, [
      built.organizer.userId,
      built.people[0]?.libraryId,
    ]);
    const lines = ['Kode Peserta,Nilai Rencana', `${codeOf(built)},90`, `${codeOf(built, 1)},80`];
    const done = await applied(built, ...lines);
    expect([done.rowsRejected, await problemsOf(built, done)]).toEqual([1, ['2A own-library']]);
    expect([await scoresOf(built), await scoresOf(built, 1)]).toEqual([{}, { plan: 80 }]);
  });

  it('records what the file says, by person and with the importer in the audit log', async () => {
    const built = await aClass({
      people: [
        { fullName: 'Asih', scores: {} },
        { fullName: 'Budi', scores: {} },
      ],
    });
    const done = await applied(
      built,
      'Kode Peserta;Nama;JP Hadir;JP Terjadwal;Tugas 1;Nilai Rencana;Rencana Disetujui;Kuis 7;Post-test',
      `${codeOf(built)};Asih;13,5;17;80;82,5;ya;90;75`,
      `${codeOf(built, 1).toLowerCase()};Budi;17;17;;;;;`,
    );
    expect(done).toMatchObject({
      state: 'applied',
      rowsTotal: 2,
      rowsRejected: 0,
      effects: { people: 2, newScores: 7 },
    });
    expect(await scoresOf(built)).toEqual({
      'assignment:M1': 80,
      attendance: [13.5, 17],
      plan: 82.5,
      planApproved: 1,
      postTest: 75,
      'quiz:M7': 90,
    });
    expect(await scoresOf(built, 1)).toEqual({ attendance: [17, 17] });
    const audit: unknown[] = await context.db.query(
      `SELECT actor_id AS "actorId", actor_name AS "actorName", role FROM platform_audit_entry
       WHERE action = 'graduation.score-recorded' AND subject_id = $1`,
      [built.people[0]?.enrollmentId],
    );
    expect(audit).toEqual([
      { actorId: built.organizer.userId, actorName: 'Ratna Penyelenggara', role: 'organizer' },
    ]);
  });

  it('changes nothing before it is applied, and nothing more when it is applied again', async () => {
    const built = await aClass({ people: [{ scores: {} }] });
    const lines = ['Kode Peserta,Nilai Rencana', `${codeOf(built)},80`];
    await checked(built, ...lines);
    expect(await scoresOf(built)).toEqual({});
    await applied(built, ...lines);
    const again = await applied(built, ...lines);
    expect(again.effects).toEqual({ unchangedPeople: 1 });
    const [{ n }] = (await context.db.query(
      `SELECT count(*)::int AS n FROM platform_audit_entry WHERE action = 'graduation.score-recorded' AND subject_id = $1`,
      [built.people[0]?.enrollmentId],
    )) as [{ n: number }];
    expect(n).toBe(1);
  });

  it('leaves a score alone where the cell is empty, and shows what it would change', async () => {
    const built = await aClass({ people: [{ fullName: 'Asih', scores: { plan: 60, postTest: 75 } }] });
    const dryRun = await checked(built, 'Kode Peserta,Nilai Rencana,Post-test', `${codeOf(built)},"72,5",`);
    expect(dryRun.samples).toEqual([
      { row: 2, title: 'Asih', changes: [{ field: 'plan', from: '60', to: '72,5' }] },
    ]);
    await imports.apply(built.organizer, { importId: dryRun.id });
    await context.drainOutbox();
    expect(await scoresOf(built)).toEqual({ plan: 72.5, postTest: 75 });
  });

  it('names every problem by row and column', async () => {
    const other = await aClass();
    const built = await aClass({
      people: [{ fullName: 'Asih' }, { fullName: 'Budi Santoso' }, { fullName: 'Citra', state: 'withdrawn' }],
    });
    const done = await checked(
      built,
      'Kode Peserta,Nama,JP Hadir,JP Terjadwal,Nilai Rencana,Rencana Disetujui,Kuis 8',
      `TIDAK-ADA,Siapa,,,80,,`,
      `${codeOf(other)},Peserta A,,,80,,`,
      `${codeOf(built)},Joko,,,80,,`,
      `${codeOf(built)},Asih,18,17,180,barangkali,80`,
      `${codeOf(built, 1)},Budi,,,80,,`,
      `${codeOf(built, 1)},Budi Santoso,,,81,,`,
      `${codeOf(built, 2)},Citra,,,80,,`,
      `,Dewi,,,80,,`,
    );
    expect(await problemsOf(built, done)).toEqual([
      '2A code-unknown',
      '3A other-class',
      '4B name-differs',
      '5A row-repeated',
      '6B name-differs?',
      '7A row-repeated',
      '8A not-active',
      '9A code-missing',
    ]);
    const cells = await checked(
      built,
      'Kode Peserta,Nama,JP Hadir,JP Terjadwal,Nilai Rencana,Rencana Disetujui,Kuis 8',
      `${codeOf(built)},Asih,18,17,180,barangkali,80`,
    );
    expect(await problemsOf(built, cells)).toEqual([
      '2C attended-more-than-scheduled',
      '2E out-of-range',
      '2F not-yes-or-no',
      '2G not-in-curriculum',
    ]);
    const file = await buffer((await imports.download(built.organizer, { importId: cells.id })).getStream());
    const sheet = await readTable(file, [{ name: 'what', headings: ['Yang perlu diperbaiki'] }]);
    expect(sheet.rows[0]?.cells['what']).toContain('JP hadir lebih besar daripada JP terjadwal.');
  });

  it('fails as a whole, with a clear code, for a file without participant codes', async () => {
    const built = await aClass();
    const done = await checked(built, 'Nama,Nilai', 'Asih,80');
    expect(done).toMatchObject({ state: 'failed', failure: 'headings-missing' });
  });

  it('is refused for a closed class, and rejects every row when the class closes after the check', async () => {
    const closed = await aClass({ state: 'closed' });
    expect(await refusalOf(checked(closed, 'Kode Peserta', codeOf(closed)))).toBe('class-closed');

    const built = await aClass({ people: [{ scores: {} }] });
    const { id } = await checked(built, 'Kode Peserta,Nilai Rencana', `${codeOf(built)},80`);
    await context.db.query(
      `UPDATE delivery_class_group SET state = 'closed', closed_at = now() WHERE id = $1`,
      [built.classGroupId],
    );
    await imports.apply(built.organizer, { importId: id });
    await context.drainOutbox();
    const done = await imports.get(built.organizer, { importId: id });
    expect(done).toMatchObject({ state: 'applied', rowsRejected: 1, problemCounts: { 'class-closed': 1 } });
    expect(await scoresOf(built)).toEqual({});
  });

  it("records nothing any more when the organizer's role for the class has ended", async () => {
    const built = await aClass({ people: [{ scores: {} }] });
    const { id } = await checked(built, 'Kode Peserta,Nilai Rencana', `${codeOf(built)},80`);
    await context
      .get(Accounts)
      .revoke(context.db.manager, [
        { personId: built.organizer.userId, role: 'organizer', level: 'class', scopeId: built.classGroupId },
      ]);
    await imports.apply(built.organizer, { importId: id });
    await context.drainOutbox();
    const done = await imports.get(built.organizer, { importId: id });
    expect(done.problemCounts).toEqual({ 'class-not-yours': 1 });
    expect(await scoresOf(built)).toEqual({});
  });

  it("is not for another's class", async () => {
    const [mine, other] = [await aClass(), await aClass()];
    const upload = classScores.upload(mine.organizer, other, csv('Kode Peserta', codeOf(other)));
    expect(await refusalOf(upload)).toBe('not-found');
    expect(await refusalOf(classScores.template(mine.organizer, other))).toBe('not-found');
  });
});

describe('the template', () => {
  it('has the people of the class with what is recorded, and comes back without changing anything', async () => {
    const built = await aClass({
      people: [
        { fullName: "Nur'aini", scores: passingScores() },
        { fullName: 'Budi', scores: { planApproved: 0 } },
      ],
    });
    const file = await buffer((await classScores.template(built.organizer, built)).getStream());
    const table = await readTable(file, scoreFields);
    expect(table.columns.map(({ heading }) => heading)).toEqual([
      ...['Kode Peserta', 'Nama', 'JP Hadir', 'JP Terjadwal'],
      ...[1, 2, 3, 4, 5, 6].map((n) => `Tugas ${n}`),
      ...['Nilai Rencana', 'Rencana Disetujui'],
      ...[1, 2, 3, 4, 5, 6, 7].map((n) => `Kuis ${n}`),
      ...['Pre-test', 'Post-test'],
    ]);
    expect(
      table.rows.map(({ cells }) => [
        cells['name'],
        cells['attended'],
        cells['scheduled'],
        cells['planApproved'],
      ]),
    ).toEqual([
      ['Budi', undefined, '18', 'tidak'],
      ["Nur'aini", '14', '17', 'ya'],
    ]);
    const started = await classScores.upload(built.organizer, built, {
      fileName: 'nilai.xlsx',
      stream: Readable.from([file]),
    });
    await context.drainOutbox();
    const done = await imports.get(built.organizer, { importId: started.id });
    expect(done).toMatchObject({
      state: 'checked',
      rowsRejected: 0,
      rowsWarned: 0,
      effects: { unchangedPeople: 2 },
    });
  });

  it('keeps a name that looks like a formula from being run', async () => {
    const rows = [['=1+1']];
    const file = await buffer(xlsxOf('Nilai', [{ heading: 'Nama' }], rows));
    const table = await readTable(file, [{ name: 'name', headings: ['Nama'] }]);
    expect(table.rows[0]?.cells['name']).toBe("'=1+1");
  });
});

describe('the scores of a class', () => {
  it('go by name, page by page, with what is missing absent', async () => {
    const built = await aClass({
      people: [
        { fullName: 'Wati', scores: {} },
        { fullName: 'Asih' },
        { fullName: 'Mulyono', state: 'placed' },
        { fullName: 'Budi' },
      ],
    });
    const first = await classScores.list(built.organizer, built, { limit: 2 });
    expect([first.total, first.people, first.items.map(({ name }) => name)]).toEqual([
      3,
      3,
      ['Asih', 'Budi'],
    ]);
    expect(first.recorded).toMatchObject({ plan: 2, 'quiz:M7': 2 });
    expect(first.columns).toHaveLength(18);
    expect(first.items[0]).toMatchObject({ outcome: 'passed', finalScore: 80, attendanceRate: 82.35 });
    expect(first.items[0]?.scores.find(({ component }) => component === 'plan')).toMatchObject({
      value: 80,
      source: 'import',
    });
    const second = await classScores.list(built.organizer, built, { limit: 2, after: first.next ?? '' });
    expect(second.items).toMatchObject([
      { name: 'Wati', scores: [], outcome: 'notPassed', attendanceRate: null },
    ]);
    expect(second.next).toBeNull();
    const found = await classScores.list(built.organizer, built, { limit: 50, q: 'wat' });
    expect([found.total, found.people, found.items.map(({ name }) => name)]).toEqual([1, 3, ['Wati']]);
  });

  it("are nobody's outside the scope", async () => {
    const [mine, other] = [await aClass(), await aClass()];
    expect(await refusalOf(classScores.list(mine.organizer, other, { limit: 50 }))).toBe('not-found');
    const elsewhere = { ...mine.organizer, scope: { level: 'province' as const, ids: ['73'] } };
    expect(await refusalOf(classScores.list(elsewhere, mine, { limit: 50 }))).toBe('not-found');
  });
});
