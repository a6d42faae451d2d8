import type { AttachedFile, AttachedFileId, SubmissionId, VersionId } from '@bimtek/assignments-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { explained, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Previews } from '../../files/preview/previews.service.ts';
import { MyAssignments } from '../../submissions/my-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  someWork,
  type WritingClass,
} from '../../testing/a-class.ts';
import { aFilesApi, type FilesApi } from '../../testing/files-http.ts';
import { CompareWork } from '../compare-work.job.ts';
import { probesOf } from './photo-hash.rules.ts';
import { metStatement } from './photos.queries.ts';
import { SimilarPhotos } from './similar-photos.service.ts';

let context: TestContext;
let api: FilesApi;
/** Two scenes that look like nothing of the other, the first also as somebody else would send it on. */
let scene: Buffer;
let sentOn: Buffer;
let another: Buffer;
const T1 = { assignmentCode: 'T1' as const };

/** Shapes of light on dark, by a number. */
async function aScene(seed: number): Promise<Buffer> {
  const places = Array.from({ length: 9 }, (_, place) => ((seed * 131 + place * 197) % 280) + 10);
  const shapes = places.map(
    (at, place) =>
      `<circle cx="${at}" cy="${(at * (place + seed)) % 220}" r="${20 + ((at * 7) % 30)}" fill="rgb(${(at * 3) % 255},${at % 255},90)"/>`,
  );
  const drawing = `<svg width="320" height="240"><rect width="320" height="240" fill="#222"/>${shapes.join('')}</svg>`;
  const raw = await sharp(Buffer.from(drawing)).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = raw.info;
  return sharp(raw.data, { raw: { width, height, channels } }).jpeg({ quality: 90 }).toBuffer();
}

beforeAll(async () => {
  // Drawings are made into photos before the worker's rule takes away what reads them.
  const svg = { operation: ['VipsForeignLoadSvgBuffer'] };
  sharp.unblock(svg);
  [scene, another] = await Promise.all([aScene(3), aScene(58)]);
  sharp.block(svg);
  sentOn = await sharp(scene).resize(250).modulate({ brightness: 1.1 }).jpeg({ quality: 55 }).toBuffer();
  context = await assignmentsContext();
  api = await aFilesApi(context);
});
afterAll(async () => {
  await api.close();
  await context.close();
});

type Trainee = WritingClass['trainees'][number];
async function attached({ me }: Trainee, bytes: Buffer): Promise<AttachedFileId> {
  const answer = await api.as(me).sent(bytes, 'foto.jpg');
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return answer.json<AttachedFile>().id;
}
async function handedIn({ me, enrollmentId }: Trainee, file: AttachedFileId) {
  const versionId = aVersionId();
  const content = someWork({ text: '', files: [file] });
  await context.get(MyAssignments).handIn(me, T1, { id: versionId, content, draftRevision: 0 });
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [enrollmentId],
  );
  return { submissionId: row?.id as SubmissionId, versionId, file };
}
const preview = (fileId: AttachedFileId) => context.get(Previews).make({ fileId });
const compare = (...versionIds: VersionId[]) =>
  context.get(CompareWork).runMany(versionIds.map((versionId) => ({ versionId })));
/** Works of the people of a class with these photos, previews made and compared. */
async function works(group: WritingClass, photos: Buffer[]) {
  const made = [];
  for (const [place, bytes] of photos.entries()) {
    const trainee = group.trainees[place] as Trainee;
    const file = await attached(trainee, bytes);
    await preview(file);
    const work = await handedIn(trainee, file);
    await compare(work.versionId);
    made.push(work);
  }
  return made;
}
const aPlace = (people: number) => aWritingClass(context, { people, kinds: ['text', 'photo'] });
const listed = async (who: Actor, submissionId?: SubmissionId) =>
  (await context.get(SimilarPhotos).list(who, { submissionId: submissionId as SubmissionId })).items;

