import type {
  AppealId,
  AttachedFile,
  AttachedFileId,
  FileKind,
  SubmissionId,
  VersionId,
} from '@bimtek/assignments-contracts';
import { aPlan } from '@bimtek/assignments-contracts/testing';
import { permissionsOf } from '@bimtek/identity-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { anActor, explained, type TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Markers } from '../allocation/markers.service.ts';
import { MyAppeals } from '../appeals/my-appeals.service.ts';
import { MarkingDesk } from '../marking/desk.service.ts';
import { Marking } from '../marking/marking.service.ts';
import { Releases } from '../marking/releases.service.ts';
import { SecondMarking } from '../second-marking/second-marking.service.ts';
import { MyPlans } from '../plans/my-plans.service.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  refusalOf,
  someMark,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { aFilesApi, type FilesApi, type Sender } from '../testing/files-http.ts';
import { aDocx, aParagraph, aPdf, aPhoto, aRecording } from '../testing/some-files.ts';
import { discardUnused, UnusedFiles } from './unused-files.service.ts';

let context: TestContext;
let api: FilesApi;
let bytesOf: Record<FileKind, Buffer>;
const nameOf: Record<FileKind, string> = {
  image: 'Balai "desa".jpg',
  pdf: 'laporan.pdf',
  docx: 'rencana.docx',
  audio: 'suara.webm',
};
const t1 = { assignmentCode: 'T1' as const };
const kinds = ['text', 'photo', 'document', 'audio'] as const;

beforeAll(async () => {
  context = await assignmentsContext();
  api = await aFilesApi(context);
  bytesOf = {
    image: await aPhoto(),
    pdf: aPdf(),
    docx: aDocx(aParagraph('Isi rencana')),
    audio: aRecording(),
  };
});
afterAll(async () => {
  await api.close();
  await context.close();
});

interface Place extends WritingClass {
  me: Actor;
  sender: Sender;
}
async function aPlace(people = 1): Promise<Place> {
  const place = await aWritingClass(context, { people, kinds: [...kinds] });
  const me = place.trainees[0]?.me as Actor;
  return { ...place, me, sender: api.as(me) };
}
async function aFile({ sender }: Pick<Place, 'sender'>, kind: FileKind = 'image'): Promise<AttachedFile> {
  const answer = await sender.sent(bytesOf[kind], nameOf[kind]);
  if (answer.status !== 200) throw new Error(answer.body.toString());
  return answer.json<AttachedFile>();
}
const handIn = (me: Actor, files: AttachedFileId[], { draftRevision = 0 } = {}) =>
  context
    .get(MyAssignments)
    .handIn(me, t1, { id: aVersionId(), content: someWork({ text: '', files }), draftRevision });
async function submissionOf({ trainees }: WritingClass): Promise<string> {
  const [row]: { id: string }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [trainees[0]?.enrollmentId],
  );
  return row?.id ?? '';
}
/** From now on everything of this class's run is marked twice. */
async function doubling({ classGroupId }: WritingClass): Promise<void> {
  const [row]: { run_id: string }[] = await context.db.query(
    `SELECT run_id FROM delivery_class_group WHERE id = $1`,
    [classGroupId],
  );
  const rules = { secondShare: 100, secondAssignments: ['T1'], maxDifference: 15, avoidsOwnRegency: false };
  await context.get(Markers).setRunMarking(anActor(), row?.run_id ?? '', rules as never);
}
const isStored = async (fileId: string) => {
  const rows: { key: string }[] = await context.db.query(
    `SELECT o.storage_key AS key FROM assignments_file f JOIN platform_file o ON o.id = f.original_id WHERE f.id = $1`,
    [fileId],
  );
  return rows.some(({ key }) => existsSync(join(context.dataDir, 'files', key)));
};
const daysLater = (days: number) => {
  const began = context.clock.now();
  context.clock.set(new Date(began.getTime() + days * 86_400_000));
  return () => context.clock.set(began);
};

