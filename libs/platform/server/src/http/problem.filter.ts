import { commonProblem, type ProblemDetails, ProblemError } from '@bimtek/platform-contracts';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseFull, isDatabaseGone } from '../database/database-errors.ts';
import { isStorageFull, StorageError } from '../files/storage.ts';

/** Turns everything that is thrown into RFC 9457 problem details. What nobody foresaw is 500 and is logged once. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    sendProblem(problemFrom(error), error, request, reply);
  }
}

export function sendProblem(
  problem: ProblemError,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (problem.status >= 500) {
    request.log[problem.status === 503 ? 'warn' : 'error']({ err: error }, problem.code);
  }
  const details: ProblemDetails = {
    type: `/problems/${problem.code}`,
    title: problem.title,
    status: problem.status,
    instance: `urn:request:${request.id}`,
    ...problem.extra,
  };
  if (problem.status === 503) void reply.header('retry-after', '2');
  if (typeof problem.extra['retryAfterSeconds'] === 'number') {
    void reply.header('retry-after', String(problem.extra['retryAfterSeconds']));
  }
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(details));
}

export function problemFrom(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return commonProblem('body-too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return commonProblem('unsupported-media-type');
  if (
    code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    code === 'FST_ERR_CTP_EMPTY_JSON_BODY' ||
    isBadJson(error)
  ) {
    return commonProblem('malformed-body', { errors: [{ pointer: '#', detail: 'The body is not JSON' }] });
  }
  if (isStorageFull(error) || isDatabaseFull(error)) return commonProblem('storage-full');
  if (error instanceof StorageError || isDatabaseGone(error)) return commonProblem('temporarily-unavailable');
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (status === 404 || status === 405 || code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return commonProblem('not-found');
  }
  if (status === 413) return commonProblem('body-too-large');
  if (status === 415) return commonProblem('unsupported-media-type');
  if (status !== undefined && status >= 400 && status < 500) {
    return commonProblem('malformed-body', {
      errors: [{ pointer: '#', detail: 'The request is malformed' }],
    });
  }
  return commonProblem('unexpected-error');
}

function isBadJson(error: unknown): boolean {
  return error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400;
}
