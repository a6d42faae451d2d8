import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { commonProblem } from '@bimtek/platform-contracts';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createLogger, NestLogger } from '../logging/nest-logger.ts';
import { type Settings } from '../settings/settings.ts';
import { AccessGuard } from './access.guard.ts';
import { Authenticator } from './access.ts';
import { ContractInterceptor } from './contract.interceptor.ts';
import { OpenApi } from './openapi.ts';
import { problemFrom, ProblemFilter, sendProblem } from './problem.filter.ts';

/** JSON bodies are small here; files travel as streams with their own limit. */
const BODY_LIMIT = 256 * 1024;

/** Makes the HTTP application around a module: one way in, one way out, the same for the product and for its tests. */
export async function createHttpApp(
  module: Type | object,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const logger = createLogger(settings, 'api');
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    disableRequestLogging: true,
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    routerOptions: { maxParamLength: 300 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module as Type, adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    bodyParser: true,
  });
  const fastify = app.getHttpAdapter().getInstance();
  logRequests(fastify);
  allowStylesInReference(fastify);
  await fastify.register(cookie);
  await fastify.register(helmet, { contentSecurityPolicy: { directives: POLICY }, hsts: false });
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

const POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
  baseUri: ["'self'"],
  upgradeInsecureRequests: null,
};

/** The reference at /api/docs is a page of Swagger's, with styles inside; it alone may have them. */
function allowStylesInReference(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/api/docs')) return;
    reply.header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    );
  });
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
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    done();
  });
}

/** The application's page with a nonce of its own: the styles that Angular adds carry it, no other inline style applies. */
function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(reply.getHeader('content-security-policy'));
  return reply
    .header(
      'content-security-policy',
      policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
    )
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replace('CSP_NONCE', nonce));
}

/** The built portal: hashed files for a year, any other address below `/` is the application itself. */
async function servePortal(fastify: FastifyInstance, root: string): Promise<void> {
  const page = await readFile(join(root, 'index.html'), 'utf8');
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
    return sendPage(reply, page);
  });
  fastify.setErrorHandler((error, request, reply) => sendProblem(problemFrom(error), error, request, reply));
}
