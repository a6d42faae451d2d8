import { createHash } from 'node:crypto';

export type ChecksumKind = 'sha1' | 'sha256' | 'sha384' | 'sha512';
export type Call = 'create' | 'join' | 'end' | 'isMeetingRunning' | 'getRecordings';

/**
 * The address of a call of BigBlueButton's API: the checksum is the hash of the call's name, the query exactly as it is sent,
 * and the shared secret, one behind the other.
 */
export function addressOf(
  server: { url: string; secret: string; checksum: ChecksumKind },
  call: Call,
  parameters: Record<string, string>,
): string {
  const query = new URLSearchParams(parameters).toString();
  const checksum = createHash(server.checksum).update(`${call}${query}${server.secret}`).digest('hex');
  return `${server.url}/api/${call}?${query}${query ? '&' : ''}checksum=${checksum}`;
}
