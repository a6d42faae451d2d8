import type { AttachedFile, FileKind } from '@bimtek/assignments-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { Storage, StorageError } from '@bimtek/platform-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { assignmentsContext, aWritingClass } from '../../testing/a-class.ts';
import { aFilesApi, type FilesApi, type Sender } from '../../testing/files-http.ts';
import { aDocx, aParagraph, aPdf, aPhoto, noise } from '../../testing/some-files.ts';
import { Previews } from './previews.service.ts';

let context: TestContext;
let api: FilesApi;
beforeAll(async () => {
  context = await assignmentsContext();
  api = await aFilesApi(context);
});
afterAll(async () => {
  await api.close();
  await context.close();
});

async function aSender(): Promise<Sender> {
  const { trainees } = await aWritingClass(context, { kinds: ['text', 'document', 'photo'] });
  return api.as(trainees[0]?.me as Actor);
}
async function attached(sender: Sender, bytes: Buffer, name: string): Promise<AttachedFile> {
  const answer = await sender.sent(bytes, name);
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return answer.json<AttachedFile>();
}
/** As it stands now: asked anew, which changes nothing. */
const now = async (sender: Sender, { id }: AttachedFile) =>
  (await sender.attach(id)).json<AttachedFile>().preview;
const storedFiles = () =>
  readdirSync(join(context.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  ).length;

describe('the preview of a file', () => {
  it.each<[FileKind, string, () => Promise<Buffer>, object]>([
    [
      'image',
      'a.jpg',
      () => aPhoto({ width: 2_000, height: 1_000, orientation: 6 }),
      { pages: null, width: 800, height: 1_600 },
    ],
    ['pdf', 'a.pdf', () => Promise.resolve(aPdf({ pages: 12 })), { pages: 12, width: null, height: null }],
    [
      'docx',
      'a.docx',
      () => Promise.resolve(aDocx(aParagraph('Isi rencana'))),
      { pages: null, width: null, height: null },
    ],
  ])('of kind %s is made by the worker', async (_kind, name, bytes, facts) => {
    const sender = await aSender();
    const file = await attached(sender, await bytes(), name);
    expect(file.preview).toEqual({ state: 'waiting' });
    await context.drainOutbox();
    expect(await now(sender, file)).toEqual({ state: 'ready', ...facts });
  });

  it('of a photo comes in two sizes that tell nothing of its phone; the original stays as it was sent', async () => {
    const sender = await aSender();
    const photo = await aPhoto({ width: 900, height: 600 });
    const { id } = await attached(sender, photo, 'Balai desa.jpg');
    const ask = (variant: string) => sender.ask('GET', `my/assignments/T1/files/${id}?variant=${variant}`);
    expect((await ask('preview')).status).toBe(404);
    await context.drainOutbox();
    const [shown, small, original] = await Promise.all(['preview', 'thumbnail', 'original'].map(ask));
    expect(shown?.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': expect.stringContaining('inline; filename="Balai desa.webp"'),
    });
    const sizes = await Promise.all([shown, small].map((one) => sharp(one?.body).metadata()));
    expect(sizes.map(({ format, width, exif }) => [format, width, exif])).toEqual([
      ['webp', 900, undefined],
      ['webp', 320, undefined],
    ]);
    expect(original?.body.equals(photo)).toBe(true);
  });

  it('of a document is read as blocks, by its owner', async () => {
    const sender = await aSender();
    const { id } = await attached(sender, aDocx(aParagraph('Isi rencana')), 'a.docx');
    const ask = (who: Sender) => who.ask('GET', `my/assignments/T1/files/${id}/document`);
    expect((await ask(sender)).status).toBe(404);
    await context.drainOutbox();
    expect((await ask(sender)).json()).toEqual({
      blocks: [{ type: 'paragraph', text: [{ text: 'Isi rencana' }] }],
      isShortened: false,
      hasPictures: false,
    });
    expect((await ask(await aSender())).status).toBe(404);
  });

  it('is made once, however often it is asked for', async () => {
    const sender = await aSender();
    const file = await attached(sender, await aPhoto(), 'a.jpg');
    await context.drainOutbox();
    const [ready, before] = [await now(sender, file), storedFiles()];
    await context.get(Previews).make({ fileId: file.id });
    await Promise.all([1, 2].map(() => context.get(Previews).make({ fileId: file.id })));
    expect([await now(sender, file), storedFiles()]).toEqual([ready, before]);
  });

  it('is given up with a reason when the file cannot be shown, and not tried again', async () => {
    const sender = await aSender();
    const broken = await attached(sender, (await aPhoto({ noisy: true })).subarray(0, 30_000), 'a.jpg');
    const locked = aPdf({ trailer: '/Encrypt\t9 0 R' });
    expect((await sender.sent(locked, 'a.pdf')).code).toBe('file-encrypted');
    await context.drainOutbox();
    expect(await now(sender, broken)).toEqual({ state: 'failed', reason: 'damaged' });
    const open: unknown[] = await context.db.query(`SELECT FROM platform_outbox WHERE handled_at IS NULL`);
    expect(open).toEqual([]);
    // What was sent can still be read as it is.
    expect((await sender.ask('GET', `my/assignments/T1/files/${broken.id}`)).status).toBe(200);
  });

  it('that brings the worker down is given up after three times', async () => {
    const sender = await aSender();
    const file = await attached(sender, await aPhoto(), 'a.jpg');
    await context.db.query(`UPDATE assignments_file SET preview_tries = 3 WHERE id = $1`, [file.id]);
    await context.drainOutbox();
    expect(await now(sender, file)).toEqual({ state: 'failed', reason: 'not-readable' });
  });

  it('waits as long as it takes for a storage that does not answer', async () => {
    const sender = await aSender();
    const file = await attached(sender, await aPhoto(), 'a.jpg');
    const read = jest.spyOn(context.get(Storage), 'read').mockRejectedValue(new StorageError('away'));
    for (let times = 0; times < 5; times++) {
      await expect(context.get(Previews).make({ fileId: file.id })).rejects.toThrow('away');
    }
    expect(await now(sender, file)).toEqual({ state: 'waiting' });
    read.mockRestore();
    await context.drainOutbox();
    expect(await now(sender, file)).toMatchObject({ state: 'ready' });
  });

  it('is not made of what is being removed, nor of what is not there', async () => {
    const sender = await aSender();
    const file = await attached(sender, noisePhoto, 'a.jpg');
    await context.db.query(`UPDATE assignments_file SET discarded_at = now() WHERE id = $1`, [file.id]);
    await context.drainOutbox();
    await context.get(Previews).make({ fileId: crypto.randomUUID() as never });
    const [row]: { state: string }[] = await context.db.query(
      `SELECT preview->>'state' AS state FROM assignments_file WHERE id = $1`,
      [file.id],
    );
    expect(row?.state).toBe('waiting');
  });
});

/** Known as a JPEG by its first bytes, and nothing else. */
const noisePhoto = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  noise(500),
]);
