import { type Actor, endpoint, found, type InputOf } from '@bimtek/platform-contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { PlatformApiModule, PlatformModule } from '../platform.module.ts';
import { readSettings } from '../settings/settings.ts';
import { anActor } from '../testing/test-app.ts';
import { aTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { Authenticator } from './access.ts';
import { Endpoint, Input, Me, Uploaded, type UploadedFile } from './endpoint.ts';
import { createHttpApp } from './http-app.ts';

const writeNote = endpoint({
  name: 'writeNote',
  summary: 'For this spec',
  method: 'PUT',
  path: 'notes/:noteId',
  allow: 'note.write',
  params: z.object({ noteId: z.uuid() }),
  query: z.object({ draft: z.stringbool().optional() }),
  body: z
    .object({ text: z.string().max(10), tags: z.array(z.object({ name: z.string() })) })
    .meta({ id: 'Note' }),
  result: z.object({ text: z.string(), by: z.string() }),
});
const sendNotes = endpoint({
  name: 'sendNotes',
  summary: 'For this spec',
  method: 'POST',
  path: 'notes',
  allow: 'note.write',
  upload: { maxBytes: 100, accepts: ['text/csv'] },
  result: z.object({ length: z.int() }),
});
const failNote = endpoint({
  name: 'failNote',
  summary: 'For this spec',
  method: 'GET',
  path: 'notes/failing/:how',
  allow: 'public',
  params: z.object({ how: z.string() }),
  result: z.object({}),
});
const readSecret = endpoint({
  name: 'readSecret',
  summary: 'For this spec',
  method: 'GET',
  path: 'secret',
  allow: 'secret.read',
  result: z.object({}),
});

@Controller()
class NotesController {
  @Endpoint(writeNote)
  writeNote(@Me() me: Actor, @Input() { body }: InputOf<typeof writeNote>) {
    return { text: body.text, by: me.displayName, secret: 'never named in the contract' };
  }

  @Endpoint(sendNotes)
  async sendNotes(@Uploaded() file: UploadedFile) {
    return { length: (await text(file.stream)).length };
  }

  @Endpoint(failNote)
  failNote(@Input() { params }: InputOf<typeof failNote>) {
    if (params.how === 'gone') throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    if (params.how === 'missing') return found(null);
    throw new Error('a secret detail of the failure');
  }

  @Endpoint(readSecret)
  readSecret() {
    return {};
  }
}

class HeaderAuthenticator extends Authenticator {
  override async authenticate(request: FastifyRequest): Promise<Actor | null> {
    return request.headers['x-spec-user'] ? anActor({ permissions: ['note.write'] }) : null;
  }
}

@Global()
@Module({
  controllers: [NotesController],
  providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }],
  exports: [Authenticator],
})
class SpecModule {}

let database: TestDatabase;
let app: NestFastifyApplication;
const noteId = '0190a0a0-0000-7000-8000-000000000001';
const signedIn = { 'x-spec-user': 'yes' };

