import { commonProblem } from '@bimtek/platform-contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';

/** What one request may cost before anybody knows who sends it. */
export const limits = {
  /** JSON bodies are small here; files travel as streams with a limit of their endpoint. */
  bodyBytes: 256 * 1024,
  headerBytes: 16 * 1024,
  addressLength: 4_096,
  /** The busiest list has a dozen filters. */
  queryParameters: 64,
  headersMs: 20_000,
  bodyMs: 60_000,
  /** A file over a slow line; longer than this nobody waits. */
  requestMs: 15 * 60_000,
  idleMs: 120_000,
};

export type Limits = typeof limits;

/** Refuses addresses that no page of ours makes, by their length alone, before the session or the database is asked. */
export function refuseLongAddresses(
  fastify: FastifyInstance,
  { addressLength, queryParameters }: Limits,
): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { url } = request;
    if (url.length > addressLength) {
      done(commonProblem('address-too-long', { maxLength: addressLength }));
      return;
    }
    let parameters = 0;
    for (let at = url.indexOf('?'); at >= 0; at = url.indexOf('&', at + 1)) parameters++;
    done(
      parameters > queryParameters
        ? commonProblem('too-many-parameters', { maxParameters: queryParameters })
        : undefined,
    );
  });
}

const waiting = Symbol('waiting for the body');
type Waiting = FastifyRequest & { [waiting]?: NodeJS.Timeout };

/** A body that dribbles in byte by byte is given up; files have longer, and a limit of bytes instead. */
export function refuseSlowBodies(fastify: FastifyInstance, { bodyMs }: Limits): void {
  fastify.addHook('preParsing', (request: Waiting, _reply, payload, done) => {
    if (!/^application\/(offset\+)?octet-stream/.test(request.headers['content-type'] ?? '')) {
      // The parser listens to this stream and answers with what it fails with.
      request[waiting] = setTimeout(() => payload.emit('error', commonProblem('body-too-slow')), bodyMs);
    }
    done(null, payload);
  });
  const arrived = (request: Waiting) => clearTimeout(request[waiting]);
  fastify.addHook('preValidation', (request, _reply, done) => {
    arrived(request);
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    arrived(request);
    done();
  });
}

/** What is no HTTP, or has headers beyond the limit, never becomes a request: a bare answer and the end of the line. */
export function refuseBrokenRequests(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const code = { 431: 'headers-too-large', 408: 'request-too-slow', 400: 'malformed-request' }[status];
  const body = JSON.stringify({ type: `/problems/${code}`, title: STATUS_CODES[status], status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\ncache-control: no-store\r\n` +
      `x-content-type-options: nosniff\r\n\r\n${body}`,
  );
}
