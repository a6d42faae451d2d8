import { describe, expect, it } from '@jest/globals';
import { maskedEmail } from './person-record.rules.ts';

describe('maskedEmail', () => {
  it.each([
    ['rahayu@contoh.desa.id', 'ra•••@contoh.desa.id'],
    ['ab@contoh.id', 'a•••@contoh.id'],
    ['a@contoh.id', '•••@contoh.id'],
    ['nonsense', '•••'],
    [null, null],
  ])('%s reads %s', (email, expected) => expect(maskedEmail(email)).toBe(expected));
});
