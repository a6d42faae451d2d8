import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Issuers } from '../issuer/issuers.service.ts';
import { certificationContext, refusalOf } from '../testing/certification-context.ts';
import { anIssuer, type Passed, somePassed } from '../testing/some-passed.ts';
import type { Certificate } from './certificate.entity.ts';
import { CertificateLists } from './certificate-lists.service.ts';
import { Certificates } from './certificates.service.ts';

const admin = anActor({ permissions: ['certificate.read', 'certificate.revoke'] });
let context: TestContext;
let lists: CertificateLists;
let here: { passed: Passed; certificate: Certificate }[];
let there: { passed: Passed; certificate: Certificate }[];

beforeAll(async () => {
  context = await certificationContext();
  lists = context.get(CertificateLists);
  await context.get(Issuers).set('system', anIssuer());
  here = await issueSome(5, '33');
  there = await issueSome(2, '73');
  await context.get(Certificates).revoke(admin, at(here, 0).certificate.id, 'Data tertukar');
});
afterAll(() => context.close());

async function issueSome(count: number, provinceCode: string) {
  const made = [];
  for (const passed of await somePassed(context.db, { count, provinceCode })) {
    made.push({ passed, certificate: await context.get(Certificates).issueFor(passed) });
  }
  return made;
}
function at<T>(all: T[], index: number): T {
  const one = all.at(index);
  if (one === undefined) throw new Error('there are fewer');
  return one;
}
const holder = ({ passed }: { passed: Passed }) =>
  anActor({ userId: passed.personId, role: 'trainee', scope: { level: 'own', ids: [] } });

describe('the list of certificates', () => {
  it('goes through all by key, newest first, each once', async () => {
    const numbers: string[] = [];
    let after: string | undefined;
    do {
      const page = await lists.list(admin, { limit: 3, ...(after ? { after } : {}) });
      expect(page.total).toBe(7);
      numbers.push(...page.items.map((one) => one.number));
      after = page.next ?? undefined;
    } while (after);
    expect(numbers).toEqual([...here, ...there].map(({ certificate }) => certificate.number).reverse());
  });

  it('shows those who sign only what awaits a signature', async () => {
    const signatory = anActor({ role: 'signatory', permissions: ['certificate.read', 'certificate.sign'] });
    const page = await lists.list(signatory, { limit: 50 });
    expect([page.total, page.counts]).toEqual([6, { valid: 6 }]);
    const { id } = at(here, 0).certificate;
    expect(await refusalOf(lists.download(signatory, id))).toBe('not-found');
    expect(await refusalOf(lists.download(admin, id))).toBe('not-rendered-yet');
  });

  it('counts by state whatever state is shown, and files that are still to come', async () => {
    const page = await lists.list(admin, { limit: 50, validity: 'revoked' });
    expect(page).toMatchObject({ total: 1, counts: { valid: 6, revoked: 1 }, rendering: 7 });
    expect(page.items).toMatchObject([{ validity: 'revoked', endedReason: 'Data tertukar' }]);
  });

  it.each([
    ['a part of the name', (): string => 'peserta b', 2],
    ['a part of the number', (): string => '00003/', 1],
    ['a code as printed', (): string => groups(at(there, 0).certificate.verificationCode), 1],
    ['a code in lower case', (): string => at(there, 0).certificate.verificationCode.toLowerCase(), 1],
    ['signs that mean something in a pattern', (): string => '%', 0],
  ] as const)('finds by %s', async (_what, q, count) => {
    expect((await lists.list(admin, { limit: 50, q: q() })).items).toHaveLength(count);
  });

  it('shows a province and a class their own', async () => {
    const province = anActor({ role: 'provincialAdmin', scope: { level: 'province', ids: ['73'] } });
    expect((await lists.list(province, { limit: 50 })).total).toBe(2);
    const classGroupId = at(here, 0).passed.classGroupId;
    const organizer = anActor({ role: 'organizer', scope: { level: 'class', ids: [classGroupId] } });
    expect((await lists.list(organizer, { limit: 50 })).total).toBe(5);
    expect(await refusalOf(lists.download(organizer, at(there, 0).certificate.id))).toBe('not-found');
  });

  it('reads a page by index among 10,000 certificates', async () => {
    await context.db.query(
      `INSERT INTO certification_certificate (id, enrollment_id, person_id, class_group_id, regency_code, province_code,
         version, series, serial, number, verification_code, validity, snapshot, issued_at)
       SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '74.01', '74', 1, 'banyak', n,
         'banyak/' || n, 'BANYAK' || n, 'valid', c.snapshot, now()
       FROM generate_series(1, 10000) n, (SELECT snapshot FROM certification_certificate LIMIT 1) c`,
    );
    await context.db.query(`ANALYZE certification_certificate`);
    const plan: { 'QUERY PLAN': string }[] = await context.db.query(
      `EXPLAIN SELECT c.id FROM certification_certificate c WHERE c.province_code = ANY($1) ORDER BY c.id DESC LIMIT 51`,
      [['73']],
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index.* using certification_certificate_(province|pkey)/);
    expect(text).not.toContain('Seq Scan');
    const { total } = await lists.list(admin, { limit: 50, q: 'banyak/' });
    expect(total).toBe(10_000);
  });
});

describe('the own certificate', () => {
  it('is ready once the worker has made the file, whose bytes fit the hash', async () => {
    const mine = holder(at(there, 0));
    const { id } = at(there, 0).certificate;
    expect(await refusalOf(lists.downloadMine(mine, id))).toBe('not-rendered-yet');
    await context.drainOutbox();
    const { certificates } = await lists.mine(mine);
    expect(certificates).toMatchObject([{ id, isReady: true, validity: 'valid', startDate: '2026-07-06' }]);
    const file = await lists.downloadMine(mine, id);
    const bytes = await buffer(file.getStream());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.length).toBeLessThan(80_000);
    expect(file.getHeaders().disposition).toContain('Sertifikat 00006-SPP-TIK-PPUK-VII-2026 Peserta A');
    const rows: { pdf_sha256: string }[] = await context.db.query(
      `SELECT pdf_sha256 FROM certification_certificate WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([{ pdf_sha256: createHash('sha256').update(bytes).digest('hex') }]);
  });

  it('is nobody else’s', async () => {
    const other = holder(at(here, 1));
    expect(await refusalOf(lists.downloadMine(other, at(there, 0).certificate.id))).toBe('not-found');
    expect((await lists.mine(other)).certificates.map(({ id }) => id)).toEqual([at(here, 1).certificate.id]);
  });
});

function groups(code: string): string {
  return code.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
}
