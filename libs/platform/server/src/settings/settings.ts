import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Url = (protocols: string[]) =>
  z.string().refine(
    (value) => {
      const url = URL.parse(value);
      return url !== null && protocols.includes(url.protocol);
    },
    `must be a ${protocols.map((protocol) => `${protocol}//…`).join(' or ')} address`,
  );

/** All settings of api and worker. Read once; nothing else touches the environment. */
const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  DATABASE_URL: Url(['postgres:', 'postgresql:']),
  /** With it the queue runs on Redis, without it on PostgreSQL. */
  REDIS_URL: Url(['redis:', 'rediss:']).optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The address people type; links, QR codes and the same-origin check are made from it. */
  PUBLIC_URL: Url(['http:', 'https:']).optional(),
  /** Where files are kept when no other storage is set. */
  DATA_DIR: z.string().default('.data'),
  /** The built portal to serve; without it only the api answers. */
  PORTAL_DIR: z.string().optional(),
  /** Addresses of proxies whose X-Forwarded-For is believed, comma-separated. */
  TRUSTED_PROXIES: z.string().default(''),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(4),
  /** A file whose date the worker renews while it, its database and its queue are well; for health checks. */
  HEARTBEAT_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Whether administrators and signatories must add a second factor before they may do anything. */
  REQUIRE_SECOND_FACTOR: z.enum(['true', 'false']).default('true'),
  /** 32 bytes in base64, under which secrets are kept in the database; without it one is made once in DATA_DIR. */
  SECRETS_KEY: z
    .base64()
    .refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  /** How long an office's code for a forgotten password lives. */
  RENEWAL_CODE_HOURS: z.coerce.number().int().min(1).max(168).default(24),
  /** After how long an outbox row that nobody has finished is sent once more. */
  OUTBOX_RESEND_SECONDS: z.coerce.number().int().min(1).default(120),
  OUTBOX_POLL_MS: z.coerce.number().int().min(20).default(300),
});

export class Settings {
  readonly environment: 'production' | 'development' | 'test';
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly portalDir: string | undefined;
  readonly trustedProxies: string[];
  readonly databasePool: number;
  readonly workerConcurrency: number;
  readonly heartbeatFile: string | undefined;
  readonly logLevel: string;
  readonly requireSecondFactor: boolean;
  readonly secretsKey: string | undefined;
  readonly renewalCodeHours: number;
  readonly outboxResendSeconds: number;
  readonly outboxPollMs: number;

  constructor(env: z.output<typeof Environment>) {
    this.environment = env.NODE_ENV;
    this.databaseUrl = env.DATABASE_URL;
    this.redisUrl = env.REDIS_URL;
    this.host = env.HOST;
    this.port = env.PORT;
    this.publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '');
    this.dataDir = env.DATA_DIR;
    this.portalDir = env.PORTAL_DIR;
    this.trustedProxies = env.TRUSTED_PROXIES.split(',')
      .map((proxy) => proxy.trim())
      .filter(Boolean);
    this.databasePool = env.DATABASE_POOL;
    this.workerConcurrency = env.WORKER_CONCURRENCY;
    this.heartbeatFile = env.HEARTBEAT_FILE;
    this.logLevel = env.LOG_LEVEL;
    this.requireSecondFactor = env.REQUIRE_SECOND_FACTOR === 'true';
    this.secretsKey = env.SECRETS_KEY;
    this.renewalCodeHours = env.RENEWAL_CODE_HOURS;
    this.outboxResendSeconds = env.OUTBOX_RESEND_SECONDS;
    this.outboxPollMs = env.OUTBOX_POLL_MS;
  }
}

/** A setting that is missing or wrong; the message is one sentence that names all of them. */
export class SettingsError extends Error {}

/**
 * Reads the settings; an empty variable counts as absent. `NAME_FILE` names a file that holds the value of `NAME`, so that
 * a secret need not stand in the environment. Throws SettingsError.
 */
export function readSettings(env: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  for (const name of Object.keys(Environment.shape)) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) throw new SettingsError(`Set ${name} or ${name}_FILE, not both.`);
    given[name] = readSecret(name, file);
  }
  const parsed = Environment.safeParse(given);
  if (parsed.success) return new Settings(parsed.data);
  const what = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
  throw new SettingsError(`These settings are missing or wrong: ${what}.`);
}

function readSecret(name: string, file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new SettingsError(`The file of ${name}_FILE cannot be read (${code ?? 'unknown'}): ${file}`, {
      cause,
    });
  }
}