describe('work with files', () => {
  it('is handed in with files alone, and shows them to trainee and trainer in their order', async () => {
    const place = await aPlace();
    const files = [await aFile(place, 'pdf'), await aFile(place), await aFile(place, 'audio')];
    const ids = files.map(({ id }) => id);
    await context
      .get(MyAssignments)
      .saveDraft(place.me, t1, { content: someWork({ text: '', files: ids }), basedOn: 0 });
    expect((await context.get(MyAssignments).get(place.me, t1)).draft?.files).toEqual(files);
    await handIn(place.me, ids);
    const mine = await context.get(MyAssignments).get(place.me, t1);
    const desk = await context.get(MarkingDesk).get(place.trainer, await submissionOf(place));
    expect([mine.draft, mine.versions[0]?.files, desk.versions[0]?.files]).toEqual([null, files, files]);
  });

  it('is not handed in with what is not there, is of other work, or of somebody else', async () => {
    const place = await aPlace();
    const other = await aPlace();
    const [mine, theirs] = [await aFile(place), await aFile(other)];
    expect(await refusalOf(handIn(place.me, [mine.id, theirs.id]))).toBe('file-missing');
    expect(await refusalOf(handIn(place.me, [randomUUID() as AttachedFileId]))).toBe('file-missing');
    await context.db.query(`UPDATE assignments_file SET assignment_code = 'T2' WHERE id = $1`, [mine.id]);
    expect(await refusalOf(handIn(place.me, [mine.id]))).toBe('file-missing');
    expect(await refusalOf(handIn(place.me, []))).toBe('nothing-to-hand-in');
    const draft = { content: someWork({ files: [theirs.id] }), basedOn: 0 };
    await context.get(MyAssignments).saveDraft(place.me, t1, draft);
    expect((await context.get(MyAssignments).get(place.me, t1)).draft?.files).toEqual([]);
  });

  it('takes only the kinds that its brief asks for', async () => {
    const place = await aWritingClass(context, { kinds: ['photo', 'text'] });
    const [trainee] = place.trainees;
    const sender = api.as(trainee?.me as Actor);
    expect((await sender.sent(bytesOf.pdf, 'a.pdf')).code).toBe('file-not-taken');
    const photo = await aFile({ sender });
    await context.db.query(`UPDATE assignments_file SET kind = 'pdf' WHERE id = $1`, [photo.id]);
    expect(await refusalOf(handIn(trainee?.me as Actor, [photo.id]))).toBe('file-not-taken');
  });

  it('gives the first receipt when it is sent again with the same files, and none for others', async () => {
    const place = await aPlace();
    const [one, two] = [await aFile(place), await aFile(place, 'pdf')];
    const sent = { id: aVersionId(), content: someWork({ files: [one.id] }), draftRevision: 0 };
    const assignments = context.get(MyAssignments);
    const receipt = await assignments.handIn(place.me, t1, sent);
    expect(await assignments.handIn(place.me, t1, sent)).toEqual(receipt);
    const changed = { ...sent, content: someWork({ files: [two.id] }) };
    expect(await refusalOf(assignments.handIn(place.me, t1, changed))).toBe('id-taken');
  });

  it('keeps its files for ever: the database lets go of none of them', async () => {
    const place = await aPlace();
    const file = await aFile(place);
    await handIn(place.me, [file.id]);
    await expect(context.db.query(`DELETE FROM assignments_file WHERE id = $1`, [file.id])).rejects.toThrow();
    await expect(
      context.db.query(`DELETE FROM assignments_version_file WHERE file_id = $1`, [file.id]),
    ).rejects.toThrow('never changes');
    const back = daysLater(400);
    await context.get(UnusedFiles).remove();
    back();
    expect(await isStored(file.id)).toBe(true);
  });
});

