import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Settings } from '../settings/settings.ts';
import { type ByteRange, checkedKey, Storage, StorageError, type StoredBytes } from './storage.ts';

const CONNECT_MS = 5_000;
const ANSWER_MS = 60_000;

/** How stores say that there is no room, beside the status 507. */
const FULL = /StorageFull|InsufficientStorage|QuotaExceeded|NoSpace/i;

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Files in a bucket of any store that speaks S3. A put is whole or not at all: that is the store's own promise. */
export class S3Storage extends Storage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor({ endpoint, region, bucket, accessKeyId, secretAccessKey, pathStyle }: S3Settings) {
    super();
    this.#bucket = bucket;
    this.#client = new S3Client({
      ...(endpoint ? { endpoint } : {}),
      region,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 3,
      // What it would say is in the error, which is logged once by whoever meets it.
      logger: silent,
      // Stores of one's own do not all know the newer checksums; the MD5 below they have always known.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ANSWER_MS,
        throwOnRequestTimeout: true,
      },
    });
  }

  async put(key: string, bytes: Readable | Uint8Array): Promise<StoredBytes> {
    const object = { Bucket: this.#bucket, Key: checkedKey(key) };
    const folder = bytes instanceof Uint8Array ? null : await mkdtemp(join(tmpdir(), 'bimtek-put-'));
    try {
      // A store wants to know the length and the sum before the first byte.
      const path = folder && join(folder, 'bytes');
      const { md5, ...stored } = bytes instanceof Uint8Array ? sumsOf(bytes) : await spool(bytes, path ?? '');
      await answered(
        this.#client.send(
          new PutObjectCommand({
            ...object,
            Body: bytes instanceof Uint8Array ? bytes : createReadStream(path ?? ''),
            ContentLength: stored.sizeBytes,
            ContentMD5: md5,
            ContentType: 'application/octet-stream',
          }),
        ),
      );
      return stored;
    } finally {
      if (folder) await rm(folder, { recursive: true, force: true });
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const { Body } = await answered(
      this.#client.send(
        new GetObjectCommand({
          Bucket: this.#bucket,
          Key: checkedKey(key),
          ...(range ? { Range: `bytes=${range.first}-${range.last}` } : {}),
        }),
      ),
    );
    if (!(Body instanceof Readable)) throw new StorageError('The store answered without bytes');
    return Body;
  }

  async delete(key: string): Promise<void> {
    await answered(
      this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: checkedKey(key) })),
    );
  }
}

/** What the store answers; a refusal as a StorageError. */
async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): StorageError {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  if (name === 'NoSuchKey' || status === 404)
    return new StorageError('The file is not there', { cause: error });
  if (status === 507 || FULL.test(name)) {
    const cause = Object.assign(new Error(`The store has no room (${name})`, { cause: error }), {
      code: 'ENOSPC',
    });
    return new StorageError('The file could not be stored (ENOSPC)', { cause });
  }
  return new StorageError(`The store refused or did not answer (${status ?? name})`, { cause: error });
}

interface Sums extends StoredBytes {
  md5: string;
}

function sumsOf(bytes: Uint8Array): Sums {
  return {
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    md5: createHash('md5').update(bytes).digest('base64'),
  };
}

/** Writes a stream beside, and counts and sums it on the way. */
async function spool(bytes: Readable, path: string): Promise<Sums> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  let sizeBytes = 0;
  const sums = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      sizeBytes += chunk.byteLength;
      sha256.update(chunk);
      md5.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(bytes, sums, createWriteStream(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code?.startsWith('E')) throw new StorageError(`The file could not be stored (${code})`, { cause });
    throw cause;
  }
  return { sizeBytes, sha256: sha256.digest('hex'), md5: md5.digest('base64') };
}
