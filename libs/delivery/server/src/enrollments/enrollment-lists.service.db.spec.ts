import {
  type ClassGroupId,
  type EnrollmentFilter,
  type EnrollmentState,
  type RunId,
} from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { randomUUID } from 'node:crypto';
import {
  aCandidate,
  aSeason,
  auditedActions,
  inRole,
  national,
  organizerOf,
  provincial,
  refusalOf,
  trainerOf,
} from '../testing/a-season.ts';
import { aClassGroup, anEnrollment, aRun } from '../testing/index.ts';
import { EnrollmentLists } from './enrollment-lists.service.ts';
import { FROM_PEOPLE, peopleWhere } from './people.queries.ts';
import { peopleSheet } from './people-sheet.ts';

let context: TestContext;
let lists: EnrollmentLists;
beforeAll(async () => {
  context = await aSeason();
  lists = context.get(EnrollmentLists);
});
afterAll(() => context.close());

type Asked = Partial<Parameters<EnrollmentLists['list']>[1]>;
const list = (me: Actor, asked: Asked) => lists.list(me, { limit: 50, ...asked });
const person = async (
  run: { id: RunId },
  given: Parameters<typeof aCandidate>[1] & { state?: EnrollmentState; classGroup?: never } = {},
) => {
  const { state = 'registered', ...rest } = given;
  const candidate = await aCandidate(context.db, rest);
  const enrollment = await anEnrollment(context.db, {
    run,
    state,
    ...(rest.name ? { name: rest.name } : {}),
    personId: candidate.personId,
    libraryId: candidate.libraryId,
    regencyCode: rest.regency ?? '33.01',
    provinceCode: candidate.provinceCode,
  });
  return { ...candidate, enrollment };
};

