import fastifyStatic from '@fastify/static';
import { commonProblem } from '@bimtek/platform-contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type FirstLoad, linksFor } from './first-load.ts';
import { sendProblem } from './problem.filter.ts';

const toGzip = promisify(gzip);

/** The built portal: hashed files for a year, any other address below `/` is the application itself. */
export async function servePortal(fastify: FastifyInstance, root: string): Promise<void> {
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

/** A portal that is built for development has none. */
async function readFirstLoads(root: string): Promise<FirstLoad[]> {
  const text = await readFile(join(root, 'first-load.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as FirstLoad[];
}
