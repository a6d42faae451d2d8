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
import { peopleSheet, plainCell } from './people-sheet.ts';

let context: TestContext;
let lists: EnrollmentLists;
beforeAll(async () => {
  context = await aSeason();
  lists = context.get(EnrollmentLists);
});
afterAll(() => context.close());

const list = (me: Actor, filter: Partial<EnrollmentFilter> & { limit?: number; after?: string }) =>
  lists.list(me, { limit: 50, ...filter });
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
    const { items, total, next } = await list(national, { runId: run.id });
    expect([total, next]).toEqual([1, null]);
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
      expect(page.total).toBe(5);
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
    expect(await namesOf({ q: 'gati' })).toEqual(['Ngatini']);
    expect(await namesOf({ q: 'sulawesi' })).toEqual(['50% Suparno']);
    expect(await namesOf({ q: '4321' })).toEqual(['Ngatini']);
    expect(await namesOf({ q: '%' })).toEqual(['50% Suparno']);
    expect(await namesOf({ q: `'; DROP TABLE delivery_enrollment --` })).toEqual([]);
    const { counts, total } = await list(national, { runId: run.id, state: 'verified' });
    expect([counts, total]).toEqual([{ registered: 2, verified: 1 }, 1]);
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

describe('the spreadsheet of people', () => {
  it('has masked phones, no formula, and leaves a line in the audit log', async () => {
    const run = await aRun(context.db);
    await person(run, { name: '=HYPERLINK("http://x")', phone: '+6281234567890' });
    const rows = await lists.everybody(national, { runId: run.id });
    const workbook = await readXlsx(await peopleSheet(rows));
    const [headings, first] = workbook.sheets[0]?.rows ?? [];
    expect(headings?.[1]).toBe('Nama');
    expect(first?.[1]).toBe(`'=HYPERLINK("http://x")`);
    expect(JSON.stringify(first)).not.toContain('81234567890');
    expect(await auditedActions(context.db, run.id)).toEqual(['delivery.people-exported']);
  });

  it.each([
    ['=1+1', `'=1+1`],
    ['+62 812', `'+62 812`],
    ['@cmd', `'@cmd`],
    ['-2', `'-2`],
    ['Ngatini', 'Ngatini'],
    [null, null],
  ])('writes %s as %s', (text, expected) => expect(plainCell(text)).toBe(expected));
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

    const { total, items } = await list(national, { runId: run.id });
    expect([total, items.length]).toEqual([10_000, 50]);
    expect(await refusalOf(lists.everybody(national, { runId: run.id }))).toBe('too-many');
    expect((await list(national, { runId: randomUUID() as RunId })).total).toBe(0);
  });
});
