import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Settings } from '../settings/settings.ts';

/** One structured line per fact. Cookies, passwords, tokens and codes never reach a log. */
export function createLogger(
  settings: Pick<Settings, 'logLevel'>,
  name: string,
  to: DestinationStream = pino.destination(1),
): Logger {
  const options = {
    name,
    level: settings.logLevel,
    serializers: { err: errorForLog },
    redact: {
      paths: ['req.headers', 'res.headers', '*.password', '*.token', '*.code', 'password', 'token', 'code'],
      remove: true,
    },
  };
  return pino(options, to);
}

/**
 * What is written of an error: what it is, where it happened, and why. Not its other properties: errors of the database
 * carry the parameters of the statement, and the row that stood in the way.
 */
export function errorForLog(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : 'not an error' };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(error.cause && depth < 3 ? { cause: errorForLog(error.cause, depth + 1) } : {}),
  };
}

/** Nest's own words through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(
      { context: rest.at(-1) },
      message instanceof Error ? (message.stack ?? '') : String(message),
    );
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message));
  }
}
