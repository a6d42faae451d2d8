import { type AttachedFile, FILE_MAX_BYTES } from '@bimtek/assignments-contracts';
import { anS3Double, type S3Double, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assignmentsContext,
  aWritingClass,
  closeClass,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { aFilesApi, type FilesApi, type Sender } from '../testing/files-http.ts';
import { aPdf, aPhoto, noise } from '../testing/some-files.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import { UnusedFiles } from './unused-files.service.ts';

let context: TestContext;
let api: FilesApi;
let photo: Buffer;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  context = await assignmentsContext();
  api = await aFilesApi(context);
  photo = await aPhoto({ noisy: true, width: 500, height: 400 });
});
afterAll(async () => {
  await api.close();
  await context.close();
});

type Given = Parameters<typeof aWritingClass>[1];
async function aSender(given?: Given): Promise<{ sender: Sender; place: WritingClass }> {
  const place = await aWritingClass(context, given);
  const [trainee] = place.trainees;
  if (!trainee) throw new Error('nobody');
  return { sender: api.as(trainee.me), place };
}
const onDisk = (uploadId: string) => join(context.dataDir, 'uploads', uploadId);
async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise((resolve) => setImmediate(resolve));
}
const inFolder = () => readdirSync(join(context.dataDir, 'uploads'));
function storedBytes(): number {
  const folder = join(context.dataDir, 'files');
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
}
async function rowsOf(uploadId: string) {
  const [row]: { uploads: number; files: number }[] = await context.db.query(
    `SELECT (SELECT count(*)::int FROM assignments_upload WHERE id = $1) AS uploads,
       (SELECT count(*)::int FROM assignments_file WHERE id = $1) AS files`,
    [uploadId],
  );
  return row;
}

