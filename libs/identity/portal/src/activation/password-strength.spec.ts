import { describe, expect, it } from '@jest/globals';
import { missingCharacters, strengthOf } from './password-strength.ts';

describe('strengthOf', () => {
  it.each([
    ['', 'short'],
    ['perahu123', 'short'],
    ['aaaaaaaaaaaa', 'weak'],
    ['081234567890', 'weak'],
    ['perahu hijau', 'fair'],
    ['mangga perahu lemari', 'strong'],
  ] as const)('"%s" is %s', (password, strength) => expect(strengthOf(password)).toBe(strength));

  it('knows how many characters are missing', () => {
    expect(missingCharacters('perahu')).toBe(4);
    expect(missingCharacters('perahu hijau')).toBe(0);
  });
});
