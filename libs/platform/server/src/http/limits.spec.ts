import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { limits, refuseBrokenRequests, refuseLongAddresses, refuseSlowBodies } from './limits.ts';
import { problemFrom, sendProblem } from './problem.filter.ts';

const bodyMs = 400;
let server: FastifyInstance;
let handled: number;

beforeEach(async () => {
  handled = 0;
  server = fastify({
    clientErrorHandler: refuseBrokenRequests,
    http: { maxHeaderSize: limits.headerBytes },
    forceCloseConnections: true,
  });
  server.setErrorHandler((error, request, reply) => sendProblem(problemFrom(error), error, request, reply));
  server.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
  refuseLongAddresses(server, limits);
  refuseSlowBodies(server, { ...limits, bodyMs });
  server.get('/list', async () => ({ handled: ++handled }));
  server.post('/write', async () => ({ handled: ++handled }));
  server.post('/file', async (request) => ({
    length: (await text(request.body as NodeJS.ReadableStream)).length,
  }));
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => server.close());

/** Sends these parts on one line, `pauseMs` between them, and gives all that comes back until the line is closed. */
async function speak(parts: string[], pauseMs = 0): Promise<string> {
  const socket = connect((server.server.address() as { port: number }).port, '127.0.0.1');
  const answer = text(socket);
  for (const part of parts) {
    socket.write(part);
    if (pauseMs) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return answer;
}
const head = (line: string, ...headers: string[]) =>
  [line, 'host: ruang.example', ...headers, '', ''].join('\r\n');
const json = 'content-type: application/json';

describe('an address', () => {
  const filters = (count: number) => `/list?${Array.from({ length: count }, (_, i) => `f=${i}`).join('&')}`;

  it('may have as many parameters as any list needs', async () => {
    expect((await server.inject(filters(limits.queryParameters))).statusCode).toBe(200);
  });
  it.each([
    ['one parameter too many', filters(limits.queryParameters + 1), 400, 'too-many-parameters'],
    ['10,000 filters', filters(10_000), 414, 'address-too-long'],
    ['10,000 empty filters', `/list?${'&'.repeat(10_000)}`, 414, 'address-too-long'],
    ['a path without an end', `/${'a'.repeat(5_000)}`, 414, 'address-too-long'],
  ])('with %s is refused before anything is asked', async (_case, url, status, code) => {
    const answer = await server.inject(url);
    expect([answer.statusCode, answer.json()]).toEqual([
      status,
      expect.objectContaining({ type: `/problems/${code}` }),
    ]);
    expect(handled).toBe(0);
  });
  it('with 10,000 named filters does not even become a request', async () => {
    const answer = await speak([head(`GET ${filters(10_000)} HTTP/1.1`)]);
    expect(answer).toMatch(/^HTTP\/1\.1 431 .*\/problems\/headers-too-large/s);
    expect(handled).toBe(0);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['noise', 'hello\r\n\r\n', 400],
    ['headers beyond the limit', head('GET /list HTTP/1.1', `x-much: ${'a'.repeat(17_000)}`), 431],
    ['two lengths for one body', head('POST /write HTTP/1.1', 'content-length: 2', 'content-length: 3'), 400],
  ])('%s gets a bare answer and the end of the line', async (_case, sent, status) => {
    const answer = await speak([sent]);
    expect(answer).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} .*application/problem\\+json.*connection: close`, 's'),
    );
    expect(handled).toBe(0);
  });
});

describe('a body', () => {
  it('that dribbles in is given up after its time, with a problem', async () => {
    const answer = await speak([head('POST /write HTTP/1.1', json, 'content-length: 20'), '{"a"', ':'], 1);
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*connection: close.*\/problems\/body-too-slow/s);
    expect(handled).toBe(0);
  });
  it('that arrives in parts within its time is taken', async () => {
    const parts = [
      head('POST /write HTTP/1.1', json, 'connection: close', 'content-length: 7'),
      '{"a"',
      ':1}',
    ];
    expect(await speak(parts, 5)).toMatch(/^HTTP\/1\.1 200 /);
  });
  it('of a file may take longer than a form', async () => {
    const type = 'content-type: application/octet-stream';
    const parts = [head('POST /file HTTP/1.1', type, 'connection: close', 'content-length: 4'), 'ab', 'cd'];
    expect(await speak(parts, bodyMs)).toContain('{"length":4}');
  });
});
