import { anActor, explainedPage, PlansBySize, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificationContext } from '../testing/certification-context.ts';
import { CertificateLists } from './certificate-lists.service.ts';

const LIMIT = 50;
/** A search may look at a thousand one by one. */
const FOUND = 5_000;
const CLASS_OF_TEN = '00000000-0000-4000-8000-000000000007';
const permissions = ['certificate.read' as const];
const national = anActor({ permissions });
const provincial = anActor({ permissions, scope: { level: 'province', ids: ['33'] } });
const organizer = anActor({ permissions, scope: { level: 'class', ids: [CLASS_OF_TEN] } });

let context: TestContext;
beforeAll(async () => {
  context = await certificationContext();
});
afterAll(() => context.close());

/** Certificates over four provinces and classes of forty, every twentieth revoked, of eight first names. */
async function manyCertificates(count: number, from: number): Promise<void> {
  await context.db.query(
    `INSERT INTO certification_certificate (id, enrollment_id, person_id, class_group_id, regency_code, province_code,
       version, series, serial, number, verification_code, validity, snapshot, issued_at, ended_at)
     SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
       ('00000000-0000-4000-8000-' || lpad((n / 40)::text, 12, '0'))::uuid, '3' || 3 + n % 4 || '.01', '3' || 3 + n % 4, 1, 'SPP-TIK/PPUK/2026', n,
       lpad(n::text, 5, '0') || '/SPP-TIK/PPUK/VII/2026', lpad(n::text, 12, '0'),
       CASE WHEN n % 20 = 0 THEN 'revoked' ELSE 'valid' END,
       jsonb_build_object('holderName',
         (ARRAY['Rahayu', 'Suparno', 'Siti', 'Ahmad', 'Dewi', 'Made', 'Yohanes', 'Andi'])[1 + n % 8] || ' ' || md5(n::text),
         'province', 'Provinsi Jawa Tengah', 'text', repeat(md5(n::text), 20)),
       now(), CASE WHEN n % 20 = 0 THEN now() END
     FROM generate_series($1::int + 1, $1::int + $2::int) n`,
    [from, count],
  );
  await context.db.query('VACUUM ANALYZE certification_certificate');
}

const list = (me = national, asked: Partial<Parameters<CertificateLists['list']>[1]> = {}) =>
  context.get(CertificateLists).list(me, { limit: LIMIT, ...asked });
const CASES: [string, () => Promise<unknown>][] = [
  ['all', () => list()],
  ['a later page', async () => list(national, { after: (await list(national, { limit: 200 })).next ?? '' })],
  ['revoked ones', () => list(national, { validity: 'revoked' })],
  ['of a province', () => list(provincial)],
  ['of the organizer’s class', () => list(organizer)],
  ['of a class', () => list(national, { classGroupId: CLASS_OF_TEN })],
  ['of one name', () => list(national, { q: 'c4ca4238' })],
  ['of a common name', () => list(national, { q: 'rahayu' })],
  ['of a name in the province', () => list(provincial, { q: 'rahayu c4' })],
  ['of one number', () => list(national, { q: '00123/SPP-TIK/PPUK/VII/2026' })],
  ['of a code', () => list(national, { q: '000000000077' })],
];

describe('the list of certificates', () => {
  const plans = new PlansBySize();

  it.each([8_000, 80_000])(
    'comes by an index among %i, a page at a time',
    async (certificates) => {
      await manyCertificates(certificates === 8_000 ? 8_000 : 72_000, certificates === 8_000 ? 0 : 8_000);
      const wrongs: string[] = [];
      // A twentieth is revoked, at random places: 51 of them are found among about a thousand, and hardly ever 1,600.
      for (const [name, ask] of CASES) {
        wrongs.push(
          ...plans.wrongs(name, await explainedPage(context.db, ask), { most: LIMIT * 32, mostPages: FOUND }),
        );
      }
      expect(wrongs).toEqual([]);
    },
    120_000,
  );

  it('is counted without reading what the certificates say', async () => {
    for (const me of [national, provincial, organizer]) {
      const counted = await explainedPage(context.db, () => list(me), 'GROUP BY c.validity');
      expect(counted.sequentialScans).toEqual([]);
      // A certificate takes a tenth of a page; what counts need of it a hundredth.
      expect(counted.pages).toBeLessThan(2_000);
    }
  });

  it('finds one person’s own by index', async () => {
    const [holder]: { person_id: string }[] = await context.db.query(
      'SELECT person_id FROM certification_certificate LIMIT 1',
    );
    const me = anActor({ userId: holder?.person_id ?? '', role: 'trainee' });
    const own = await explainedPage(context.db, () => context.get(CertificateLists).mine(me), 'ORDER BY');
    expect([own.sequentialScans, own.rowsTouched]).toEqual([[], 1]);
  });
});
