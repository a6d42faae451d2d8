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
  /** Where files are kept: below DATA_DIR, or in any store that speaks S3. */
  STORAGE: z.enum(['disk', 's3']).default('disk'),
  /** The address of the store; absent: that of Amazon's in the region. */
  S3_ENDPOINT: Url(['http:', 'https:']).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** Whether the bucket stands in the path (as most stores of one's own have it) or before the host. */
  S3_PATH_STYLE: z.enum(['true', 'false']).default('true'),
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
  /** A Jitsi of one's own or another's, shown in a frame on the page; with an app id and secret people get in by a token. */
  LIVE_JITSI_URL: Url(['https:', 'http:']).optional(),
  LIVE_JITSI_APP_ID: z.string().optional(),
  LIVE_JITSI_SECRET: z.string().optional(),
  /** A BigBlueButton as `bbb-conf --secret` gives it: its address up to `/bigbluebutton/`, and its secret. */
  LIVE_BBB_URL: Url(['https:', 'http:']).optional(),
  LIVE_BBB_SECRET: z.string().optional(),
  /** By what its calls are signed; servers before 2.5 know sha1 only. */
  LIVE_BBB_CHECKSUM: z.enum(['sha1', 'sha256', 'sha384', 'sha512']).default('sha256'),
  /** After how long an outbox row that nobody has finished is sent once more. */
  OUTBOX_RESEND_SECONDS: z.coerce.number().int().min(1).default(120),
  OUTBOX_POLL_MS: z.coerce.number().int().min(20).default(300),
});

export interface S3Settings {
  endpoint: string | undefined;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  pathStyle: boolean;
}

/** The services that carry picture and sound of live sessions; those that are not set up are absent. */
export interface StageSettings {
  jitsi: { url: string; token: { appId: string; secret: string } | undefined } | undefined;
  bigBlueButton:
    { url: string; secret: string; checksum: 'sha1' | 'sha256' | 'sha384' | 'sha512' } | undefined;
}

export class Settings {
  readonly environment: 'production' | 'development' | 'test';
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Where files are kept when it is not the disk. */
  readonly s3: S3Settings | undefined;
  readonly portalDir: string | undefined;
  readonly trustedProxies: string[];
  readonly databasePool: number;
  readonly workerConcurrency: number;
  readonly heartbeatFile: string | undefined;
  readonly logLevel: string;
  readonly requireSecondFactor: boolean;
  readonly secretsKey: string | undefined;
  readonly renewalCodeHours: number;
  readonly stage: StageSettings;
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
    this.s3 = s3Of(env);
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
    this.stage = stageOf(env);
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
  const parsed = Environment.superRefine(needsS3).superRefine(needsPairs).safeParse(given);
  if (parsed.success) return new Settings(parsed.data);
  const what = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ');
  throw new SettingsError(`These settings are missing or wrong: ${what}.`);
}

const S3_NEEDS = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

function needsS3(env: z.output<typeof Environment>, context: z.RefinementCtx): void {
  for (const name of env.STORAGE === 's3' ? S3_NEEDS : []) {
    if (env[name] === undefined)
      context.addIssue({ code: 'custom', path: [name], message: 'STORAGE=s3 needs it' });
  }
}

const PAIRS = [
  ['LIVE_BBB_URL', 'LIVE_BBB_SECRET'],
  ['LIVE_JITSI_APP_ID', 'LIVE_JITSI_SECRET'],
] as const;

/** What is of no use alone is a mistake, and told at the start. */
function needsPairs(env: z.output<typeof Environment>, context: z.RefinementCtx): void {
  for (const [one, other] of PAIRS) {
    if ((env[one] === undefined) === (env[other] === undefined)) continue;
    const [missing, given] = env[one] === undefined ? [one, other] : [other, one];
    context.addIssue({ code: 'custom', path: [missing], message: `${given} needs it` });
  }
}

function stageOf(env: z.output<typeof Environment>): StageSettings {
  const { LIVE_JITSI_URL: jitsi, LIVE_JITSI_APP_ID: appId, LIVE_JITSI_SECRET: jitsiSecret } = env;
  const { LIVE_BBB_URL: bbb, LIVE_BBB_SECRET: bbbSecret, LIVE_BBB_CHECKSUM: checksum } = env;
  return {
    jitsi: jitsi
      ? {
          url: jitsi.replace(/\/$/, ''),
          token: appId && jitsiSecret ? { appId, secret: jitsiSecret } : undefined,
        }
      : undefined,
    bigBlueButton:
      bbb && bbbSecret ? { url: bbb.replace(/\/$/, ''), secret: bbbSecret, checksum } : undefined,
  };
}

function s3Of(env: z.output<typeof Environment>): S3Settings | undefined {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (env.STORAGE !== 's3' || !bucket || !accessKeyId || !secretAccessKey) return undefined;
  return {
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    bucket,
    accessKeyId,
    secretAccessKey,
    pathStyle: env.S3_PATH_STYLE === 'true',
  };
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
