import { Service, inject } from '@angular/core';
import { type AssignmentCode, beginUpload, sendPiece, UploadId } from '@bimtek/assignments-contracts';
import { ApiClient, ApiProblem, clientHeader, noAnswer, problemFrom } from '@bimtek/platform-portal';
import type { DetailedError, Upload } from 'tus-js-client';

/** What a cut link costs at most. */
const PIECE_BYTES = 96 * 1024;
/** A link that carries nothing for this long is taken for cut; the next try asks where to go on. */
const PATIENCE_MS = 30_000;

export interface Sending {
  bytes: Blob;
  assignmentCode: AssignmentCode;
  name: string;
  /** Of the upload that was begun before. */
  uploadId: UploadId | null;
  begun(uploadId: UploadId): void;
  /** Bytes that have left; `hasArrived` when the server has said so. */
  sent(bytes: number, hasArrived: boolean): void;
  signal: AbortSignal;
}

/** Sends the bytes of a file in small pieces by tus, from where the server has them. Rejects with an `ApiProblem`. */
@Service()
export class FileSender {
  readonly #api = inject(ApiClient);

  async send(sending: Sending): Promise<UploadId> {
    const { Upload } = await import('tus-js-client').catch((cause: unknown) => {
      throw noAnswer(cause, navigator.onLine);
    });
    if (sending.uploadId) {
      try {
        return await this.#run(
          Upload,
          sending,
          this.#api.urlOf(sendPiece, { params: { uploadId: sending.uploadId } }),
        );
      } catch (error) {
        // The server has forgotten it after days: this device still has every byte.
        if (!(error instanceof ApiProblem) || ![404, 410].includes(error.status)) throw error;
        sending.sent(0, true);
      }
    }
    return this.#run(Upload, sending);
  }

  /** Without `url` it begins anew. With it no other upload is begun, whatever a gateway in between answers. */
  #run(Made: typeof Upload, sending: Sending, url?: string): Promise<UploadId> {
    const { bytes, assignmentCode, name, signal } = sending;
    return new Promise((resolve, reject) => {
      let watch: ReturnType<typeof setTimeout> | undefined;
      const end = () => {
        clearTimeout(watch);
        signal.removeEventListener('abort', stop);
      };
      const fail = (problem: unknown) => {
        end();
        reject(problem as Error);
      };
      const stop = () => {
        void upload.abort();
        fail(noAnswer(signal.reason, navigator.onLine));
      };
      const goesOn = () => {
        clearTimeout(watch);
        watch = setTimeout(stop, PATIENCE_MS);
      };
      const upload: Upload = new Made(bytes, {
        ...(url ? { uploadUrl: url } : { endpoint: this.#api.urlOf(beginUpload) }),
        chunkSize: PIECE_BYTES,
        retryDelays: null,
        storeFingerprintForResuming: false,
        metadata: { assignmentCode, name },
        headers: { ...clientHeader },
        onUploadUrlAvailable: () => {
          goesOn();
          const id = idOf(upload.url);
          if (id && !url) sending.begun(id);
        },
        onProgress: (sent) => {
          goesOn();
          sending.sent(sent, false);
        },
        onChunkComplete: (_size, accepted) => sending.sent(accepted, true),
        onSuccess: () => {
          end();
          const id = idOf(upload.url);
          if (id) resolve(id);
          else reject(new ApiProblem('unexpected-answer', 201, 'The upload has no address'));
        },
        onError: (error) => fail(problemOf(error)),
      });
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop);
      goesOn();
      upload.start();
    });
  }
}

function idOf(url: string | null): UploadId | undefined {
  return UploadId.safeParse(url?.split('/').at(-1)).data;
}

function problemOf(error: Error | DetailedError): ApiProblem {
  const answer = 'originalResponse' in error ? error.originalResponse : undefined;
  const status = answer?.getStatus() ?? 0;
  if (!answer || status === 0) return noAnswer(error, navigator.onLine);
  return problemFrom(status, answer.getHeader('Content-Type') ?? null, answer.getBody());
}