describe('the list of people', () => {
  it('shows who, from where, how far, with a masked phone', async () => {
    const run = await aRun(context.db);
    await person(run, { name: 'Siti Maemunah', titleAfter: 'S.Pd.', phone: '+6281234567890' });
    const { items, next, previous } = await list(national, { runId: run.id });
    expect([items.length, next, previous]).toEqual([1, null, null]);
    expect(items[0]).toMatchObject({
      name: 'Siti Maemunah, S.Pd.',
      villageName: 'Desa Jawa Tengah 01',
      regencyName: 'Kabupaten Jawa Tengah 01',
      provinceName: 'Jawa Tengah',
      phone: '+62 812-••••-7890',
      state: 'registered',
      activatedAt: null,
      classGroup: null,
      doubts: [],
    });
  });

  it('goes by name through pages, without losing or repeating anybody who has the same name', async () => {
    const run = await aRun(context.db);
    for (const name of ['Zainab', 'aminah', 'Aminah', 'Aminah', 'Budi']) await person(run, { name });
    const names: string[] = [];
    const ids = new Set<string>();
    let after: string | null = null;
    do {
      const page = await list(national, { runId: run.id, limit: 2, ...(after ? { after } : {}) });
      for (const item of page.items) {
        names.push(item.name.toLowerCase());
        ids.add(item.id);
      }
      after = page.next;
    } while (after);
    expect(names).toEqual(['aminah', 'aminah', 'aminah', 'budi', 'zainab']);
    expect(ids.size).toBe(5);
  });

  it('narrows by state, place, account and search, and counts the states beside', async () => {
    const run = await aRun(context.db);
    await person(run, { name: 'Ngatini', regency: '33.01', phone: '+6281200004321' });
    await person(run, { name: 'Parjo', regency: '33.02', active: true });
    await person(run, { name: '50% Suparno', regency: '73.01', state: 'verified' });
    const namesOf = async (filter: Partial<EnrollmentFilter>) =>
      (await list(national, { runId: run.id, ...filter })).items.map((item) => item.name);
    expect(await namesOf({ state: 'verified' })).toEqual(['50% Suparno']);
    expect(await namesOf({ province: '33' })).toEqual(['Ngatini', 'Parjo']);
    expect(await namesOf({ regency: '33.02' })).toEqual(['Parjo']);
    expect(await namesOf({ activated: 'yes' })).toEqual(['Parjo']);
    expect(await namesOf({ q: 'ngat' })).toEqual(['Ngatini']);
    expect(await namesOf({ q: 'sulawesi' })).toEqual(['50% Suparno']);
    expect(await namesOf({ q: '4321' })).toEqual(['Ngatini']);
    expect(await namesOf({ q: '50% sup' })).toEqual(['50% Suparno']);
    expect(await namesOf({ q: '%' })).toEqual([]);
    expect(await namesOf({ q: `'; DROP TABLE delivery_enrollment --` })).toEqual([]);
    const { counts, total } = await lists.count(national, { runId: run.id, state: 'verified' });
    expect([counts, total]).toEqual([{ registered: 2, verified: 1 }, 1]);
  });

  it('finds people by the name they have now, in their own run alone', async () => {
    const [run, other] = [await aRun(context.db), await aRun(context.db)];
    await person(run, { name: 'Sulastri' });
    await person(other, { name: 'Sulastri' });
    const found = async (q: string) => (await list(national, { runId: run.id, q })).items.length;
    expect(await found('sulastri')).toBe(1);
    await context.db.query(
      `UPDATE registry_person p SET full_name = 'Wagiyem', search = to_tsvector('simple', 'Wagiyem')
       FROM delivery_enrollment e WHERE e.person_id = p.id AND e.run_id = $1`,
      [run.id],
    );
    expect([await found('sulastri'), await found('wagiyem')]).toEqual([0, 1]);
    expect(await found(`run:${other.id}`)).toBe(0);
  });

  it('shows each role the people of its scope', async () => {
    const run = await aRun(context.db);
    const own = await aClassGroup(context.db, { run });
    const other = await aClassGroup(context.db, { run });
    const inOwn = await anEnrollment(context.db, { classGroup: own });
    const inOther = await anEnrollment(context.db, { classGroup: other });
    const free = await anEnrollment(context.db, { run, state: 'verified' });
    const far = await anEnrollment(context.db, { run, state: 'verified', provinceCode: '73' });
    const seenBy = async (me: Actor) =>
      new Set((await list(me, { runId: run.id })).items.map((item) => item.id as string));
    expect(await seenBy(national)).toEqual(new Set([inOwn.id, inOther.id, free.id, far.id]));
    expect(await seenBy(provincial('73'))).toEqual(new Set([far.id]));
    expect(await seenBy(trainerOf(own.id))).toEqual(new Set([inOwn.id]));
    expect(await seenBy(organizerOf(own.id))).toEqual(new Set([inOwn.id, free.id]));
    expect(await seenBy(inRole('regencyAdmin', { level: 'regency', ids: ['73.01'] }))).toEqual(
      new Set([far.id]),
    );
    expect(await seenBy(inRole('trainee', { level: 'own', ids: [] }, inOwn.personId))).toEqual(
      new Set([inOwn.id]),
    );
    expect((await list(trainerOf(own.id), { classGroupId: other.id })).items).toEqual([]);
  });

  it('goes back by key, and keeps its order while people come in and change', async () => {
    const run = await aRun(context.db);
    for (const name of ['Budi', 'Dewi', 'Fajar', 'Hadi']) await person(run, { name });
    const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);
    const first = await list(national, { runId: run.id, limit: 2 });
    const second = await list(national, { runId: run.id, limit: 2, after: first.next ?? '' });
    expect([namesOf(first), namesOf(second), second.next]).toEqual([
      ['Budi', 'Dewi'],
      ['Fajar', 'Hadi'],
      null,
    ]);
    await person(run, { name: 'Cici' });
    const back = await list(national, { runId: run.id, limit: 2, before: second.previous ?? '' });
    expect(namesOf(back)).toEqual(['Cici', 'Dewi']);
    const start = await list(national, { runId: run.id, limit: 2, before: back.previous ?? '' });
    expect([namesOf(start), start.previous]).toEqual([['Budi'], null]);
  });

  it('begins with who changed last when that is asked, to the microsecond', async () => {
    const run = await aRun(context.db);
    for (const [at, name] of ['Satu', 'Dua', 'Tiga'].entries()) {
      const { enrollment } = await person(run, { name });
      await context.db.query(
        `UPDATE delivery_enrollment SET state_changed_at = timestamptz '2026-07-01' + $2 * interval '1 microsecond'
         WHERE id = $1`,
        [enrollment.id, at],
      );
    }
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page = await list(national, {
        runId: run.id,
        order: 'changed',
        limit: 1,
        ...(after ? { after } : {}),
      });
      names.push(...page.items.map(({ name }) => name));
      after = page.next;
    } while (after);
    expect(names).toEqual(['Tiga', 'Dua', 'Satu']);
  });

  it('narrows to the people of one library', async () => {
    const run = await aRun(context.db);
    const one = await person(run, { name: 'Ngatini' });
    await person(run, { name: 'Parjo' });
    const { items } = await list(national, { runId: run.id, libraryId: one.libraryId });
    expect(items.map(({ name }) => name)).toEqual(['Ngatini']);
  });

  it('points at what a verifier should look at twice', async () => {
    const run = await aRun(context.db);
    const phone = '+6281377778888';
    const one = await person(run, { name: 'Aminah', phone });
    const two = await person(run, { name: 'Budi', phone });
    const three = await person(run, { name: 'aminah' });
    const { items } = await list(national, { runId: run.id });
    const doubts = new Map(items.map((item) => [item.id, item.doubts]));
    expect(doubts.get(one.enrollment.id)).toEqual(['same-name-and-village', 'same-phone']);
    expect(doubts.get(two.enrollment.id)).toEqual(['same-phone']);
    expect(doubts.get(three.enrollment.id)).toEqual(['same-name-and-village']);
  });

  it('begins again with a place in the list that nobody gave out', async () => {
    const run = await aRun(context.db);
    await person(run);
    for (const after of ['', 'nonsense', Buffer.from('[1,2]').toString('base64url')]) {
      expect((await list(national, { runId: run.id, after })).items).toHaveLength(1);
    }
  });
});

