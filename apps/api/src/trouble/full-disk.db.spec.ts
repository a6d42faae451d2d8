import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { type AnApi, anApi } from '../testing/an-api.ts';

const disk = mkdtempSync(join(tmpdir(), 'bimtek-full-disk-'));
/** A real disk of a megabyte; only root may have one. */
const isDisk =
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' }).status === 0;
const onDisk = isDisk ? describe : describe.skip;

let api: AnApi;
let cookies: Record<string, string>;

beforeAll(async () => {
  if (!isDisk) return;
  mkdirSync(join(disk, 'files'));
  api = await anApi({ DATA_DIR: disk });
  cookies = await api.cookieOf((await api.person({ role: 'nationalAdmin' })).name);
});
afterAll(async () => {
  if (isDisk) {
    await api.close();
    execFileSync('umount', [disk]);
  }
  rmSync(disk, { recursive: true, force: true });
});

const ballast = () => join(disk, 'ballast');
const fill = () => {
  const left = 1024 * 1024 - 96 * 1024;
  writeFileSync(ballast(), Buffer.alloc(left));
};

function upload(bytes: number) {
  const heading = 'Nama Perpustakaan;Desa;Kecamatan;Kabupaten\n';
  const decree = new URLSearchParams({
    number: '12/KPTS/2026',
    decidedOn: '2026-03-02',
    title: 'Penetapan penerima',
    fileName: 'daftar.csv',
  });
  return api.app.inject({
    method: 'POST',
    url: `/api/decrees/imports?${decree.toString()}`,
    cookies,
    headers: { 'content-type': 'application/octet-stream' },
    payload: heading.padEnd(bytes, 'Perpustakaan Maju;Sukamaju;Cibeber;Lebak\n'),
  });
}

async function whatIsKept() {
  const [rows]: Record<string, number>[] = await api.app.get(DataSource).query(
    `SELECT (SELECT count(*) FROM platform_file)::int AS files, (SELECT count(*) FROM platform_import)::int AS imports,
       (SELECT count(*) FROM platform_outbox WHERE name LIKE 'platform.%')::int AS promises`,
  );
  const onDisk = readdirSync(join(disk, 'files'), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(disk, 'files', name)).isFile())
    .map((name) => (name.endsWith('.part') ? 'half a file' : 'a file'));
  return { ...rows, onDisk };
}

onDisk('a disk that is full while a file is written', () => {
  it('is said in one sentence, leaves nothing half, and the same file is taken when there is room again', async () => {
    fill();
    const refused = await upload(200_000);
    expect([refused.statusCode, refused.json()]).toEqual([
      507,
      expect.objectContaining({ type: '/problems/storage-full', title: expect.stringContaining('no room') }),
    ]);
    expect(refused.body).not.toContain(disk);
    expect(await whatIsKept()).toEqual({ files: 0, imports: 0, promises: 0, onDisk: [] });
    // Twice, and everything that needs no room goes on meanwhile.
    expect((await upload(200_000)).statusCode).toBe(507);
    expect((await api.app.inject({ url: '/api/sessions', cookies })).statusCode).toBe(200);

    rmSync(ballast());
    expect((await upload(200_000)).statusCode).toBe(200);
    expect(await whatIsKept()).toEqual({ files: 1, imports: 1, promises: 1, onDisk: ['a file'] });
  });
});
