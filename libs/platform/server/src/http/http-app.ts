import cookie from '@fastify/cookie';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { createLogger, NestLogger } from '../logging/nest-logger.ts';
import { type Settings } from '../settings/settings.ts';
import { AccessGuard } from './access.guard.ts';
import { Authenticator } from './access.ts';
import { setHeaders } from './answer-headers.ts';
import { ContractInterceptor } from './contract.interceptor.ts';
import { limits, refuseBrokenRequests, refuseLongAddresses, refuseSlowBodies } from './limits.ts';
import { OpenApi } from './openapi.ts';
import { servePortal } from './portal-page.ts';
import { problemFrom, ProblemFilter, sendProblem } from './problem.filter.ts';

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
  fastify.addContentTypeParser(
    ['application/octet-stream', 'application/offset+octet-stream'],
    (_request, body, done) => done(null, body),
  );

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
