import {
  type AttachedFile,
  type attachFile,
  attachProblem,
  type DocumentPreview,
  fileKindsOf,
  type FileVariant,
  type getMyFile,
  type getSubmittedFile,
  makePreview,
} from '@bimtek/assignments-contracts';
import type { HandInKind } from '@bimtek/curriculum-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { Enrollments } from '@bimtek/delivery-server';
import { type Actor, type BodyOf, found, type ParamsOf, ProblemError } from '@bimtek/platform-contracts';
import { Clock, Files, Outbox, type StoredFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { moduleOf } from '../assignment-head.ts';
import { refusesFile } from '../submissions/hand-in.rules.ts';
import { holdClassOf } from '../submissions/my-assignments.queries.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { AtMost } from './at-most.ts';
import { type Judged, judgeContent, keptName } from './content.rules.ts';
import {
  disputedFile,
  type FileRow,
  fileView,
  myFile,
  ownUpload,
  type OwnUpload,
  submittedFile,
} from './files.queries.ts';
import { KeptFile } from './kept-file.entity.ts';
import { Uploads } from './uploads.service.ts';

/** Files looked at and stored at once: each is in memory whole. */
const AT_ONCE = 4;

/** Files that are whole: checked by content when they are attached, then read by whoever may. */
@Injectable()
export class AttachedFiles {
  readonly #turns = new AtMost(AT_ONCE);

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly files: Files,
    private readonly outbox: Outbox,
    private readonly enrollments: Enrollments,
    private readonly curricula: Curricula,
    private readonly uploads: Uploads,
  ) {}

  /** Attaches once for each upload; called again, also after the hand-in, it gives the same file. */
  async attach(
    me: Actor,
    { assignmentCode }: ParamsOf<typeof attachFile>,
    { uploadId }: BodyOf<typeof attachFile>,
  ): Promise<AttachedFile> {
    const upload = await ownUpload(this.db.manager, me, uploadId);
    found(upload.assignmentCode === assignmentCode || null);
    if (!upload.isAttached) await this.#turns.run(() => this.#attach(me, upload));
    const row = await myFile(this.db.manager, me, { assignmentCode, fileId: uploadId });
    await this.uploads.forget([uploadId]);
    return fileView(row);
  }

  async #attach(me: Actor, upload: OwnUpload): Promise<void> {
    if (upload.expiresAt < this.clock.now()) throw attachProblem('upload-expired');
    const kinds = await this.#kindsTaken(me, upload);
    const bytes = await readFile(this.uploads.pathOf(upload.id)).catch(() => null);
    if (bytes?.length !== upload.sizeBytes) {
      // Another call may have attached it meanwhile, and its bytes are where they belong.
      if (await this.db.manager.existsBy(KeptFile, { id: upload.id as never })) return;
      throw attachProblem('upload-incomplete', { arrivedBytes: bytes?.length ?? 0 });
    }
    const judged = await judgeContent(bytes, upload.fileName);
    if ('refusal' in judged) throw attachProblem(judged.refusal);
    if (!fileKindsOf(kinds).includes(judged.kind)) throw attachProblem('file-not-taken');
    const [original] = await this.files.write([
      {
        fileName: keptName(upload.fileName, judged.mediaType),
        mediaType: judged.mediaType,
        bytes,
        createdBy: me.userId,
      },
    ]);
    const kept = found(original);
    try {
      const isKept = await this.db.transaction((tx) => this.#keep(tx, me, upload, kept, judged, kinds));
      if (!isKept) await this.files.discard([kept]);
    } catch (error) {
      // Of a commit whose answer was lost nobody knows: bytes too many do no harm, bytes too few would.
      if (error instanceof ProblemError) await this.files.discard([kept]);
      throw error;
    }
  }

  /** Whether these bytes are the file's; a twin of this call may have brought the same. */
  async #keep(
    tx: EntityManager,
    me: Actor,
    { id, enrollmentId, assignmentCode }: OwnUpload,
    original: StoredFile,
    { kind }: Judged,
    kinds: readonly HandInKind[],
  ): Promise<boolean> {
    const { enrollmentState, classState } = await holdClassOf(tx, enrollmentId, me.userId);
    await tx.query(`SELECT FROM assignments_upload WHERE id = $1 FOR UPDATE`, [id]);
    if (await tx.existsBy(KeptFile, { id: id as never })) return false;
    const held = await tx.findOneBy(Submission, { enrollmentId, assignmentCode: assignmentCode as never });
    const refusal = refusesFile({ enrollmentState, classState, state: held?.state ?? null }, kinds);
    if (refusal && refusal !== 'too-late') throw attachProblem(refusal);
    await this.files.note(tx, [original]);
    await tx.insert(KeptFile, {
      id,
      originalId: original.id,
      ownerId: me.userId,
      enrollmentId,
      assignmentCode,
      kind,
      attachedAt: this.clock.now(),
      preview:
        kind === 'audio' ? { state: 'ready', pages: null, width: null, height: null } : { state: 'waiting' },
      previewTries: 0,
    } as never);
    if (kind !== 'audio') await this.outbox.add(tx, makePreview, { fileId: id as never });
    return true;
  }

  async #kindsTaken(me: Actor, { assignmentCode, enrollmentId }: OwnUpload) {
    const current = found(await this.enrollments.currentOf(me.userId));
    found(current.enrollmentId === enrollmentId || null);
    const structure = await this.curricula.current(current.curriculumVersionId);
    return found(moduleOf(structure, assignmentCode)).assignment.kinds;
  }

  async mine(me: Actor, at: ParamsOf<typeof getMyFile>, variant: FileVariant): Promise<StoredFile> {
    return this.#bytes(await myFile(this.db.manager, me, at), variant);
  }

  async submitted(
    me: Actor,
    at: ParamsOf<typeof getSubmittedFile>,
    variant: FileVariant,
  ): Promise<StoredFile> {
    return this.#bytes(await submittedFile(this.db.manager, me, at), variant);
  }

  /** For whoever decides on the work, who need not be of its class. */
  async disputed(
    me: Actor,
    at: ParamsOf<typeof getSubmittedFile>,
    variant: FileVariant,
  ): Promise<StoredFile> {
    return this.#bytes(await disputedFile(this.db.manager, me, at), variant);
  }

  async disputedDocument(me: Actor, at: ParamsOf<typeof getSubmittedFile>): Promise<DocumentPreview> {
    return this.#document(await disputedFile(this.db.manager, me, at));
  }

  async myDocument(me: Actor, at: ParamsOf<typeof getMyFile>): Promise<DocumentPreview> {
    return this.#document(await myFile(this.db.manager, me, at));
  }

  async submittedDocument(me: Actor, at: ParamsOf<typeof getSubmittedFile>): Promise<DocumentPreview> {
    return this.#document(await submittedFile(this.db.manager, me, at));
  }

  #bytes({ originalId, previewId, thumbnailId }: FileRow, variant: FileVariant): Promise<StoredFile> {
    const id = { original: originalId, preview: previewId, thumbnail: thumbnailId }[variant];
    return this.files.find(found(id));
  }

  async #document({ id }: FileRow): Promise<DocumentPreview> {
    const [row]: { document: DocumentPreview | null }[] = await this.db.query(
      `SELECT document FROM assignments_file WHERE id = $1`,
      [id],
    );
    return found(row?.document);
  }
}
