import { Secret, TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an authenticator app reads from the QR code. */
export function totpUri(secret: string, label: string): string {
  return totpOf(secret, label).toString();
}

/**
 * The time step that a code belongs to, one step early or late being allowed (clocks of phones differ), or null when it
 * fits none. Only a step later than the last one used counts: a code seen over a shoulder does not open a second time.
 */
export function stepOfCode(secret: string, typed: string, lastStep: number, now: Date): number | null {
  const token = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: now.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / PERIOD_MS) + delta;
  return step > lastStep ? step : null;
}

/** What an authenticator app shows at this time. */
export function codeAt(secret: string, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() });
}

function totpOf(secret: string, label = 'Akun'): TOTP {
  return new TOTP({ issuer: 'Ruang Bimtek', label, secret: Secret.fromBase32(secret) });
}
