import { normalParticipantCode } from '../accounts/account.rules.ts';

/** Letters and digits that nobody confuses in print or on the phone: no 0 O 1 I L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const HOUR = 3600_000;
const DAY = 24 * HOUR;

/**
 * Invitations travel by hand and by WhatsApp, and people open them weeks later. A code for a forgotten password is used
 * while the office is still on the phone, and opens an account that has work in it: it lives for hours.
 */
export function activationExpiry(kind: 'activation' | 'renewal', issuedAt: Date, renewalHours: number): Date {
  return new Date(issuedAt.getTime() + (kind === 'activation' ? 30 * DAY : renewalHours * HOUR));
}

/** `K7QM2XPA` is printed as `K7QM-2XPA`. */
export function printedCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * What is hashed for a printed code: participant code and printed code as made, however the latter was typed. Null when
 * no such code can exist.
 */
export function codeSecret(participantCode: string, code: string): string | null {
  const account = normalParticipantCode(participantCode);
  const typed = code.toUpperCase().replaceAll(/[\s-]/g, '');
  return account && typed.length === 8 ? `${account}/${typed}` : null;
}

/** Why an activation cannot be used at `now`, or null when it can. */
export function refusesActivation(activation: { usedAt: Date | null; expiresAt: Date } | null, now: Date) {
  if (!activation) return 'activation-unknown';
  if (activation.usedAt) return 'activation-used';
  if (now > activation.expiresAt) return 'activation-expired';
  return null;
}
