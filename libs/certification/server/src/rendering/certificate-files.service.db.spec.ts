import { StoredFile } from '@bimtek/platform-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Certificate } from '../certificates/certificate.entity.ts';
import { Certificates } from '../certificates/certificates.service.ts';
import { Issuers } from '../issuer/issuers.service.ts';
import { certificationContext } from '../testing/certification-context.ts';
import { anIssuer, somePassed } from '../testing/some-passed.ts';
import { CertificateFiles } from './certificate-files.service.ts';

let context: TestContext;

beforeAll(async () => {
  context = await certificationContext();
  await context.get(Issuers).set('system', anIssuer());
});
afterAll(() => context.close());

async function issued(count: number): Promise<Certificate[]> {
  const all: Certificate[] = [];
  for (const passed of await somePassed(context.db, { count })) {
    all.push(await context.get(Certificates).issueFor(passed));
  }
  return all;
}
const fileIds = async (all: Certificate[]) =>
  Promise.all(
    all.map(async ({ id }) => (await context.db.manager.findOneByOrFail(Certificate, { id })).fileId),
  );

it('makes all it is asked for, and each once however often it is asked', async () => {
  const all = await issued(20);
  const ids = all.map(({ id }) => id);
  const files = context.get(CertificateFiles);
  await Promise.all([files.renderOnce(ids), files.renderOnce(ids.toReversed()), files.renderOnce(ids)]);
  await files.renderOnce(ids);
  const made = await fileIds(all);
  expect(new Set(made).size).toBe(20);
  expect(made).not.toContain(null);
  expect(await context.db.manager.count(StoredFile)).toBe(20);
});

it('keeps none when one cannot be rendered, and leaves no bytes behind', async () => {
  const [good, bad] = await issued(2);
  if (!good || !bad) throw new Error('nobody passed');
  await context.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`);
    await tx.query(
      `UPDATE certification_certificate SET snapshot = snapshot || '{"holderName": "李"}' WHERE id = $1`,
      [bad.id],
    );
  });
  const files = context.get(CertificateFiles);
  const before = await bytesOnDisk();
  await expect(files.renderOnce([good.id, bad.id])).rejects.toThrow('U+674E');
  expect(await fileIds([good, bad])).toEqual([null, null]);
  expect(await bytesOnDisk()).toEqual(before);
  await files.renderOnce([good.id]);
  expect(await fileIds([good, bad])).toEqual([expect.any(String), null]);
});

async function bytesOnDisk(): Promise<string[]> {
  const names = await readdir(join(context.dataDir, 'files'), { recursive: true });
  return names.filter((name) => name.includes('/')).sort();
}
