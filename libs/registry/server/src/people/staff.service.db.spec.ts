import { identityTables } from '@bimtek/identity-server';
import { permissionsOf } from '@bimtek/identity-contracts';
import { ProblemError } from '@bimtek/platform-contracts';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import type { PersonId } from '@bimtek/registry-contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { RegistryModule, registryTables } from '../registry.module.ts';
import { Staff } from './staff.service.ts';

let context: TestContext;
beforeAll(async () => {
  context = await aTestContext([{ ...identityTables, jobs: [] }, registryTables], [RegistryModule]);
  await context.db.query(
    `INSERT INTO registry_region (code, name, name_key, level, kind, parent_code, time_zone, valid_from) VALUES
       ('33', 'Jawa Tengah', 'jawa tengah', 'province', 'provinsi', NULL, 'Asia/Jakarta', '2020-01-01'),
       ('33.73', 'Salatiga', 'salatiga', 'regency', 'kota', '33', NULL, '2020-01-01')`,
  );
});
afterAll(() => context.close());

const me = anActor({ role: 'nationalAdmin', permissions: permissionsOf('nationalAdmin') });
const somebody = (given: object = {}) => ({
  id: randomUUID() as PersonId,
  fullName: 'Ratna Kusumaningrum',
  titleBefore: 'Dr.',
  titleAfter: 'M.Hum.',
  phone: `0812${String(Math.floor(10_000_000 + Math.random() * 89_000_000))}`,
  email: '',
  position: 'Pelatih Ahli',
  civilServantId: '',
  regency: '33.73' as string | null,
  ...given,
});
const add = (sent: ReturnType<typeof somebody>) => context.get(Staff).add(me, sent);
const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? error.code : error;
};

describe('adding somebody whom no decree names', () => {
  it('makes the person with a place, and an account that waits for its activation', async () => {
    const sent = somebody();
    const { personId, participantCode } = await add(sent);
    const [row]: object[] = await context.db.query(
      `SELECT p.full_name, p.regency_code, p.province_code, p.library_id, a.state, a.display_name, a.participant_code
       FROM registry_person p JOIN identity_account a ON a.person_id = p.id WHERE p.id = $1`,
      [personId],
    );
    expect(row).toEqual({
      full_name: 'Ratna Kusumaningrum',
      regency_code: '33.73',
      province_code: '33',
      library_id: null,
      state: 'invited',
      display_name: 'Dr. Ratna Kusumaningrum, M.Hum.',
      participant_code: participantCode,
    });
  });

  it('has one effect when it is sent twice, also at once', async () => {
    const sent = somebody();
    const answers = await Promise.all([add(sent), add(sent), add(sent)]);
    expect(new Set(answers.map(({ participantCode }) => participantCode)).size).toBe(1);
    const audited: unknown[] = await context.db.query(
      `SELECT 1 FROM platform_audit_entry WHERE subject_id = $1 AND action = 'registry.person-added'`,
      [sent.id],
    );
    expect(audited).toHaveLength(1);
  });

  it('tells who it is when the same name has the same phone, or the number of the civil servant is known', async () => {
    const first = somebody({ civilServantId: '19790512 200501 2 001' });
    await add(first);
    expect(await refusal(add(somebody({ phone: first.phone })))).toBe('person-known');
    expect(await refusal(add(somebody({ fullName: 'Lain', civilServantId: '197905122005012001' })))).toBe(
      'person-known',
    );
    // A family shares a phone.
    expect(await refusal(add(somebody({ fullName: 'Budi Santoso', phone: first.phone })))).toBeUndefined();
  });

  it.each([
    ['a phone that is none', { phone: '12' }, 'phone-not-valid'],
    ['a name of digits', { fullName: '12345' }, 'name-not-valid'],
    ['a civil servant number that is too short', { civilServantId: '123' }, 'civil-servant-id-not-valid'],
    ['a regency that is not there', { regency: '99.99' }, 'region-unknown'],
  ])('refuses %s and adds nobody', async (_case, given, code) => {
    const sent = somebody(given);
    expect(await refusal(add(sent))).toBe(code);
    expect(await context.db.query(`SELECT 1 FROM registry_person WHERE id = $1`, [sent.id])).toEqual([]);
    expect(await context.db.query(`SELECT 1 FROM identity_account WHERE person_id = $1`, [sent.id])).toEqual(
      [],
    );
  });

  it('gives an e-mail to one account only', async () => {
    await add(somebody({ phone: '', email: 'Ratna@Contoh.id' }));
    expect(await refusal(add(somebody({ fullName: 'Lain Lagi', email: 'ratna@contoh.id' })))).toBe(
      'email-taken',
    );
  });
});
