import { Storage } from '@bimtek/platform-server';
import { anActor, aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { IdentityApiModule, identityTables, IdentityWorkerModule } from '../identity.module.ts';
import { DeleteEndedSessions } from '../sessions/delete-ended-sessions.job.ts';
import { anAccount, refusal, type SomeAccount } from '../testing/some-accounts.ts';
import { DataExports } from './data-exports.service.ts';

let context: TestContext;
let exports: DataExports;

beforeAll(async () => {
  context = await aTestContext([identityTables], [IdentityApiModule, IdentityWorkerModule]);
  exports = context.get(DataExports);
});
afterAll(() => context.close());

const meOf = (person: SomeAccount) => anActor({ userId: person.personId, accountId: person.accountId });

describe('the copy of the own data', () => {
  it('is made once by the worker and tells what is known, without password and codes', async () => {
    const person = await anAccount(context, { displayName: 'Rahayu Wulandari', phone: '+6281400000001' });
    const asked = await exports.request(meOf(person));
    expect(asked.state).toBe('preparing');
    expect((await exports.request(meOf(person))).id).toBe(asked.id);
    await context.drainOutbox();
    await exports.make(asked.id);
    const { last } = await exports.last(meOf(person));
    expect(last?.state).toBe('ready');
    const file = await exports.download(meOf(person), asked.id);
    const content = await text(file.getStream());
    const { data } = JSON.parse(content) as { data: { Akun: { akun: Record<string, unknown> } } };
    expect(data.Akun.akun).toMatchObject({
      'nama tampilan': 'Rahayu Wulandari',
      'nomor ponsel': '+6281400000001',
    });
    expect(content).not.toContain('argon2');
  });

  it('is given to nobody else, and to nobody after seven days, when its bytes are gone', async () => {
    const [person, stranger] = [await anAccount(context), await anAccount(context)];
    const { id } = await exports.request(meOf(person));
    expect((await refusal(exports.download(meOf(person), id))).status).toBe(404);
    await context.drainOutbox();
    expect((await refusal(exports.download(meOf(stranger), id))).status).toBe(404);
    const [file]: { storage_key: string }[] = await context.db.query(
      `SELECT f.storage_key FROM identity_data_export x JOIN platform_file f ON f.id = x.file_id WHERE x.id = $1`,
      [id],
    );
    context.clock.advance(7 * 24 * 3600_000);
    expect((await refusal(exports.download(meOf(person), id))).status).toBe(404);
    const sweep = context.get(DeleteEndedSessions);
    await sweep.run({});
    await sweep.run({});
    expect((await exports.last(meOf(person))).last).toBeNull();
    await expect(context.get(Storage).read(file?.storage_key ?? '')).rejects.toThrow('not there');
  });

  it('is asked for three times a day at most', async () => {
    const me = meOf(await anAccount(context));
    for (let i = 0; i < 3; i++) {
      await exports.request(me);
      await context.drainOutbox();
    }
    expect((await refusal(exports.request(me))).code).toBe('too-many-requests');
  });
});
