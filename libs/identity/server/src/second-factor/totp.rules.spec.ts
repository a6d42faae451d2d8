import { describe, expect, it } from '@jest/globals';
import { codeAt, newTotpSecret, stepOfCode, totpUri } from './totp.rules.ts';

const noon = new Date('2026-07-06T05:00:00Z');
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

describe('stepOfCode', () => {
  const secret = newTotpSecret();
  const step = noon.getTime() / 30_000;

  it('is the value of RFC 6238 for its own test secret', () => {
    // Base32 of the ASCII digits 12345678901234567890; the last six digits of the value for 59 seconds.
    expect(codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(59_000))).toBe('287082');
  });

  it.each([
    ['at once', 0, step],
    ['one step later', 30, step],
    ['one step early', -1, step],
    ['two steps later', 60, null],
    ['two steps early', -31, null],
  ])('takes a code %s: %s s', (_case, seconds, expected) =>
    expect(stepOfCode(secret, codeAt(secret, noon), 0, after(seconds))).toBe(expected),
  );

  it('takes no code twice, nor an older one after it', () => {
    expect(stepOfCode(secret, codeAt(secret, noon), step, noon)).toBeNull();
    expect(stepOfCode(secret, codeAt(secret, after(-30)), step, noon)).toBeNull();
    expect(stepOfCode(secret, codeAt(secret, after(30)), step, after(30))).toBe(step + 1);
  });

  it.each(['', '12345', '1234567', 'abcdef', '12 34 5x'])('does not take %p', (typed) =>
    expect(stepOfCode(secret, typed, 0, noon)).toBeNull(),
  );

  it('reads a code with the space that apps show', () => {
    const code = codeAt(secret, noon);
    expect(stepOfCode(secret, `${code.slice(0, 3)} ${code.slice(3)}`, 0, noon)).toBe(step);
  });
});

describe('totpUri', () => {
  it('names the portal and the account', () => {
    const uri = totpUri('GEZDGNBVGY3TQOJQ', 'BT26-482173');
    expect(decodeURIComponent(uri)).toContain('otpauth://totp/Ruang Bimtek:BT26-482173');
  });
});
