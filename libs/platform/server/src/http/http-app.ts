import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { commonProblem } from '@bimtek/platform-contracts';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createLogger, NestLogger } from '../logging/nest-logger.ts';
import { type Settings } from '../settings/settings.ts';
import { AccessGuard } from './access.guard.ts';
import { Authenticator } from './access.ts';
import { setHeaders } from './answer-headers.ts';
import { ContractInterceptor } from './contract.interceptor.ts';
import { type FirstLoad, linksFor } from './first-load.ts';
import { limits, refuseBrokenRequests, refuseLongAddresses, refuseSlowBodies } from './limits.ts';
import { OpenApi } from './openapi.ts';
import { problemFrom, ProblemFilter, sendProblem } from './problem.filter.ts';

const toGzip = promisify(gzip);

/** Makes the HTTP application around a module: one way in, one way out, the same for the product and for its tests. */
export async function createHttpApp(
  module: Type | object,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const logger = createLogger(settings, 'api');
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    // Fastify's own lines carry whole addresses; `logRequests` writes one line by route pattern instead.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytes,
    connectionTimeout: limits.idleMs,
    requestTimeout: limits.requestMs,
    http: { headersTimeout: limits.headersMs, maxHeaderSize: limits.headerBytes },
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: refuseBrokenRequests,
    // An address that cannot be read never reaches the hooks.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      setHeaders(request, reply, settings);
      sendProblem(problemFrom(error), error, request, reply);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module as Type, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  logRequests(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    setHeaders(request, reply, settings);
    done();
  });
  refuseLongAddresses(fastify, limits);
  refuseSlowBodies(fastify, limits);
  await fastify.register(cookie);
  fastify.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));

  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new AccessGuard(app.get(Authenticator), settings));
  app.useGlobalInterceptors(new ContractInterceptor());
  SwaggerModule.setup('api/docs', app, () => app.get(OpenApi).document() as never, {
    customSiteTitle: 'Ruang Bimtek API',
  });
  if (settings.portalDir) await servePortal(fastify, resolve(settings.portalDir));
  app.enableShutdownHooks(['SIGINT', 'SIGTERM']);
  return app;
}

/** One line a request, by route pattern: addresses carry tokens and codes, patterns do not. */
function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        userId: request.actor?.userId,
      },
      'request',
    );
    done();
  });
}

/** The application's page with a nonce of its own: the styles that Angular adds carry it, no other inline style applies. */
async function sendPage(request: FastifyRequest, reply: FastifyReply, page: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(reply.getHeader('content-security-policy'));
  const text = page.replaceAll('CSP_NONCE', nonce);
  void reply
    .header(
      'content-security-policy',
      policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
    )
    .header('cache-control', 'no-cache')
    .header('vary', 'accept-encoding')
    .type('text/html; charset=utf-8');
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding']))) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await toGzip(text));
}

/** The built portal: hashed files for a year, any other address below `/` is the application itself. */
async function servePortal(fastify: FastifyInstance, root: string): Promise<void> {
  const page = await readFile(join(root, 'index.html'), 'utf8');
  const firstLoads = await readFirstLoads(root);
  await fastify.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      // The build hashes scripts and styles with letters of both cases; the font changes its name with its version.
      const hashed = /-[\w-]{8}\.(js|css)(\.br|\.gz)?$|\/fonts\//.test(path);
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.startsWith('/api/') || /\.\w{2,5}($|\?)/.test(request.url)) {
      const problem = commonProblem('not-found');
      return sendProblem(problem, problem, request, reply);
    }
    const links = linksFor(request.url, firstLoads, request.headers.cookie !== undefined);
    return sendPage(
      request,
      reply,
      page.replace('</body>', () => `${links}</body>`),
    );
  });
}

/** A portal that is built for development has none. */
async function readFirstLoads(root: string): Promise<FirstLoad[]> {
  const text = await readFile(join(root, 'first-load.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as FirstLoad[];
}