describe('files that no work names', () => {
  it('are removed after a week, and those that a draft names are not', async () => {
    const place = await aPlace();
    const [named, unnamed] = [await aFile(place), await aFile(place, 'pdf')];
    await context
      .get(MyAssignments)
      .saveDraft(place.me, t1, { content: someWork({ files: [named.id] }), basedOn: 0 });
    const early = daysLater(6);
    await context.get(UnusedFiles).remove();
    expect([await isStored(named.id), await isStored(unnamed.id)]).toEqual([true, true]);
    early();
    const late = daysLater(8);
    await context.get(UnusedFiles).remove();
    expect([await isStored(named.id), await isStored(unnamed.id)]).toEqual([true, false]);
    late();
    expect((await place.sender.ask('GET', `my/assignments/T1/files/${unnamed.id}`)).status).toBe(404);
    expect(await refusalOf(handIn(place.me, [unnamed.id], { draftRevision: 1 }))).toBe('file-missing');
  });

  it('go on being removed when that was interrupted, and cannot be named meanwhile', async () => {
    const place = await aPlace();
    const file = await aFile(place);
    await context.db.query(`UPDATE assignments_file SET discarded_at = now() WHERE id = $1`, [file.id]);
    expect(await refusalOf(handIn(place.me, [file.id]))).toBe('file-missing');
    await context.get(UnusedFiles).remove();
    const rows: unknown[] = await context.db.query(`SELECT FROM assignments_file WHERE id = $1`, [file.id]);
    expect(rows).toEqual([]);
  });

  it('are found without reading the many that are kept', async () => {
    await context.db.query(
      `INSERT INTO assignments_file (id, original_id, owner_id, enrollment_id, assignment_code, kind, attached_at,
         preview, preview_tries, kept_at)
       SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'T1', 'image',
         timestamptz '2026-01-01' + n * interval '1 minute', '{"state": "waiting"}', 0, '2026-02-01'
       FROM generate_series(1, 20000) AS n`,
    );
    await context.db.query(`ANALYZE assignments_file`);
    const plan = await explained(context.db, discardUnused, [context.clock.now(), context.clock.now()]);
    expect(plan.indexes).toContain('assignments_file_not_kept');
    expect(plan.rowsTouched).toBeLessThan(200);
    await context.db.query(`DELETE FROM assignments_file WHERE kept_at = '2026-02-01'`);
  });
});

