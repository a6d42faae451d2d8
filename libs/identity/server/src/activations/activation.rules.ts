import { normalParticipantCode } from '../accounts/account.rules.ts';

/** Letters and digits that nobody confuses in print or on the phone: no 0 O 1 I L. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const DAY = 24 * 3600_000;

/** Invitations travel by hand and by WhatsApp; people open them weeks later. */
export function activationExpiry(issuedAt: Date): Date {
  return new Date(issuedAt.getTime() + 30 * DAY);
}

/** `K7QM2XPA` is printed as `K7QM-2XPA`. */
export function printedCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What is hashed for a printed code: both codes as made, however they were typed. Null when no such code can exist. */
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