describe('photos that look nearly the same', () => {
  it('are hints on both works, also when one was made smaller and lighter; others are not', async () => {
    const group = await aPlace(3);
    const [one, copy, unlike] = await works(group, [scene, sentOn, another]);
    expect(await listed(group.trainer, one?.submissionId)).toMatchObject([
      {
        fileId: one?.file,
        otherFileId: copy?.file,
        submissionId: copy?.submissionId,
        name: 'Peserta 02',
        isSameFile: false,
      },
    ]);
    expect(await listed(group.trainer, copy?.submissionId)).toMatchObject([
      { submissionId: one?.submissionId },
    ]);
    expect(await listed(group.trainer, unlike?.submissionId)).toEqual([]);
  });

  it('are found whether the preview or the hand-in comes later, and once', async () => {
    const group = await aPlace(2);
    const [first, second] = group.trainees as [Trainee, Trainee];
    const [one, two] = [await attached(first, scene), await attached(second, scene)];
    await preview(one);
    const a = await handedIn(first, one);
    const b = await handedIn(second, two);
    await compare(a.versionId, b.versionId);
    expect(await listed(group.trainer, a.submissionId)).toEqual([]);
    await preview(two);
    await Promise.all([preview(two), compare(a.versionId, b.versionId), compare(b.versionId)]);
    expect(await listed(group.trainer, a.submissionId)).toMatchObject([
      { otherFileId: two, distance: 0, isSameFile: true },
    ]);
    const [{ n }] = await context.db.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM assignments_photo_band WHERE file_id = ANY($1::uuid[])`,
      [[one, two]],
    );
    expect(n).toBe(8);
  });

  it('are none of photos that nobody has handed in, of the own work before, or of another run', async () => {
    const group = await aPlace(2);
    const [first, second] = group.trainees as [Trainee, Trainee];
    await preview(await attached(second, scene));
    const twice = await attached(first, sentOn);
    await preview(twice);
    const [one] = await works({ ...group, trainees: [first] }, [scene]);
    await context.db.query(`UPDATE assignments_file SET kept_at = now() WHERE id = $1`, [twice]);
    await context.get(SimilarPhotos).compare([twice]);
    const other = await aPlace(1);
    await works(other, [scene]);
    expect(await listed(group.trainer, one?.submissionId)).toEqual([]);
  });

  it('name nobody outside the own classes, and show the photo that both have to who may see the work', async () => {
    const group = await aPlace(2);
    const [one, two] = await works(group, [scene, sentOn]);
    const at = `submissions/${one?.submissionId}/similar-photos/${one?.file}/${two?.file}`;
    const shown = await api.as(group.trainer).ask('GET', at);
    expect([shown.status, shown.headers['content-type'], shown.headers['cache-control']]).toEqual([
      200,
      'image/webp',
      'private, no-cache',
    ]);
    // To another class of the same run the other person has no name.
    const own = { ...group.trainer, scope: { level: 'class' as const, ids: [group.classGroupId] } };
    await context.db.query(
      `UPDATE delivery_enrollment SET class_group_id = (
         SELECT id FROM delivery_class_group WHERE id <> $2 LIMIT 1) WHERE id = $1`,
      [group.trainees[1]?.enrollmentId, group.classGroupId],
    );
    expect(await listed(own, one?.submissionId)).toMatchObject([{ name: null }]);
    expect((await api.as(own).ask('GET', at)).status).toBe(200);

    const strange = at.replace(String(two?.file), randomUUID());
    expect((await api.as(group.trainer).ask('GET', strange)).status).toBe(404);
    const elsewhere = await aPlace(1);
    expect((await api.as(elsewhere.trainer).ask('GET', at)).status).toBe(404);
    expect((await api.as(elsewhere.trainer).ask('GET', at.replace(/\/[^/]+\/[^/]+$/, ''))).status).toBe(404);
  });

  it('of a picture that shows nothing are none', async () => {
    const group = await aPlace(2);
    const wall = await sharp({
      create: { width: 300, height: 200, channels: 3, background: '#777' },
    })
      .jpeg()
      .toBuffer();
    const [one] = await works(group, [wall, wall]);
    expect(await listed(group.trainer, one?.submissionId)).toEqual([]);
  });
});

describe('among many photos', () => {
  it('those alike are found by the index of bands, not by reading all', async () => {
    const { db } = context;
    const runId = randomUUID();
    await db.query(
      `INSERT INTO assignments_file (id, original_id, owner_id, enrollment_id, assignment_code, kind, attached_at,
         preview, preview_tries, kept_at, photo_hash)
       SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'T1', 'image', now(),
         '{"state": "waiting"}', 0, '2026-02-01', ('x' || substr(md5(n::text), 1, 16))::bit(64)::bigint
       FROM generate_series(1, 8000) AS n`,
    );
    await db.query(
      `INSERT INTO assignments_photo_band
       SELECT $1, 'T1', (band << 16) | ((photo_hash >> (band * 16)) & 65535)::int, id
       FROM assignments_file, generate_series(0, 3) AS band WHERE kept_at = '2026-02-01'`,
      [runId],
    );
    await db.query('ANALYZE assignments_photo_band, assignments_file');
    const [photo]: { hash: string; id: string }[] = await db.query(
      `SELECT photo_hash::text AS hash, id FROM assignments_file WHERE kept_at = '2026-02-01' LIMIT 1`,
    );
    const parameters = [runId, 'T1', probesOf(BigInt(photo?.hash ?? 0)), randomUUID()];
    const met: { id: string }[] = await db.query(metStatement, parameters);
    expect(met.map(({ id }) => id)).toContain(photo?.id);
    const plan = await explained(db, metStatement, parameters);
    expect(plan.indexes).toContain('assignments_photo_band_pkey');
    expect(plan.rowsTouched).toBeLessThan(600);
    await db.query(`DELETE FROM assignments_photo_band WHERE run_id = $1`, [runId]);
    await db.query(`DELETE FROM assignments_file WHERE kept_at = '2026-02-01'`);
  });
});
