import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a request or of a socket's handshake before anything else is asked. */
export interface Arrival {
  headers: IncomingHttpHeaders;
  /** The host that was asked for, as a trusted proxy says it; the Host header when absent. */
  host?: string;
}

/**
 * Browsers say where a write or a socket comes from (Sec-Fetch-Site, Origin); what they say must be this site. A client
 * that is no browser says neither and carries no cookie it was not given.
 */
export function isSameSite({ headers, host = headers.host }: Arrival, publicUrl: string): boolean {
  const fetchSite = headers['sec-fetch-site'];
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  return origin === new URL(publicUrl).origin || (host !== undefined && URL.parse(origin)?.host === host);
}
