import {
  FILE_MAX_BYTES,
  fileKindsOf,
  UPLOAD_HOURS,
  UploadMetadata,
  uploadProblem,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { Enrollments } from '@bimtek/delivery-server';
import { type Actor, commonProblem, found } from '@bimtek/platform-contracts';
import { Clock, Ids, type Limit, Settings, StorageError, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import {
  type CancellationContext,
  Metadata,
  Server,
  TUS_RESUMABLE,
  type Upload as TusUpload,
} from '@tus/server';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { moduleOf } from '../assignment-head.ts';
import { refusesFile } from '../submissions/hand-in.rules.ts';
import { Submission } from '../submissions/submission.entity.ts';
import { ownUpload, type OwnUpload } from './files.queries.ts';
import { Upload } from './upload.entity.ts';
import { LineCut, PieceTooLong, UploadStore, UploadTurns } from './upload-store.ts';

/** Three files of seven assignments, sent anew some times over a bad day; a disk is not filled with it. */
const perHour: Limit = { name: 'uploads-hour', points: 60, seconds: 3_600 };
const perLife: Limit = { name: 'uploads-life', points: 150, seconds: UPLOAD_HOURS * 3_600 };
/** How long a line that was cut, and does not know it, may hold the turn when the same upload goes on. */
const DRAIN_MS = 1_000;
const PATH = '/api/uploads';

export interface Sent {
  method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
  headers: IncomingHttpHeaders;
  /** The next bytes, of a PATCH. */
  body?: Readable;
}

/** Files on their way, in pieces, by tus 1.0. Who may is decided here, before the protocol sees the request. */
@Injectable()
export class Uploads {
  readonly #folder: string;
  #opened: Promise<Server> | undefined;
  /** What went wrong inside of the protocol's own code, which would only say 500. */
  readonly #failures = new WeakMap<Request, unknown>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly throttle: Throttle,
    private readonly enrollments: Enrollments,
    private readonly curricula: Curricula,
    settings: Settings,
  ) {
    this.#folder = join(settings.dataDir, 'uploads');
  }

  async begin(me: Actor, { headers }: Pick<Sent, 'headers'>): Promise<Response> {
    const sizeBytes = Number(headers['upload-length'] ?? Number.NaN);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw uploadProblem('upload-malformed');
    if (sizeBytes > FILE_MAX_BYTES) throw uploadProblem('file-too-large', { maxBytes: FILE_MAX_BYTES });
    if (sizeBytes === 0) throw uploadProblem('file-empty');
    const { assignmentCode, name } = metadataOf(headers['upload-metadata']);
    const current = found(await this.enrollments.currentOf(me.userId));
    const structure = await this.curricula.current(current.curriculumVersionId);
    const { assignment } = found(moduleOf(structure, assignmentCode));
    const { enrollmentId } = current;
    const held = await this.db.manager.findOneBy(Submission, { enrollmentId, assignmentCode });
    const { state: enrollmentState, classState } = current;
    const refusal = refusesFile(
      { enrollmentState, classState, state: held?.state ?? null },
      assignment.kinds,
    );
    if (refusal && refusal !== 'too-late') throw uploadProblem(refusal);
    if (fileKindsOf(assignment.kinds).length === 0) throw uploadProblem('file-not-taken');
    await this.throttle.spend(perLife, me.userId);
    await this.throttle.spend(perHour, me.userId);

    const upload: Upload = {
      id: this.ids.next(),
      ownerId: me.userId,
      enrollmentId,
      assignmentCode,
      fileName: name,
      sizeBytes,
      expiresAt: new Date(this.clock.now().getTime() + UPLOAD_HOURS * 3_600_000),
    };
    // The row first: bytes that no row knows would never be removed.
    await this.db.manager.insert(Upload, upload);
    return this.#speak(upload.id, { method: 'POST', headers });
  }

  async goOn(me: Actor, uploadId: string, sent: Sent): Promise<Response> {
    const upload = await ownUpload(this.db.manager, me, uploadId);
    if (upload.isAttached) return alreadyAttached(upload, sent);
    if (upload.expiresAt < this.clock.now()) throw uploadProblem('upload-expired');
    const response = await this.#speak(upload.id, sent);
    if (sent.method === 'DELETE') await this.db.manager.delete(Upload, { id: upload.id });
    return response;
  }

  pathOf(uploadId: string): string {
    return join(this.#folder, uploadId);
  }

  /** Removes the bytes of uploads that are attached, dropped or too old; those that are gone already are no matter. */
  async forget(uploadIds: readonly string[]): Promise<void> {
    for (const id of uploadIds) {
      await rm(this.pathOf(id), { force: true });
      await rm(`${this.pathOf(id)}.json`, { force: true });
    }
  }

  async #speak(uploadId: string, { method, headers, body }: Sent): Promise<Response> {
    const server = await this.#open();
    const request = {
      method,
      url: `http://uploads${PATH}/${method === 'POST' ? '' : uploadId}`,
      headers: tusHeaders(headers, uploadId),
      body: body ?? Readable.from([]),
    } as unknown as Request;
    const response = await server.handleWeb(request);
    if (response.status >= 400) throw this.#refusal(response.status, request);
    response.headers.delete('access-control-expose-headers');
    return response;
  }

  #refusal(status: number, request: Request): Error {
    const failure = this.#failures.get(request);
    if (failure instanceof StorageError) return failure;
    // Whoever was cut short, or could not wait for a turn, asks how far it is and goes on.
    if (status === 409 || status === 423 || failure instanceof LineCut)
      return uploadProblem('offset-conflict');
    if (status === 404) return commonProblem('not-found');
    if (status === 410) return uploadProblem('upload-expired');
    if (status === 413) return uploadProblem('file-too-large', { maxBytes: FILE_MAX_BYTES });
    if (status < 500) return uploadProblem('upload-malformed');
    return failure instanceof Error ? failure : commonProblem('temporarily-unavailable');
  }

  /** Opened when the first upload begins: a folder that cannot be made is that request's failure, not the process's. */
  #open(): Promise<Server> {
    this.#opened ??= mkdir(this.#folder, { recursive: true }).then(
      () => {
        const store = new UploadStore(this.#folder);
        const server = new Server({
          path: PATH,
          relativeLocation: true,
          datastore: store,
          locker: new UploadTurns(),
          lockDrainTimeout: DRAIN_MS,
          maxSize: FILE_MAX_BYTES,
          allowedOrigins: () => false,
          namingFunction: (request) => request.headers.get(UPLOAD_ID) ?? '',
          onResponseError: (request, failure) => {
            this.#failures.set(request as Request, failure);
            return undefined;
          },
        });
        writeStraight(server, store);
        return server;
      },
      (cause: unknown) => {
        this.#opened = undefined;
        throw new StorageError('The folder of uploads cannot be made', { cause });
      },
    );
    return this.#opened;
  }
}

