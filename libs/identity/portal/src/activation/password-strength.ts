import { Password } from '@bimtek/identity-contracts';

export type PasswordStrength = 'short' | 'weak' | 'fair' | 'strong';

const shortest = Password.minLength ?? 10;

/** How many characters are missing to the shortest password that is taken. */
export function missingCharacters(password: string): number {
  return Math.max(0, shortest - password.length);
}

/**
 * A hint while typing; what is taken is decided by the server. Length counts most, and repeating counts for nothing:
 * `aaaaaaaaaaaa` is one character, said twelve times.
 */
export function strengthOf(password: string): PasswordStrength {
  if (missingCharacters(password) > 0) return 'short';
  const kinds = new Set(password.toLowerCase()).size;
  if (kinds < 6 || /^\d+$/.test(password)) return 'weak';
  return password.length >= 15 && kinds >= 8 ? 'strong' : 'fair';
}