describe('the file of people', () => {
  const reason = 'Rapat persiapan gelombang';
  const bytesOf = async (format: 'xlsx' | 'csv', people: Parameters<typeof peopleSheet>[1]) =>
    Buffer.concat(
      await peopleSheet(format, people)
        .map((part: string | Buffer) => Buffer.from(part))
        .toArray(),
    );
  const take = (me: Actor, runId: RunId, more: object = {}) =>
    lists.everybody(me, { runId, phones: 'masked', ...more });

  it.each(['xlsx', 'csv'] as const)('has masked phones and nothing that runs, as %s', async (format) => {
    const run = await aRun(context.db);
    await person(run, { name: '=HYPERLINK("http://x")', phone: '+6281234567890' });
    const bytes = await bytesOf(format, await take(national, run.id, { reason }));
    const lines =
      format === 'csv'
        ? bytes
            .toString('utf8')
            .replace('\uFEFF', '')
            .split('\r\n')
            .map((line) => line.split(';'))
        : ((await readXlsx(bytes)).sheets[0]?.rows ?? []);
    expect(lines[0]?.[1]).toBe('Nama');
    expect(lines[1]?.[1]).toBe(format === 'csv' ? `"'=HYPERLINK(""http://x"")"` : `'=HYPERLINK("http://x")`);
    expect(JSON.stringify(lines)).not.toContain('81234567890');
    expect(JSON.stringify(lines)).toContain('812-••••-7890');
  });

  it('is written down with filter, number and reason before anybody leaves', async () => {
    const run = await aRun(context.db);
    await person(run);
    await take(national, run.id, { reason });
    const [entry] = await context.db.query(`SELECT * FROM platform_audit_entry WHERE subject_id = $1`, [
      run.id,
    ]);
    expect(entry).toMatchObject({
      action: 'delivery.people-exported',
      reason,
      after: { rows: 1, phones: 'masked', filter: { runId: run.id } },
    });
  });

  it('has whole numbers for provinces and the country alone, and only with a reason', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run });
    await person(run, { phone: '+6281234567890' });
    const organizer = organizerOf(group.id);
    expect(await refusalOf(take(national, run.id))).toBe('reason-missing');
    expect(await refusalOf(take(organizer, run.id, { phones: 'whole', reason }))).toBe('not-allowed');
    expect(await auditedActions(context.db, run.id)).toEqual([]);
    const phonesOf = async (me: Actor, more: object) => {
      const phones: (string | null)[] = [];
      for await (const row of await take(me, run.id, more)) phones.push(row.phone);
      return phones;
    };
    expect(await phonesOf(national, { phones: 'whole', reason })).toEqual(['+6281234567890']);
    expect(await phonesOf(organizer, {})).toEqual(['+62 812-••••-7890']);
  });

  it('has only people of the scope', async () => {
    const run = await aRun(context.db);
    await person(run, { regency: '33.01' });
    await person(run, { regency: '73.01' });
    let people = 0;
    for await (const row of await take(provincial('73'), run.id, { reason })) {
      people++;
      expect(row.provinceCode).toBe('73');
    }
    expect(people).toBe(1);
  });
});

