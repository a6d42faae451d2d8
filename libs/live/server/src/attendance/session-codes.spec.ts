import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesOf } from './session-codes.ts';

describe('the codes of a session', () => {
  it('are six digits each, differ, and are the same whenever they are asked for', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (secret) => {
        const codes = codesOf(secret);
        expect(codes.in).toMatch(/^\d{6}$/);
        expect(codes.out).toMatch(/^\d{6}$/);
        expect(codes.out).not.toBe(codes.in);
        expect(codesOf(secret)).toEqual(codes);
      }),
    );
  });

  it('spread over all that six digits can say', () => {
    const codes = Array.from({ length: 2_000 }, (_, at) => codesOf(`rahasia ${at}`).in);
    expect(new Set(codes).size).toBeGreaterThan(1_990);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });
});