/**
 * Takes the way of the bytes out of the protocol's hands: it would lead each of them through five streams, which for
 * hundreds of phones at once is most of what the api does and holds. What they are written to decides what is kept.
 */
function writeStraight(server: Server, store: UploadStore): void {
  const patch = server.handlers.PATCH as unknown as {
    writeToStore(
      piece: Readable,
      to: TusUpload,
      maxBytes: number,
      context: CancellationContext,
    ): Promise<number>;
  };
  patch.writeToStore = (piece, { id, offset }, maxBytes, { signal }) =>
    store.write(piece, id, offset, { maxBytes, signal }).catch((error: unknown) => {
      const isOurs = error instanceof StorageError || error instanceof PieceTooLong;
      throw isOurs ? error : new LineCut();
    });
}

const UPLOAD_ID = 'bimtek-upload-id';
const SPOKEN = [
  'content-length',
  'content-type',
  'tus-resumable',
  'upload-length',
  'upload-metadata',
  'upload-offset',
] as const;

/** Only what the protocol speaks of: nothing else that a client may send means anything. */
function tusHeaders(headers: IncomingHttpHeaders, uploadId: string): Headers {
  const spoken = new Headers({ [UPLOAD_ID]: uploadId });
  for (const name of SPOKEN) {
    const value = headers[name];
    if (typeof value === 'string') spoken.set(name, value);
  }
  return spoken;
}

function metadataOf(sent: string | string[] | undefined): UploadMetadata {
  try {
    return UploadMetadata.parse(Metadata.parse(String(sent ?? '')));
  } catch {
    throw uploadProblem('upload-malformed');
  }
}

/** It has arrived whole and is kept: whoever asks is told so, and sends nothing anew. */
function alreadyAttached({ sizeBytes }: OwnUpload, { method, headers }: Sent): Response {
  if (headers['tus-resumable'] !== TUS_RESUMABLE) throw uploadProblem('upload-malformed');
  const said = { 'Tus-Resumable': TUS_RESUMABLE, 'Upload-Offset': String(sizeBytes) };
  if (method === 'HEAD') {
    return new Response(null, {
      status: 200,
      headers: { ...said, 'Upload-Length': String(sizeBytes), 'Cache-Control': 'no-store' },
    });
  }
  if (method === 'DELETE') throw commonProblem('not-found');
  throw uploadProblem('offset-conflict');
}
