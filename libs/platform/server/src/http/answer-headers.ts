import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../settings/settings.ts';

const YEAR = 365 * 24 * 60 * 60;

/** What a page of ours may load and run: its own files and nothing inside the page (`sendPage` adds a nonce for styles). */
const pagePolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
  "font-src 'self'; " +
  "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

/** Films are shown in frames from here, where YouTube sets no cookie before one is played; meetings from where they are set up. */
const FILMS = 'https://www.youtube-nocookie.com';

/** The reference at /api/docs is a page of Swagger's, with styles inside; it alone may have them. */
const referencePolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; " +
  "frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

/** Answers of the api are data: opened as a page or saved and opened later they load, run and embed nothing. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'; sandbox";

/** What no page here needs is switched off for it and for everything it might come to embed. */
const FEATURES = [
  'accelerometer',
  'browsing-topics',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'midi',
  'payment',
  'serial',
  'usb',
];

/**
 * Sound is recorded in the page; a meeting in a frame may see, hear and show a screen when it asks for it, for which the page
 * around it must be allowed to as well.
 */
function permissionsPolicy(meeting: string | undefined): string {
  const shared = meeting ? `self "${meeting}"` : '';
  return [
    ...FEATURES.map((feature) => `${feature}=()`),
    `camera=(${shared})`,
    `display-capture=(${shared})`,
    `microphone=(${shared || 'self'})`,
    'publickey-credentials-create=(self)',
    'publickey-credentials-get=(self)',
  ].join(', ');
}

type PolicySettings = Pick<Settings, 'publicUrl' | 'stage'>;
const policies = new WeakMap<PolicySettings, { page: string; permissions: string }>();

/** Written once for the settings, as every answer carries them. */
function policiesOf(settings: PolicySettings): { page: string; permissions: string } {
  const known = policies.get(settings);
  if (known) return known;
  const meeting = settings.stage.jitsi && new URL(settings.stage.jitsi.url).origin;
  const frames = [FILMS, ...(meeting ? [meeting] : [])];
  const written = {
    page: `${pagePolicy}; frame-src ${frames.join(' ')}`,
    permissions: permissionsPolicy(meeting),
  };
  policies.set(settings, written);
  return written;
}

/** The headers every answer carries, whatever it is and whoever made it; a handler may replace single ones. */
export function headersOf(
  request: Pick<FastifyRequest, 'id' | 'url'>,
  settings: PolicySettings,
): Record<string, string> {
  const isApi = request.url.startsWith('/api/');
  const { page, permissions } = policiesOf(settings);
  const isReference = /^\/api\/docs(?![\w-])/.test(request.url);
  return {
    'x-request-id': request.id,
    'content-security-policy': isReference ? referencePolicy : isApi ? dataPolicy : page,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'permissions-policy': permissions,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-permitted-cross-domain-policies': 'none',
    ...(isApi ? { 'cache-control': 'no-store' } : {}),
    // A browser that has seen this asks nothing in the clear for a year; without https it would lock people out.
    ...(settings.publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${YEAR}` } : {}),
  };
}

/** Sets them before anything else can answer, so that refusals and failures carry them too. */
export function setHeaders(request: FastifyRequest, reply: FastifyReply, settings: Settings): void {
  void reply.headers(headersOf(request, settings));
}
