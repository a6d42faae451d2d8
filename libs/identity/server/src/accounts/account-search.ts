import { commonProblem } from '@bimtek/platform-contracts';
import { readSignInName } from './account.rules.ts';

/** Accounts (alias `a`) by what kind of sign-in name was typed; otherwise by the beginnings of words of the name. */
export function accountsNamed(q: string, given: (value: unknown) => string): string {
  const name = readSignInName(q);
  if (name.kind === 'participantCode') return `a.participant_code = ${given(name.value)}`;
  if (name.kind === 'phone') return `a.phone = ${given(name.value)}`;
  if (name.kind === 'email') return `a.email = ${given(name.value)}`;
  const words = q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return 'false';
  // Found first, by the index of words: reading by name until enough match could mean reading everybody.
  return `a.id = ANY(ARRAY(SELECT n.id FROM identity_account n
    WHERE to_tsvector('simple', n.display_name) @@ to_tsquery('simple', ${given(words.map((word) => `${word}:*`).join(' & '))})))`;
}

/** The place of an account in a list by name. */
export function accountKey(row: { display_name: string; id: string }): string {
  return Buffer.from(JSON.stringify([row.display_name, row.id])).toString('base64url');
}

export function readAccountKey(key: string): [name: string, id: string] {
  try {
    const [name, id] = JSON.parse(Buffer.from(key, 'base64url').toString()) as unknown[];
    if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return [name, id];
  } catch {
    // Not one of ours.
  }
  throw commonProblem('invalid-request', {
    errors: [{ pointer: '#query/after', detail: 'Not a page of this list' }],
  });
}
