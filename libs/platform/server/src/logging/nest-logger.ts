import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { Settings } from '../settings/settings.ts';

/** One structured line per fact. Cookies, passwords, tokens and codes never reach a log. */
export function createLogger(settings: Pick<Settings, 'logLevel'>, name: string): Logger {
  return pino({
    name,
    level: settings.logLevel,
    redact: {
      paths: ['req.headers', 'res.headers', '*.password', '*.token', '*.code', 'password', 'token', 'code'],
      remove: true,
    },
  });
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
