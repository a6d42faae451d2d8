import * as z from 'zod';

/** Where picture and sound come from. `hall`: nowhere on the net, people sit in one room. */
export const StageProvider = z.enum(['link', 'jitsi', 'bigbluebutton', 'hall']);
export type StageProvider = z.infer<typeof StageProvider>;

/** Whose address a link is: known by its host. */
export const LinkService = z.enum(['zoom', 'meet', 'youtube']);
export type LinkService = z.infer<typeof LinkService>;

const services: readonly (readonly [LinkService, RegExp])[] = [
  ['zoom', /^([a-z0-9-]+\.)*zoom\.us$/],
  ['meet', /^meet\.google\.com$/],
  ['youtube', /^(www\.|m\.)?(youtube\.com|youtu\.be)$/],
];

/** The service of a meeting's address; null for one we do not send people to. */
export function serviceOf(address: string): LinkService | null {
  const url = URL.parse(address);
  // A name and password before the host make an address look like another's.
  if (url?.protocol !== 'https:' || url.username || url.password || url.port) return null;
  return services.find(([, host]) => host.test(url.hostname))?.[0] ?? null;
}

/** The film's id in any of YouTube's addresses; null when it names none. */
export function youtubeIdOf(address: string): string | null {
  if (serviceOf(address) !== 'youtube') return null;
  const url = new URL(address);
  const [, first = '', second = ''] = url.pathname.split('/');
  const named = url.hostname.endsWith('youtu.be')
    ? first
    : ['live', 'embed', 'shorts'].includes(first)
      ? second
      : url.searchParams.get('v');
  return named && /^[\w-]{11}$/.test(named) ? named : null;
}

export const MeetingLink = z
  .string()
  .trim()
  .max(500)
  .refine((address) => serviceOf(address) !== null, 'Not an address of Zoom, Meet or YouTube')
  .refine((address) => serviceOf(address) !== 'youtube' || youtubeIdOf(address) !== null, 'Names no film');

/** How a stage is asked for. */
export const NewStage = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('link'), url: MeetingLink }),
  z.object({ provider: z.literal('jitsi') }),
  z.object({ provider: z.literal('bigbluebutton') }),
  z.object({ provider: z.literal('hall') }),
]);
export type NewStage = z.infer<typeof NewStage>;

/** What everybody may know of a stage: never its address. */
export const StageKind = z.object({ provider: StageProvider, service: LinkService.nullable() });
export type StageKind = z.infer<typeof StageKind>;

/**
 * How one person gets onto a stage, made when they ask and never kept. `embed`: an address for a frame on the page;
 * `open`: one to open in a window of its own. A stage may have both, or, in a hall, none.
 */
export const StageEntry = z
  .object({
    provider: StageProvider,
    service: LinkService.nullable(),
    embed: z.url().nullable(),
    open: z.url().nullable(),
  })
  .meta({ id: 'StageEntry' });
export type StageEntry = z.infer<typeof StageEntry>;
