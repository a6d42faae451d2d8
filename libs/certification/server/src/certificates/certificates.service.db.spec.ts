import { participantPassed } from '@bimtek/graduation-contracts';
import { Outbox } from '@bimtek/platform-server';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { aPerson } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Issuers } from '../issuer/issuers.service.ts';
import { certificationContext, refusalOf } from '../testing/certification-context.ts';
import { anIssuer, type Passed, somePassed } from '../testing/some-passed.ts';
import { Certificate } from './certificate.entity.ts';
import { nextSerial } from './certificate-series.queries.ts';
import { Certificates } from './certificates.service.ts';

const admin = anActor({ permissions: ['certificate.read', 'certificate.revoke'] });
let context: TestContext;
let certificates: Certificates;

beforeAll(async () => {
  context = await certificationContext();
  certificates = context.get(Certificates);
});
afterAll(() => context.close());
beforeEach(async () => {
  context.clock.set('2026-07-22T02:00:00Z');
  await context.get(Issuers).set('system', anIssuer());
});

const rowsOf = ({ enrollmentId }: Passed) =>
  context.db.manager.find(Certificate, { where: { enrollmentId }, order: { version: 'ASC' } });
const one = async () => {
  const [passed] = await somePassed(context.db);
  if (!passed) throw new Error('nobody passed');
  return passed;
};
const issued = async () => certificates.issueFor(await one());
async function serialsOf(series: string): Promise<number[]> {
  const rows: { serial: number }[] = await context.db.query(
    `SELECT serial FROM certification_certificate WHERE series = $1 AND version = 1 ORDER BY serial`,
    [series],
  );
  return rows.map((row) => row.serial);
}
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
/** As eight connections do it: side by side, each taking the next. */
async function eightAtOnce<T>(all: T[], work: (one: T, index: number) => Promise<unknown>): Promise<void> {
  const left = all.entries();
  await Promise.all(
    upTo(8).map(async () => {
      for (const [index, one] of left) await work(one, index);
    }),
  );
}
/** An own series, so that it begins at 1. */
const inSeries = (activityCode: string) => context.get(Issuers).set('system', anIssuer({ activityCode }));