describe('at national size', () => {
  it('is served by an index, never by reading the table', async () => {
    const run = await aRun(context.db);
    const group = await aClassGroup(context.db, { run });
    await context.db.query(
      `INSERT INTO delivery_enrollment (id, run_id, person_id, class_group_id, regency_code, province_code, state,
         state_changed_at, sort_name, created_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), CASE WHEN n % 250 = 0 THEN $2::uuid END,
         lpad((n % 38 + 11)::text, 2, '0') || '.01', lpad((n % 38 + 11)::text, 2, '0'),
         CASE WHEN n % 250 = 0 THEN 'active' WHEN n % 3 = 0 THEN 'verified' ELSE 'invited' END,
         now(), md5(n::text), now()
       FROM generate_series(1, 10000) n`,
      [run.id, group.id],
    );
    await context.db.query('ANALYZE delivery_enrollment');
    const planOf = async (me: Actor, filter: EnrollmentFilter, rest: string) => {
      const where = peopleWhere(me, filter);
      const rows: { 'QUERY PLAN': string }[] = await context.db.query(
        `EXPLAIN ${rest.includes('GROUP') ? 'SELECT e.state, count(*)' : 'SELECT e.id'} ${FROM_PEOPLE}
         WHERE ${where.sql} ${rest}`,
        where.parameters,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const page = 'ORDER BY e.sort_name, e.id LIMIT 51';
    for (const [me, filter] of [
      [national, { runId: run.id }],
      [national, { runId: run.id, state: 'verified' }],
      [provincial('33'), { runId: run.id }],
      [national, { runId: run.id, province: '33' }],
      [national, { classGroupId: group.id }],
      [trainerOf(group.id), { classGroupId: group.id }],
    ] as [Actor, EnrollmentFilter][]) {
      const plan = await planOf(me, filter, page);
      expect(plan).toContain('Index');
      expect(plan).not.toContain('Seq Scan on delivery_enrollment');
    }
    const counts = await planOf(national, { classGroupId: group.id as ClassGroupId }, 'GROUP BY e.state');
    expect(counts).not.toContain('Seq Scan on delivery_enrollment');

    const { items } = await list(national, { runId: run.id });
    const { total } = await lists.count(national, { runId: run.id });
    expect([total, items.length]).toEqual([10_000, 50]);
    expect((await lists.count(national, { runId: randomUUID() as RunId })).total).toBe(0);
    const ids = new Set<string>();
    for await (const row of await lists.everybody(national, {
      runId: run.id,
      phones: 'masked',
      reason: 'Semua peserta',
    })) {
      ids.add(row.id);
    }
    expect(ids.size).toBe(10_000);
  });
});