beforeAll(async () => {
  database = await aTestDatabase();
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
  });
  @Module({ imports: [PlatformModule.forRoot(settings, [], 'spec'), PlatformApiModule, SpecModule] })
  class Root {}
  app = await createHttpApp(Root, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const put = (payload: unknown, headers: Record<string, string> = signedIn, url = `/api/notes/${noteId}`) =>
  app.inject({
    method: 'PUT',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const good = { text: 'halo', tags: [] };

describe('an endpoint', () => {
  it('answers with what its contract names and nothing else', async () => {
    const answer = await put(good);
    expect([answer.statusCode, answer.json()]).toEqual([200, { text: 'halo', by: 'Penguji' }]);
  });

  it.each([
    ['a wrong type', { text: 7, tags: [] }, '#/text'],
    ['a text that is too long', { text: 'x'.repeat(11), tags: [] }, '#/text'],
    ['a missing field', { text: 'a' }, '#/tags'],
    ['a wrong field inside a list', { text: 'a', tags: [{ name: 'b' }, { name: null }] }, '#/tags/1/name'],
    ['a body that is a list', [], '#'],
    ['no JSON at all', '{"text": ', '#'],
  ])('refuses %s with 422 and a pointer', async (_case, payload, pointer) => {
    const answer = await put(payload);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const problem = answer.json<{ instance: string; errors: { pointer: string }[] }>();
    expect(problem.errors.map((error) => error.pointer)).toContain(pointer);
    expect(problem.instance).toBe(`urn:request:${String(answer.headers['x-request-id'])}`);
  });

  it('points at a wrong part of the address', async () => {
    const answer = await put(good, signedIn, '/api/notes/seven?draft=perhaps');
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect(errors.map((error) => error.pointer)).toEqual(['#path/noteId', '#query/draft']);
  });

  it('refuses a body of half a megabyte before reading it', async () => {
    expect((await put({ text: 'x'.repeat(500_000), tags: [] })).statusCode).toBe(413);
  });

  it('refuses a body of another type', async () => {
    const answer = await put('<note/>', { ...signedIn, 'content-type': 'application/xml' });
    expect([answer.statusCode, answer.json<{ type: string }>().type]).toEqual([
      415,
      '/problems/unsupported-media-type',
    ]);
  });

  it('is closed to strangers, and to people whose role does not allow it', async () => {
    expect((await put(good, {})).statusCode).toBe(401);
    expect((await app.inject({ url: '/api/secret', headers: signedIn })).statusCode).toBe(403);
    expect((await app.inject({ url: '/api/secret' })).statusCode).toBe(401);
  });

  it('takes no write that another site started', async () => {
    expect((await put(good, { ...signedIn, origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await put(good, { ...signedIn, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await put(good, { ...signedIn, 'sec-fetch-site': 'same-site' })).statusCode).toBe(403);
    expect(
      (await put(good, { ...signedIn, origin: 'https://ruang.example', 'sec-fetch-site': 'same-origin' }))
        .statusCode,
    ).toBe(200);
  });

  it('tells nothing of an unforeseen failure but the id of the request', async () => {
    const answer = await app.inject({ url: '/api/notes/failing/oops' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret detail');
    expect(answer.json()).toMatchObject({ type: '/problems/unexpected-error' });
  });

  it('says 503 and when to try again while the database is gone', async () => {
    const answer = await app.inject({ url: '/api/notes/failing/gone' });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
  });

  it('says 404 alike for what is not there and for addresses that do not exist', async () => {
    expect((await app.inject({ url: '/api/notes/failing/missing' })).json()).toMatchObject({
      type: '/problems/not-found',
    });
    expect((await app.inject({ url: '/api/nothing' })).json()).toMatchObject({ type: '/problems/not-found' });
  });
});

describe('an upload', () => {
  const send = (bytes: number) =>
    app.inject({
      method: 'POST',
      url: '/api/notes?fileName=a.csv',
      headers: { ...signedIn, 'content-type': 'application/octet-stream' },
      payload: Buffer.alloc(bytes, 'a'),
    });

  it('arrives as a stream', async () => expect((await send(100)).json()).toEqual({ length: 100 }));
  it('is refused as soon as it is too large', async () => expect((await send(101)).statusCode).toBe(413));
  it('is refused when it is sent as JSON', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/notes',
      headers: { ...signedIn, 'content-type': 'application/json' },
      payload: '{}',
    });
    expect(answer.statusCode).toBe(415);
  });
});

describe('the documents', () => {
  it('describe every endpoint by its contract', async () => {
    const document = (await app.inject({ url: '/api/openapi.json' })).json<Record<string, never>>();
    expect(document).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/api/notes/{noteId}': {
          put: {
            operationId: 'writeNote',
            'x-allow': 'note.write',
            parameters: [
              { name: 'noteId', in: 'path', required: true },
              { name: 'draft', in: 'query', required: false },
            ],
            requestBody: {
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } },
            },
          },
        },
        '/api/health': { get: { operationId: 'getHealth' } },
        '/api/openapi.json': { get: { operationId: 'getOpenApi' } },
      },
      components: { schemas: { Note: { properties: { text: { type: 'string', maxLength: 10 } } } } },
    });
  });

  it('are browsable at /api/docs', async () => {
    const page = await app.inject({ url: '/api/docs' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
  });
});

describe('the content security policy', () => {
  it('lets nothing inside a page run or style it, except in the reference', async () => {
    const api = (await app.inject({ url: '/api/health' })).headers['content-security-policy'];
    expect(api).toContain("default-src 'none'");
    expect(api).not.toContain('unsafe');
    const docs = (await app.inject({ url: '/api/docs' })).headers['content-security-policy'];
    expect(docs).toContain("style-src 'self' 'unsafe-inline'");
    expect(docs).not.toContain("script-src 'unsafe");
  });
});

describe('health', () => {
  it('is down, and says why, when the database belongs to a newer version', async () => {
    const answer = await app.inject({ url: '/api/health' });
    // The template holds the migrations of every context; this process knows only those of the platform.
    expect([answer.statusCode, answer.json()]).toEqual([
      503,
      expect.objectContaining({ database: 'up', queue: 'up', migrations: 'ahead', status: 'down' }),
    ]);
  });
});