describe('a file on its way', () => {
  it('arrives in pieces, byte for byte, and is attached once however often that is asked', async () => {
    const { sender } = await aSender();
    const before = storedBytes();
    const uploadId = await sender.begun(photo.length, 'Balai desa.jpg');
    for (let at = 0; at < photo.length; at += 10_000) {
      const { status, headers } = await sender.piece(uploadId, at, photo.subarray(at, at + 10_000));
      expect([status, headers['upload-offset']]).toEqual([204, String(Math.min(photo.length, at + 10_000))]);
    }
    const [first, twin] = await Promise.all([sender.attach(uploadId), sender.attach(uploadId)]);
    const again = await sender.attach(uploadId);
    const file = first.json<AttachedFile>();
    expect([first.status, twin.json(), again.json()]).toEqual([200, file, file]);
    expect(file).toEqual({
      id: uploadId,
      name: 'Balai desa.jpg',
      mediaType: 'image/jpeg',
      kind: 'image',
      sizeBytes: photo.length,
      sha256: sha256(photo),
      preview: { state: 'waiting' },
    });
    const [kept]: { n: number }[] = await context.db.query(
      `SELECT count(*)::int AS n FROM platform_file WHERE sha256 = $1`,
      [sha256(photo)],
    );
    expect(kept?.n).toBe(1);
    // What its twin brought is not kept beside it.
    expect([inFolder().filter((name) => name.startsWith(uploadId)), storedBytes()]).toEqual([[], before + 1]);
  });

  it('survives a line that is cut 50 times, and never begins again', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    const part = Math.floor(photo.length / 51);
    let arrived = 0;
    for (let cuts = 1; cuts <= 50; cuts++) {
      const line = new AbortController();
      const answer = sender.piece(uploadId, arrived, photo.subarray(arrived), {
        stopAfter: part,
        cut: line.signal,
      });
      await until(() => statSync(onDisk(uploadId)).size === arrived + part);
      line.abort();
      await expect(answer).rejects.toThrow('The line is cut');
      expect(await sender.offset(uploadId)).toBe(arrived + part);
      arrived += part;
    }
    expect((await sender.piece(uploadId, arrived, photo.subarray(arrived))).status).toBe(204);
    expect((await sender.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
  });

  it('takes a piece that is sent twice once', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    const piece = photo.subarray(0, 9_000);
    expect((await sender.piece(uploadId, 0, piece)).status).toBe(204);
    const twice = await sender.piece(uploadId, 0, piece);
    expect([twice.status, twice.code]).toEqual([409, 'offset-conflict']);
    const ahead = await sender.piece(uploadId, 10_000, photo.subarray(10_000));
    expect([ahead.status, ahead.code, await sender.offset(uploadId)]).toEqual([
      409,
      'offset-conflict',
      9_000,
    ]);
    await sender.piece(uploadId, 9_000, photo.subarray(9_000));
    expect((await sender.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
  });

  it('is whole when two tabs send it at the same time', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    const tab = async () => {
      for (let tries = 0; tries < 200; tries++) {
        const at = await sender.offset(uploadId);
        if (at === photo.length) return;
        const { status } = await sender.piece(uploadId, at, photo.subarray(at, at + 7_000));
        expect([204, 409, 423]).toContain(status);
      }
    };
    await Promise.all([tab(), tab()]);
    expect((await sender.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
  });

  it('goes on at once when the line before hangs, with what it had brought', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    const hanging = sender.piece(uploadId, 0, photo, { stopAfter: 20_000 });
    await until(() => statSync(onDisk(uploadId)).size === 20_000);
    const offset = await sender.offset(uploadId);
    const { status, headers } = await hanging;
    expect([offset, status, headers['upload-offset']]).toEqual([20_000, 204, '20000']);
    await sender.piece(uploadId, offset, photo.subarray(offset));
    expect((await sender.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
  });

  it('goes on after hours and after a restart of the api', async () => {
    const { sender, place } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    await sender.piece(uploadId, 0, photo.subarray(0, 30_000));
    await api.close();
    api = await aFilesApi(context);
    const later = api.as(place.trainees[0]?.me as never);
    const began = context.clock.now();
    context.clock.set(new Date(began.getTime() + 71 * 3_600_000));
    expect(await later.offset(uploadId)).toBe(30_000);
    await later.piece(uploadId, 30_000, photo.subarray(30_000));
    expect((await later.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
    context.clock.set(began);
  });

  it('has arrived for whoever asks, once it is attached', async () => {
    const { sender } = await aSender();
    const file = (await sender.sent(photo, 'a.jpg')).json<AttachedFile>();
    expect(await sender.offset(file.id)).toBe(photo.length);
    expect((await sender.piece(file.id, 0, photo)).code).toBe('offset-conflict');
    expect(
      (await sender.ask('DELETE', `uploads/${file.id}`, { headers: { 'tus-resumable': '1.0.0' } })).status,
    ).toBe(404);
  });

  it('is not attached before it is whole', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    await sender.piece(uploadId, 0, photo.subarray(0, 100));
    const answer = await sender.attach(uploadId);
    expect([answer.status, answer.code, answer.json<{ arrivedBytes: number }>().arrivedBytes]).toEqual([
      409,
      'upload-incomplete',
      100,
    ]);
  });

  it('never becomes longer than was said', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(1_000, 'a.jpg');
    const answer = await sender.piece(uploadId, 0, photo);
    expect([answer.status, answer.code, await sender.offset(uploadId)]).toEqual([413, 'file-too-large', 0]);
  });

  it('can be dropped, and is gone', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    expect(
      (await sender.ask('DELETE', `uploads/${uploadId}`, { headers: { 'tus-resumable': '1.0.0' } })).status,
    ).toBe(204);
    await expect(sender.offset(uploadId)).rejects.toThrow('HEAD 404');
    expect([await rowsOf(uploadId), inFolder().filter((name) => name.startsWith(uploadId))]).toEqual([
      { uploads: 0, files: 0 },
      [],
    ]);
  });

  it('is forgotten after three days without an end', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    await sender.piece(uploadId, 0, photo.subarray(0, 100));
    const began = context.clock.now();
    context.clock.set(new Date(began.getTime() + 73 * 3_600_000));
    await expect(sender.offset(uploadId)).rejects.toThrow('HEAD 410');
    expect((await sender.piece(uploadId, 100, photo.subarray(100))).code).toBe('upload-expired');
    expect((await sender.attach(uploadId)).code).toBe('upload-expired');
    await context.get(UnusedFiles).remove();
    await context.get(UnusedFiles).remove();
    expect([await rowsOf(uploadId), inFolder().filter((name) => name.startsWith(uploadId))]).toEqual([
      { uploads: 0, files: 0 },
      [],
    ]);
    context.clock.set(began);
  });
});

describe('a file that is not taken', () => {
  it.each([
    ['a photo of 40 MB, before a byte of it is sent', 40_000_000, 413, 'file-too-large'],
    ['one byte too many', FILE_MAX_BYTES + 1, 413, 'file-too-large'],
    ['nothing', 0, 422, 'file-empty'],
    ['less than nothing', -1, 400, 'upload-malformed'],
  ])('%s', async (_case, length, status, code) => {
    const { sender } = await aSender();
    const answer = await sender.begin(length, 'IMG_1.jpg');
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('says so in one sentence, each by its content', async () => {
    const { sender } = await aSender();
    const given = {
      'a.pdf': aPdf(),
      'logo.png': Buffer.from('<svg onload="alert(1)"/>'),
      'b.jpg': noise(900),
    };
    const answers = await Promise.all(Object.entries(given).map(([name, bytes]) => sender.sent(bytes, name)));
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [422, 'file-not-taken'],
      [422, 'has-script'],
      [422, 'file-damaged'],
    ]);
  });

  it('has a protocol that is spoken as it is written, or 400', async () => {
    const { sender } = await aSender();
    const uploadId = await sender.begun(100, 'a.jpg');
    const ask = (headers: Record<string, string>) =>
      sender.ask('PATCH', `uploads/${uploadId}`, { headers, body: Buffer.alloc(10) });
    const type = { 'content-type': 'application/offset+octet-stream' };
    const codes = await Promise.all([
      ask({ ...type, 'upload-offset': '0' }),
      ask({ ...type, 'tus-resumable': '1.0.0' }),
      ask({ ...type, 'tus-resumable': '1.0.0', 'upload-offset': 'x' }),
      ask({ 'content-type': 'application/octet-stream', 'tus-resumable': '1.0.0', 'upload-offset': '0' }),
      sender.ask('POST', 'uploads', { headers: { 'tus-resumable': '1.0.0', 'upload-length': '10' } }),
    ]);
    expect(codes.map(({ code }) => code)).toEqual(Array(5).fill('upload-malformed'));
    expect(await sender.offset(uploadId)).toBe(0);
  });
});

describe('an upload of somebody else', () => {
  it('is not there', async () => {
    const { sender } = await aSender();
    const { sender: stranger } = await aSender();
    const uploadId = await sender.begun(photo.length, 'a.jpg');
    await expect(stranger.offset(uploadId)).rejects.toThrow('HEAD 404');
    expect((await stranger.piece(uploadId, 0, photo)).status).toBe(404);
    expect((await stranger.attach(uploadId)).status).toBe(404);
    expect(await sender.offset(uploadId)).toBe(0);
  });

  it('is not begun by who marks, nor from another site', async () => {
    const { sender, place } = await aSender();
    expect((await api.as(place.trainer).begin(100, 'a.jpg')).code).toBe('not-allowed');
    const uploadId = await sender.begun(100, 'a.jpg');
    const headers = { origin: 'https://jahat.example' };
    expect((await sender.piece(uploadId, 0, Buffer.alloc(10), { headers })).code).toBe('cross-site-request');
  });

  it('is not begun for work that cannot be written, nor attached to it', async () => {
    const closed = await aSender({ people: 1 });
    const uploadId = await closed.sender.begun(photo.length, 'a.jpg');
    await closed.sender.piece(uploadId, 0, photo);
    await closeClass(context, closed.place.classGroupId);
    expect((await closed.sender.begin(100, 'a.jpg')).code).toBe('class-closed');
    expect((await closed.sender.attach(uploadId)).code).toBe('class-closed');
    expect((await (await aSender({ state: 'preparing' })).sender.begin(100, 'a.jpg')).code).toBe(
      'class-not-open',
    );
    expect((await (await aSender({ kinds: ['text'] })).sender.begin(100, 'a.jpg')).code).toBe(
      'file-not-taken',
    );
    const { sender, place } = await aSender();
    const [trainee] = place.trainees;
    await context
      .get(MyAssignments)
      .handIn(
        trainee?.me as never,
        { assignmentCode: 'T1' as never },
        { id: crypto.randomUUID() as never, content: someWork(), draftRevision: 0 },
      );
    expect((await sender.begin(100, 'a.jpg')).code).toBe('already-handed-in');
  });

  it('is begun only so often', async () => {
    const { sender } = await aSender();
    for (let n = 0; n < 60; n++) expect((await sender.begin(100, 'a.jpg')).status).toBe(201);
    const answer = await sender.begin(100, 'a.jpg');
    expect([answer.status, answer.code]).toEqual([429, 'too-many-requests']);
  });
});

describe('a storage that is full, or refuses', () => {
  let store: S3Double;
  let onStore: FilesApi;
  beforeAll(async () => {
    store = await anS3Double();
    onStore = await aFilesApi(context, store.env);
  });
  afterAll(async () => {
    await onStore.close();
    await store.close();
  });

  it.each([
    ['full', { status: 507, code: 'XMinioStorageFull' }, 507, 'storage-full'],
    ['refusing', { status: 403, code: 'AccessDenied' }, 503, 'temporarily-unavailable'],
    ['gone', 'hang-up', 503, 'temporarily-unavailable'],
  ] as const)(
    '%s: it is said, nothing that has arrived is sent again',
    async (_case, refusal, status, code) => {
      const place = await aWritingClass(context);
      const sender = onStore.as(place.trainees[0]?.me as never);
      const uploadId = await sender.begun(photo.length, 'a.jpg');
      await sender.piece(uploadId, 0, photo);
      store.refuse(refusal);
      const refused = await sender.attach(uploadId);
      expect([refused.status, refused.code, await rowsOf(uploadId)]).toEqual([
        status,
        code,
        { uploads: 1, files: 0 },
      ]);
      store.refuse(null);
      expect(await sender.offset(uploadId)).toBe(photo.length);
      expect((await sender.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
    },
  );
});

/** A real disk of a megabyte below the uploads; only root may have one. */
const mayMount = process.getuid?.() === 0 && existsSync('/bin/mount');
(mayMount ? describe : describe.skip)('a disk without room for uploads', () => {
  let disk: string;
  let isDisk = false;
  beforeAll(async () => {
    disk = join(context.dataDir, 'small', 'uploads');
    await mkdir(disk, { recursive: true });
    isDisk =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' }).status === 0;
  });
  afterAll(() => {
    if (isDisk) execFileSync('umount', [disk]);
  });

  it('is said in one sentence; what has arrived stays, and goes on when there is room', async () => {
    if (!isDisk) return;
    const onSmall = await aFilesApi(context, { DATA_DIR: join(context.dataDir, 'small') });
    try {
      const place = await aWritingClass(context);
      const sender = onSmall.as(place.trainees[0]?.me as never);
      const uploadId = await sender.begun(photo.length, 'a.jpg');
      const first = photo.subarray(0, 50_000);
      expect((await sender.piece(uploadId, 0, first)).status).toBe(204);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(900 * 1024));
      const refused = await sender.piece(uploadId, 50_000, photo.subarray(50_000));
      expect([refused.status, refused.code]).toEqual([507, 'storage-full']);
      expect(refused.body.toString()).not.toContain(disk);
      const offset = await sender.offset(uploadId);
      expect(offset).toBeGreaterThanOrEqual(50_000);
      rmSync(join(disk, 'ballast'));
      expect((await sender.piece(uploadId, offset, photo.subarray(offset))).status).toBe(204);
      expect((await sender.attach(uploadId)).json<AttachedFile>().sha256).toBe(sha256(photo));
    } finally {
      await onSmall.close();
    }
  });
});
