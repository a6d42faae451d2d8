import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A sign-in name as the account table knows it, by what kind it is. */
export type SignInName =
  | { kind: 'participantCode'; value: string }
  | { kind: 'phone'; value: string }
  | { kind: 'email'; value: string }
  | { kind: 'unknown'; value: string };

/** Reads what a person typed: codes in any case and with or without dash, phones as `0812…`, `62…` or `+62…`. */
export function readSignInName(typed: string): SignInName {
  const trimmed = typed.trim();
  if (trimmed.includes('@')) return { kind: 'email', value: trimmed.toLowerCase() };
  const code = normalParticipantCode(trimmed);
  if (code) return { kind: 'participantCode', value: code };
  const phone = parsePhoneNumberFromString(trimmed, 'ID');
  if (phone?.isPossible()) return { kind: 'phone', value: phone.number };
  return { kind: 'unknown', value: trimmed.toLowerCase().slice(0, 100) };
}

/** `bt26 482173` → `BT26-482173`; null when it is no participant code or its check digit is wrong. */
export function normalParticipantCode(typed: string): string | null {
  const match = /^BT(\d{2})(\d{6})$/.exec(typed.toUpperCase().replaceAll(/[\s-]/g, ''));
  const [, year, digits] = match ?? [];
  if (!year || !digits || luhnDigit(digits.slice(0, 5)) !== Number(digits[5])) return null;
  return `BT${year}-${digits}`;
}

/** The participant code of a year from five random digits; the last digit catches a slip of the finger. */
export function participantCode(year: number, fiveDigits: number): string {
  const digits = String(fiveDigits).padStart(5, '0');
  return `BT${String(year % 100).padStart(2, '0')}-${digits}${luhnDigit(digits)}`;
}

/** The check digit of ISO/IEC 7812-1 (Luhn) for a run of digits. */
function luhnDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

// prettier-ignore
const COMMON = [
  'password', 'qwertyuiop', '1234567890', '0123456789', 'perpustakaan', 'perpusnas', 'indonesia', 'bimtek',
  'sayangku', 'bismillah', 'rahasia', 'katasandi', 'desaku', 'ruangbimtek',
];

/**
 * Whether a password gives itself away: one character or run repeated, a counted row, a well-known word with a tail of
 * digits, or the person's own name, phone or code.
 */
export function isTooEasy(
  password: string,
  about: { displayName: string; phone: string | null; participantCode: string },
): boolean {
  const plain = password.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (new Set(plain).size < 4) return true;
  if (/^(.{1,4})\1+$/.test(plain)) return true;
  if ('01234567890123456789'.includes(plain) || '98765432109876543210'.includes(plain)) return true;
  const letters = plain.replaceAll(/\d/g, '');
  if (letters.length <= 12 && COMMON.some((word) => letters === word || plain === word)) return true;
  const own = [
    about.displayName.toLowerCase().replaceAll(/[^a-z]/g, ''),
    (about.phone ?? '').replaceAll(/\D/g, '').slice(2),
    about.participantCode.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
  ];
  return own.some((fact) => fact.length >= 4 && (plain === fact || plain.replaceAll(fact, '').length < 4));
}
