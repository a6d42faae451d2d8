import type {
  Annotation,
  AttachedFile,
  AttachedFileId,
  SubmissionId,
  VersionId,
} from '@bimtek/assignments-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
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
import { aFilesApi, type FilesApi } from '../testing/files-http.ts';
import { aPdf } from '../testing/some-files.ts';
import { MarkingDesk } from './desk.service.ts';
import { Marking } from './marking.service.ts';
import { Releases } from './releases.service.ts';

const t1 = { assignmentCode: 'T1' as const };
let context: TestContext;
let api: FilesApi;
let group: WritingClass;
let file: AttachedFile;
let id: SubmissionId;
let versionId: VersionId;

beforeAll(async () => {
  context = await assignmentsContext();
  api = await aFilesApi(context);
});
afterAll(async () => {
  await api.close();
  await context.close();
});
beforeEach(async () => {
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context, { kinds: ['text', 'document'] });
  const me = meOf();
  file = (await api.as(me).sent(aPdf({ pages: 3 }), 'laporan.pdf')).json<AttachedFile>();
  versionId = aVersionId();
  const content = someWork({ text: '', files: [file.id] });
  await context.get(MyAssignments).handIn(me, t1, { id: versionId, content, draftRevision: 0 });
  const rows: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [group.trainees[0]?.enrollmentId],
  );
  id = rows[0]?.id as SubmissionId;
});

const meOf = () => (group.trainees[0] as WritingClass['trainees'][number]).me;
const note = (given: Partial<Annotation> = {}): Annotation => ({
  id: randomUUID(),
  fileId: file.id,
  page: 3,
  kind: 'pin',
  tone: 'fix',
  points: [[0.25, 0.5]],
  text: 'Berapa ibu yang mulai berjualan?',
  ...given,
});
const save = (annotations: Annotation[], basedOn = 0) =>
  context.get(Marking).save(group.trainer, id, { versionId, content: someMark(3, { annotations }), basedOn });

describe('notes on the files of a work', () => {
  it('are kept with the mark as they were made, and read by the trainee once it is released', async () => {
    const notes = [
      note(),
      note({ kind: 'box', points: [[0.1, 0.1], [0.5, 0.2]], tone: 'praise', text: '' }), // prettier-ignore
    ];
    await save(notes);
    const piece = await context.get(MarkingDesk).get(group.trainer, id);
    expect(piece.mark?.content.annotations).toEqual(notes);
    expect((await context.get(MyAssignments).get(meOf(), t1)).feedback).toEqual([]);
    const content = someMark(3, { annotations: notes });
    await context.get(Marking).finish(group.trainer, id, { versionId, content, basedOn: 1 });
    const inClass = { classGroupId: group.classGroupId, assignmentCode: 'T1' };
    await context.get(Releases).releaseFor(group.trainer, inClass, {});
    const [feedback] = (await context.get(MyAssignments).get(meOf(), t1)).feedback;
    expect(feedback?.content.annotations).toEqual(notes);
  });

  it('belong to files of the version that is marked', async () => {
    const other = randomUUID() as AttachedFileId;
    expect(await refusalOf(save([note(), note({ fileId: other })]))).toBe('file-unknown');
    expect((await context.get(MarkingDesk).get(group.trainer, id)).mark).toBeNull();
  });

  it('that differ make another mark: the same revision sent again with other notes is told so', async () => {
    const [first, second] = [note(), note({ text: 'Sebutkan angkanya.' })];
    await save([first]);
    expect((await save([first])).revision).toBe(1);
    expect(await refusalOf(save([second]))).toBe('stale-mark');
    expect((await save([second], 1)).revision).toBe(2);
  });

  it('are words enough to send the work back, when one of them says something', async () => {
    const wordless = someMark(3, { comment: '', annotations: [note({ text: ' ' })] });
    const ask = (content: typeof wordless, basedOn: number) =>
      context.get(Marking).askRevision(group.trainer, id, { versionId, content, basedOn });
    expect(await refusalOf(ask(wordless, 0))).toBe('comment-missing');
    const outcome = await ask(someMark(3, { comment: '', annotations: [note()] }), 0);
    expect(outcome.state).toBe('needsRevision');
    const [feedback] = (await context.get(MyAssignments).get(meOf(), t1)).feedback;
    expect(feedback?.content.annotations).toMatchObject([{ text: 'Berapa ibu yang mulai berjualan?' }]);
  });
});
