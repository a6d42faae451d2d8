import { curriculumTables } from '@bimtek/curriculum-server';
import { deliveryTables } from '@bimtek/delivery-server';
import { identityTables } from '@bimtek/identity-server';
import { notificationTables } from '@bimtek/notification-server';
import type { Actor } from '@bimtek/platform-contracts';
import {
  Authenticator,
  createHttpApp,
  Ids,
  PlatformApiModule,
  PlatformModule,
  readSettings,
} from '@bimtek/platform-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { registryTables } from '@bimtek/registry-server';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssignmentsApiModule } from '../assignments.api.ts';
import { assignmentsTables } from '../assignments.tables.ts';

const neighbors = [notificationTables, identityTables, registryTables, curriculumTables, deliveryTables];

export interface FilesApi {
  app: NestFastifyApplication;
  as(actor: Actor): Sender;
  close(): Promise<void>;
}

/** The api of assignments over real lines, on the database, disk and clock of a context; who asks is said by a header. */
export async function aFilesApi(context: TestContext, env: Record<string, string> = {}): Promise<FilesApi> {
  const actors = new Map<string, Actor>();
  class HeaderAuthenticator extends Authenticator {
    override authenticate(request: FastifyRequest): Promise<Actor | null> {
      return Promise.resolve(actors.get(String(request.headers['x-spec-user'])) ?? null);
    }
  }
  @Global()
  @Module({
    providers: [{ provide: Authenticator, useClass: HeaderAuthenticator }],
    exports: [Authenticator],
  })
  class SpecModule {}
  const settings = readSettings({
    NODE_ENV: 'test',
    DATABASE_URL: context.database.url,
    DATA_DIR: context.dataDir,
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://ruang.example',
    ...env,
  });
  const sources = { clock: context.clock, ids: new Ids() };
  @Module({
    imports: [
      PlatformModule.forRoot(settings, [...neighbors, assignmentsTables], 'spec', sources),
      PlatformApiModule,
      SpecModule,
      AssignmentsApiModule,
    ],
  })
  class Root {}
  const app = await createHttpApp(Root, settings);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    as(actor) {
      actors.set(actor.userId, actor);
      return new Sender(port, actor.userId);
    },
    close: () => app.close(),
  };
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** The code of the problem, or nothing. */
  code: string;
  json<T>(): T;
}

interface Asked {
  headers?: Record<string, string>;
  body?: Buffer | object;
  /** Sends so many bytes of the body, and then neither the others nor an end. */
  stopAfter?: number;
  /** Breaks the line. */
  cut?: AbortSignal;
}

const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** One person's device. */
export class Sender {
  constructor(
    private readonly port: number,
    private readonly userId: string,
  ) {}

  ask(method: string, path: string, asked: Asked = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { body } = asked;
      const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      const request = send({
        port: this.port,
        agent: false,
        method,
        path: path.startsWith('/') ? path : `/api/${path}`,
        headers: {
          'x-spec-user': this.userId,
          ...(bytes ? { 'content-length': bytes.length } : {}),
          ...(bytes && !Buffer.isBuffer(body) ? { 'content-type': 'application/json' } : {}),
          ...asked.headers,
        },
      });
      request.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () => {
          const whole = Buffer.concat(parts);
          const json = <T>() => JSON.parse(whole.toString()) as T;
          const { statusCode: status = 0, headers } = response;
          const isProblem =
            headers['content-type']?.startsWith('application/problem+json') && whole.length > 0;
          const code = isProblem ? json<{ type: string }>().type.replace('/problems/', '') : '';
          resolve({ status, headers, body: whole, code, json });
        });
        response.once('error', reject);
      });
      request.once('error', reject);
      asked.cut?.addEventListener('abort', () => request.destroy(new Error('The line is cut')));
      if (asked.stopAfter === undefined) request.end(bytes);
      else request.write(bytes?.subarray(0, asked.stopAfter) ?? '');
    });
  }

  begin(length: number, name: string, assignmentCode = 'T1'): Promise<Answer> {
    const metadata = `assignmentCode ${base64(assignmentCode)},name ${base64(name)}`;
    return this.ask('POST', 'uploads', {
      headers: { ...tus, 'upload-length': String(length), 'upload-metadata': metadata },
    });
  }

  /** The id of an upload that was begun. */
  async begun(length: number, name: string, assignmentCode?: string): Promise<string> {
    const answer = await this.begin(length, name, assignmentCode);
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body.toString()}`);
    return String(answer.headers['location']).replace('/api/uploads/', '');
  }

  async offset(uploadId: string): Promise<number> {
    const { status, headers } = await this.ask('HEAD', `uploads/${uploadId}`, { headers: tus });
    if (status !== 200) throw new Error(`HEAD ${status}`);
    return Number(headers['upload-offset']);
  }

  piece(uploadId: string, offset: number, body: Buffer, asked: Omit<Asked, 'body'> = {}): Promise<Answer> {
    return this.ask('PATCH', `uploads/${uploadId}`, {
      ...asked,
      body,
      headers: {
        ...tus,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        ...asked.headers,
      },
    });
  }

  attach(uploadId: string, assignmentCode = 'T1'): Promise<Answer> {
    return this.ask('POST', `my/assignments/${assignmentCode}/files`, { body: { uploadId } });
  }

  /** All of it: begun, sent in pieces, attached. */
  async sent(bytes: Buffer, name: string, pieceBytes = 64 * 1024): Promise<Answer> {
    const uploadId = await this.begun(bytes.length, name);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      await this.piece(uploadId, at, bytes.subarray(at, at + pieceBytes));
    }
    return this.attach(uploadId);
  }
}
