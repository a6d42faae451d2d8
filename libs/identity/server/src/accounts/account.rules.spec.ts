import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isTooEasy, normalParticipantCode, participantCode, readSignInName } from './account.rules.ts';

describe('readSignInName', () => {
  const code = participantCode(2026, 48217);
  it.each([
    ['a phone as written at home', '0812-3456-7890', { kind: 'phone', value: '+6281234567890' }],
    ['a phone with country code', '+62 812 3456 7890', { kind: 'phone', value: '+6281234567890' }],
    ['a phone with 62 and no plus', '6281234567890', { kind: 'phone', value: '+6281234567890' }],
    ['an e-mail in any case', ' Rahayu@Contoh.ID ', { kind: 'email', value: 'rahayu@contoh.id' }],
    ['a participant code', code, { kind: 'participantCode', value: code }],
    [
      'a code without dash, lower case',
      code.toLowerCase().replace('-', ' '),
      { kind: 'participantCode', value: code },
    ],
    ['nonsense', "' OR 1=1 --", { kind: 'unknown', value: "' or 1=1 --" }],
  ] as const)('reads %s', (_case, typed, expected) => expect(readSignInName(typed)).toEqual(expected));
});

describe('participantCode', () => {
  it('is read back as it was made, and one wrong digit is noticed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2024, max: 2099 }),
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (year, number, place, slip) => {
          const code = participantCode(year, number);
          expect(normalParticipantCode(code)).toBe(code);
          const digits = [...code];
          digits[5 + place] = String((Number(digits[5 + place]) + slip) % 10);
          expect(normalParticipantCode(digits.join(''))).toBeNull();
        },
      ),
    );
  });
});

describe('isTooEasy', () => {
  const about = { displayName: 'Rahayu Wulandari', phone: '+6281234567890', participantCode: 'BT26-482173' };
  it.each([
    ['a repeated character', 'aaaaaaaaaaaa', true],
    ['a repeated run', 'abcabcabcabc', true],
    ['a counted row', '1234567890', true],
    ['a common word with a year', 'Indonesia2026', true],
    ['the own name', 'RahayuWulandari', true],
    ['the own name and two digits', 'rahayuwulandari26', true],
    ['the own phone', '081234567890', true],
    ['four plain words', 'kebun sumur lampu sepeda', false],
    ['a sentence with digits', 'anakku 3 sekolah', false],
  ])('%s: %s is %s', (_case, password, expected) => expect(isTooEasy(password, about)).toBe(expected));
});