describe('a file in a browser', () => {
  it.each([
    ['image', 'inline', 'image/jpeg'],
    ['audio', 'inline', 'audio/webm'],
    ['pdf', 'attachment', 'application/pdf'],
    ['docx', 'attachment', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ] as const)('%s: %s, under its own type, and never runs', async (kind, how, mediaType) => {
    const place = await aPlace();
    const file = await aFile(place, kind);
    const { status, headers, body } = await place.sender.ask('GET', `my/assignments/T1/files/${file.id}`);
    expect([status, body.equals(bytesOf[kind])]).toEqual([200, true]);
    expect(headers).toMatchObject({
      'content-type': mediaType,
      'content-length': String(bytesOf[kind].length),
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", 'sandbox']));
    expect(headers['content-disposition']).toMatch(new RegExp(`^${how}; filename="`));
    const saved = await place.sender.ask('GET', `my/assignments/T1/files/${file.id}?save=true`);
    expect(saved.headers['content-disposition']).toMatch(/^attachment; /);
  });

  it('comes in the parts that are asked for', async () => {
    const place = await aPlace();
    const { id } = await aFile(place, 'pdf');
    const pdf = bytesOf.pdf;
    const part = (range: string, headers: Record<string, string> = {}) =>
      place.sender.ask('GET', `my/assignments/T1/files/${id}`, { headers: { range, ...headers } });
    const middle = await part('bytes=10-19');
    expect([middle.status, middle.headers['content-range'], middle.headers['content-length']]).toEqual([
      206,
      `bytes 10-19/${pdf.length}`,
      '10',
    ]);
    expect(middle.body).toEqual(pdf.subarray(10, 20));
    expect((await part('bytes=-5')).body).toEqual(pdf.subarray(-5));
    const beyond = await part(`bytes=${pdf.length}-`);
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${pdf.length}`]);
    const etag = String(middle.headers['etag']);
    expect((await part('bytes=0-3', { 'if-range': etag })).status).toBe(206);
    expect((await part('bytes=0-3', { 'if-range': '"lain"' })).status).toBe(200);
  });

  it('is whatever it is for its owner, and for who reads the work: nobody else', async () => {
    const place = await aPlace(2);
    const stranger = await aPlace();
    const file = await aFile(place);
    const mine = `my/assignments/T1/files/${file.id}`;
    expect((await place.sender.ask('GET', mine)).status).toBe(200);
    expect((await place.sender.ask('GET', mine.replace('T1', 'T2'))).status).toBe(404);
    expect((await api.as(place.trainees[1]?.me as Actor).ask('GET', mine)).status).toBe(404);
    expect((await stranger.sender.ask('GET', mine)).status).toBe(404);

    const trainer = api.as(place.trainer);
    await context
      .get(MyAssignments)
      .saveDraft(place.me, t1, { content: someWork({ files: [file.id] }), basedOn: 0 });
    const submission = await submissionOf(place);
    const theirs = `submissions/${submission}/files/${file.id}`;
    // A draft is nobody else's concern, nor are its files.
    expect((await trainer.ask('GET', theirs)).status).toBe(404);
    await context
      .get(MyAssignments)
      .handIn(place.me, t1, { id: aVersionId(), content: someWork({ files: [file.id] }), draftRevision: 1 });
    const read = await trainer.ask('GET', theirs);
    expect([read.status, read.body.equals(bytesOf.image), read.headers['cache-control']]).toEqual([
      200,
      true,
      'private, no-cache',
    ]);
    expect(
      (await trainer.ask('GET', theirs, { headers: { 'if-none-match': String(read.headers['etag']) } }))
        .status,
    ).toBe(304);
    expect((await api.as(stranger.trainer).ask('GET', theirs)).status).toBe(404);
    expect((await place.sender.ask('GET', theirs)).code).toBe('not-allowed');
    const unnamed = await aFile(await aPlace());
    expect((await trainer.ask('GET', `submissions/${submission}/files/${unnamed.id}`)).status).toBe(404);
  });

  describe('for whoever decides on the work, of whatever class', () => {
    const master = () =>
      anActor({
        role: 'masterTrainer',
        scope: { level: 'national', ids: [] },
        permissions: permissionsOf('masterTrainer'),
      });
    async function handedIn() {
      const place = await aPlace(2);
      const [file, document] = [await aFile(place), await aFile(place, 'docx')];
      await handIn(place.me, [file.id, document.id]);
      const submissionId = await submissionOf(place);
      const [version]: { id: VersionId }[] = await context.db.query(
        `SELECT id FROM assignments_version WHERE submission_id = $1`,
        [submissionId],
      );
      const versionId = version?.id as VersionId;
      const mark = (who: Actor, level: 1 | 3) =>
        context.get(Marking).finish(who, submissionId, { versionId, content: someMark(level), basedOn: 0 });
      const at = `disputed-work/${submissionId}/files`;
      return { place, file, document, submissionId, mark, at };
    }
    const statuses = async (at: string, files: AttachedFile[], who = master()) => {
      const sender = api.as(who);
      return Promise.all(files.map(async ({ id }) => (await sender.ask('GET', `${at}/${id}`)).status));
    };

    it('is nothing as long as nobody disputes anything', async () => {
      const { place, file, document, mark, at } = await handedIn();
      expect(await statuses(at, [file, document])).toEqual([404, 404]);
      await mark(place.trainer, 3);
      expect(await statuses(at, [file, document])).toEqual([404, 404]);
      // What is open to master trainers elsewhere opens no work that is not disputed.
      const read = await api
        .as(master())
        .ask('GET', at.replace('disputed-work', 'submissions') + `/${file.id}`);
      expect([read.status, read.code]).toEqual([403, 'not-allowed']);
    });

    it('are the files of a piece with two marks too far apart, until that is decided', async () => {
      const { place, file, document, submissionId, mark, at } = await handedIn();
      const other = await handedIn();
      await doubling(place);
      await mark(place.trainer, 3);
      expect(await statuses(at, [file])).toEqual([404]);
      await mark(place.colleague, 1);
      const read = await api.as(master()).ask('GET', `${at}/${file.id}`);
      expect([read.status, read.body.equals(bytesOf.image), read.headers['cache-control']]).toEqual([
        200,
        true,
        'private, no-cache',
      ]);
      expect(await statuses(at, [file, document])).toEqual([200, 200]);
      await context.db.query(`UPDATE assignments_file SET document = $2 WHERE id = $1`, [
        document.id,
        { blocks: [], isShortened: false, hasPictures: false },
      ]);
      const blocks = await api.as(master()).ask('GET', `${at}/${document.id}/document`);
      expect([blocks.status, blocks.json()]).toEqual([
        200,
        { blocks: [], isShortened: false, hasPictures: false },
      ]);
      // Of this piece, and to people of this class or the whole country.
      expect(await statuses(at, [other.file])).toEqual([404]);
      expect(await statuses(at, [file], other.place.trainer)).toEqual([404]);
      expect((await place.sender.ask('GET', `${at}/${file.id}`)).code).toBe('not-allowed');

      const [row]: { version_id: VersionId }[] = await context.db.query(
        `SELECT version_id FROM assignments_second_marking WHERE submission_id = $1`,
        [submissionId],
      );
      const reason = 'Tolok ukur dibaca bersama';
      await context
        .get(SecondMarking)
        .decide(
          master(),
          { submissionId: submissionId as SubmissionId },
          { versionId: row?.version_id as VersionId, choice: 'first', content: null, reason },
        );
      expect(await statuses(at, [file])).toEqual([404]);
    });

    it('are those of a piece that was appealed against, unless the appeal is withdrawn', async () => {
      const { place, file, mark, at } = await handedIn();
      await mark(place.trainer, 3);
      await context
        .get(Releases)
        .releaseFor(place.trainer, { classGroupId: place.classGroupId, assignmentCode: 'T1' }, {});
      expect(await statuses(at, [file])).toEqual([404]);
      const reason = 'Foto kedua menjawab kriteria itu.';
      await context.get(MyAppeals).make(place.me, t1, { id: randomUUID() as AppealId, reason });
      expect(await statuses(at, [file])).toEqual([200]);
      await context.get(MyAppeals).withdraw(place.me, t1);
      expect(await statuses(at, [file])).toEqual([404]);
    });
  });
});

describe('the photo of a signed sheet', () => {
  it('follows a plan that is handed in, is kept with its acknowledgement, and the trainer sees it', async () => {
    const place = await aWritingClass(context, { withPlan: true });
    const me = place.trainees[0]?.me as Actor;
    const sender = api.as(me);
    const t7 = { assignmentCode: 'T7' as const };
    const content = someWork({ text: '', plan: aPlan() });
    await context.get(MyAssignments).handIn(me, t7, { id: aVersionId(), content, draftRevision: 0 });
    const uploadId = await sender.begun(bytesOf.image.length, 'lembar.jpg', 'T7');
    await sender.piece(uploadId, 0, bytesOf.image);
    const { id: fileId } = (await sender.attach(uploadId, 'T7')).json<AttachedFile>();
    const { today } = (await context.get(MyAssignments).get(me, t7)).plan ?? { today: '' };
    const theirs = `submissions/${await submissionOf(place)}/files/${fileId}`;
    const trainer = api.as(place.trainer);
    expect((await trainer.ask('GET', theirs)).status).toBe(404);
    const sent = { name: 'Bapak Kepala Desa', date: today, evidence: 'Lembar yang dicap', fileId };
    await context.get(MyPlans).acknowledge(me, t7, sent);
    const read = await trainer.ask('GET', theirs);
    expect([read.status, read.body.equals(bytesOf.image)]).toEqual([200, true]);
    expect((await api.as((await aPlace()).trainer).ask('GET', theirs)).status).toBe(404);
    const back = daysLater(30);
    await context.get(UnusedFiles).remove();
    back();
    expect(await isStored(fileId)).toBe(true);
  });

  it('opens no other work again: a file for what is handed in and no plan is refused as before', async () => {
    const place = await aPlace();
    await handIn(place.me, [(await aFile(place)).id]);
    const answer = await place.sender.begin(bytesOf.image.length, 'foto.jpg');
    expect([answer.status, answer.code]).toEqual([409, 'already-handed-in']);
  });
});
