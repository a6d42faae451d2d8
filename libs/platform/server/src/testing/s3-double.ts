import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What the store shall do instead of its work, once or until told otherwise. */
export type Refusal = { status: number; code: string } | 'hang-up' | null;

export interface S3Double {
  /** Settings that lead to it. */
  env: Record<string, string>;
  objects: Map<string, Buffer>;
  /** Requests whose signature was right. */
  accepted: string[];
  refuse(refusal: Refusal): void;
  close(): Promise<void>;
}

const bucket = 'ruang-berkas';
const keys = { id: 'KUNCI-PENGUJI', secret: 'rahasia/penguji+1' };

/**
 * A store that speaks S3 over HTTP, in memory. It takes nothing without a right signature (AWS Signature Version 4, made
 * anew here from the request as it arrived), a right sum of the body, and a right length.
 */
export async function anS3Double(): Promise<S3Double> {
  const objects = new Map<string, Buffer>();
  const accepted: string[] = [];
  let refusal: Refusal = null;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refusal === 'hang-up') return void request.socket.destroy();
    const body = await buffer(request);
    if (refusal) return refuse(response, refusal.status, refusal.code);
    const wrong = whatIsWrong(request, body);
    if (wrong) return refuse(response, wrong === 'BadDigest' ? 400 : 403, wrong);
    const url = new URL(request.url ?? '/', 'http://store');
    const [, ofBucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    if (ofBucket !== bucket) return refuse(response, 404, 'NoSuchBucket');
    accepted.push(`${request.method} ${key}`);
    if (request.method === 'PUT') {
      objects.set(key, body);
      response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
    } else if (request.method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
    } else {
      send(response, objects.get(key), request.headers.range);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      STORAGE: 's3',
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_REGION: 'id-jakarta-1',
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: keys.id,
      S3_SECRET_ACCESS_KEY: keys.secret,
    },
    objects,
    accepted,
    refuse: (next) => (refusal = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, bytes: Buffer | undefined, range: string | undefined): void {
  if (!bytes) return refuse(response, 404, 'NoSuchKey');
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined)
    return void response.writeHead(200, { 'content-length': bytes.byteLength }).end(bytes);
  const from = Number(first);
  const to = last ? Math.min(Number(last), bytes.byteLength - 1) : bytes.byteLength - 1;
  if (from > to) return refuse(response, 416, 'InvalidRange');
  response
    .writeHead(206, {
      'content-length': to - from + 1,
      'content-range': `bytes ${from}-${to}/${bytes.byteLength}`,
    })
    .end(bytes.subarray(from, to + 1));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No</Message></Error>`,
  );
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();

/** By the rules of "Authenticating Requests (AWS Signature Version 4)", for headers. */
function whatIsWrong(request: IncomingMessage, body: Buffer): string | null {
  const { headers } = request;
  const said =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!said) return 'MissingSecurityHeader';
  const [, id, day = '', region = '', signed = '', signature] = said;
  if (id !== keys.id) return 'InvalidAccessKeyId';
  const names = signed.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date')) return 'SignatureDoesNotMatch';
  const bodySum = String(headers['x-amz-content-sha256']);
  // A stream is signed by its MD5, which must then be among what is signed.
  const isUnsigned = bodySum === 'UNSIGNED-PAYLOAD' && names.includes('content-md5');
  if (!isUnsigned && bodySum !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const md5 = headers['content-md5'];
  if (request.method === 'PUT' && md5 !== createHash('md5').update(body).digest('base64')) return 'BadDigest';

  const url = new URL(request.url ?? '/', 'http://store');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const date = String(headers['x-amz-date']);
  const canonical = [
    request.method,
    url.pathname,
    query.join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signed,
    bodySum,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  const key = ['aws4_request'].reduce(hmac, hmac(hmac(hmac(`AWS4${keys.secret}`, day), region), 's3'));
  return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}