describe('issuing a certificate', () => {
  it('keeps what is printed, and promises the file in the same transaction', async () => {
    await inSeries('CETAK');
    const passed = await one();
    const certificate = await certificates.issueFor(passed);
    expect(certificate).toMatchObject({
      number: '00001/CETAK/PPUK/VII/2026',
      validity: 'valid',
      version: 1,
      personId: passed.personId,
      provinceCode: '33',
      fileId: null,
    });
    expect(certificate.snapshot).toMatchObject({
      holderName: 'Peserta A, S.Pd.',
      libraryName: expect.stringContaining('Perpusdes'),
      village: 'Desa Karang Asri',
      regency: 'Kabupaten Magelang',
      province: 'Provinsi Jawa Tengah',
      civilServantId: expect.stringMatching(/^198502172010\d{6}$/),
      lessonHours: 9,
      attendancePercent: 93.75,
      finalScore: 87.42,
      grade: 'Memuaskan',
      issuedOn: '2026-07-22',
      checkUrl: `https://ruang.example/s/${certificate.verificationCode}`,
      signature: 'awaiting',
    });
    const jobs: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_outbox WHERE name = 'certification.render-certificate' AND payload->>'certificateId' = $1`,
      [certificate.id],
    );
    expect(jobs).toHaveLength(1);
  });

  it('issues one when the same passing arrives eight times at once, and uses up one number', async () => {
    await inSeries('GANDA');
    const passed = await one();
    const results = await Promise.allSettled(upTo(8).map(() => certificates.issueFor(passed)));
    // The losers of the race fail and are retried by the queue, which then finds the winner's certificate.
    const again = await certificates.issueFor(passed);
    const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []));
    expect(new Set([...ids, again.id]).size).toBe(1);
    expect(await rowsOf(passed)).toHaveLength(1);
    const next = await certificates.issueFor(await one());
    expect(next.serial).toBe(2);
  });

  it('numbers 200 side by side without gap or repeat, although every fourth transaction fails', async () => {
    await inSeries('RAMAI');
    const all = await somePassed(context.db, { count: 200 });
    const series = '2026/RAMAI/PPUK';
    const stumble = () =>
      context.db.transaction(async (tx) => {
        await nextSerial(tx, series);
        throw new Error('the machine stumbled');
      });
    let failures = 0;
    await eightAtOnce(all, async (passed, index) => {
      if (index % 4 === 0) await stumble().catch(() => failures++);
      await certificates.issueFor(passed);
    });
    expect(failures).toBe(50);
    expect(await serialsOf(series)).toEqual(upTo(200));
  });

  it('begins at 1 again when the year changes in Jakarta, not elsewhere', async () => {
    await inSeries('TAHUN');
    context.clock.set('2026-12-31T16:59:00Z');
    expect((await issued()).number).toBe('00001/TAHUN/PPUK/XII/2026');
    context.clock.set('2026-12-31T17:00:00Z');
    expect((await issued()).number).toBe('00001/TAHUN/PPUK/I/2027');
  });

  it('waits while nobody is set as issuer, and issues once somebody is', async () => {
    await context.db.query(`DELETE FROM certification_issuer`);
    const passed = await one();
    await context.db.transaction((tx) => context.get(Outbox).add(tx, participantPassed, passed));
    await expect(context.drainOutbox()).rejects.toThrow('Who issues certificates has not been set');
    expect(await rowsOf(passed)).toHaveLength(0);
    await context.get(Issuers).set(admin, anIssuer());
    await context.drainOutbox();
    expect(await rowsOf(passed)).toMatchObject([{ validity: 'valid', fileId: expect.any(String) }]);
  });

  it('uses up no number for a name that cannot be printed, and says which letter', async () => {
    await inSeries('HURUF');
    const [passed] = await somePassed(context.db, { fullName: 'ꦱꦶꦠꦶ Rahayu' });
    if (!passed) throw new Error('nobody passed');
    await expect(certificates.issueFor(passed)).rejects.toThrow('U+A9B1');
    expect((await issued()).serial).toBe(1);
  });
});

describe('revoking', () => {
  it('ends a certificate once, with the reason in the audit log', async () => {
    const { id, number } = await issued();
    const revoked = await certificates.revoke(admin, id, 'Data tertukar');
    expect(revoked).toMatchObject({
      validity: 'revoked',
      endedAt: '2026-07-22T02:00:00.000Z',
      endedReason: 'Data tertukar',
    });
    expect(await refusalOf(certificates.revoke(admin, id, 'Sekali lagi'))).toBe('not-valid-any-more');
    expect(await refusalOf(certificates.replace(admin, id, 'Sekali lagi'))).toBe('not-valid-any-more');
    const entries: unknown[] = await context.db.query(
      `SELECT action, reason, after FROM platform_audit_entry WHERE subject_id = $1`,
      [id],
    );
    expect(entries).toEqual([
      { action: 'certification.certificate-revoked', reason: 'Data tertukar', after: { number } },
    ]);
  });

  it('lets one of two at once through', async () => {
    const { id } = await issued();
    const results = await Promise.allSettled(upTo(2).map(() => certificates.revoke(admin, id, 'Bersamaan')));
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not for the holder, nor for a colleague of the holder, and neither is a corrected version', async () => {
    const { id, personId } = await issued();
    const [holder]: { library_id: string }[] = await context.db.query(
      `SELECT library_id FROM registry_person WHERE id = $1`,
      [personId],
    );
    const colleagueId = await aPerson(context.db, { libraryId: holder?.library_id ?? null });
    for (const userId of [personId, colleagueId]) {
      const me = { ...admin, userId };
      expect(await refusalOf(certificates.revoke(me, id, 'Milik sendiri'))).toBe('own-library');
      expect(await refusalOf(certificates.replace(me, id, 'Milik sendiri'))).toBe('own-library');
    }
    expect((await certificates.revoke(admin, id, 'Data tertukar')).validity).toBe('revoked');
  });

  it('finds nothing outside the scope, and nothing that does not exist', async () => {
    const { id } = await issued();
    const elsewhere = anActor({ role: 'provincialAdmin', scope: { level: 'province', ids: ['73'] } });
    expect(await refusalOf(certificates.revoke(elsewhere, id, 'Bukan wilayah'))).toBe('not-found');
    const nowhere = '01980000-0000-7000-8000-000000000000';
    expect(await refusalOf(certificates.revoke(admin, nowhere, 'Tidak ada'))).toBe('not-found');
  });
});

describe('replacing', () => {
  it('keeps number and serial with a suffix, takes the present name, and a new code', async () => {
    const passed = await one();
    const first = await certificates.issueFor(passed);
    await context.db.query(`UPDATE registry_person SET full_name = 'Peserta Betul' WHERE id = $1`, [
      passed.personId,
    ]);
    const second = await certificates.replace(admin, first.id, 'Ejaan nama');
    expect(second).toMatchObject({
      number: `${first.number}-P1`,
      version: 2,
      holderName: 'Peserta Betul, S.Pd.',
      validity: 'valid',
      isReady: false,
    });
    const third = await certificates.replace(admin, second.id, 'Ejaan nama lagi');
    expect(third.number).toBe(`${first.number}-P2`);
    const rows = await rowsOf(passed);
    expect(rows.map(({ validity, serial }) => [validity, serial])).toEqual([
      ['replaced', first.serial],
      ['replaced', first.serial],
      ['valid', first.serial],
    ]);
    expect(new Set(rows.map((row) => row.verificationCode)).size).toBe(3);
    // The passing told once more changes nothing.
    expect((await certificates.issueFor(passed)).id).toBe(first.id);
    expect(await rowsOf(passed)).toHaveLength(3);
  });

  it('is refused for a name that cannot be printed, and leaves the certificate valid', async () => {
    const passed = await one();
    const { id } = await certificates.issueFor(passed);
    await context.db.query(`UPDATE registry_person SET full_name = '李小龍' WHERE id = $1`, [
      passed.personId,
    ]);
    expect(await refusalOf(certificates.replace(admin, id, 'Ejaan nama'))).toBe('name-cannot-be-printed');
    expect(await rowsOf(passed)).toMatchObject([{ validity: 'valid' }]);
  });
});

describe('the table', () => {
  it.each([
    ['its number', `number = '99999/X'`],
    ['what it says', `snapshot = snapshot || '{"grade":"Sangat Memuaskan"}'`],
    ['whose it is', `person_id = gen_random_uuid()`],
    ['its serial', `serial = serial + 1000`],
  ])('refuses to change %s', async (_what, change) => {
    const { id } = await issued();
    await expect(
      context.db.query(`UPDATE certification_certificate SET ${change} WHERE id = $1`, [id]),
    ).rejects.toThrow('an issued certificate is not changed');
  });

  it('refuses to make a revoked one valid again, and to delete one', async () => {
    const { id } = await issued();
    await certificates.revoke(admin, id, 'Data tertukar');
    await expect(
      context.db.query(
        `UPDATE certification_certificate SET validity = 'valid', ended_at = NULL WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow('an issued certificate is not changed');
    await expect(
      context.db.query(`DELETE FROM certification_certificate WHERE id = $1`, [id]),
    ).rejects.toThrow('an issued certificate is not deleted');
  });
});
