import type { CheckPart } from '@bimtek/live-contracts';
import { createHmac } from 'node:crypto';

/**
 * The six digits that are read out in a session, as HOTP (RFC 4226) makes them of a secret: nobody who knows one of the two codes
 * learns anything about the other.
 */
export function codesOf(secret: string): Record<CheckPart, string> {
  const into = digits(secret, 'in');
  let out = digits(secret, 'out');
  // One time in a million they are the same, and a check would not say which end is meant.
  for (let turn = 1; out === into; turn++) out = digits(secret, `out ${turn}`);
  return { in: into, out };
}

function digits(secret: string, message: string): string {
  const mac = createHmac('sha256', secret).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
