import { describe, expect, it } from '@jest/globals';
import { fromLocalInput, toLocalInput } from './local-time.ts';

describe('times of a class in its own zone', () => {
  it.each([
    ['Asia/Jakarta', '2026-07-08T09:00:00.000Z', '2026-07-08T16:00'],
    ['Asia/Makassar', '2026-07-08T08:00:00.000Z', '2026-07-08T16:00'],
    ['Asia/Jayapura', '2026-07-07T16:30:00.000Z', '2026-07-08T01:30'],
  ])('%s: %s is %s', (zone, moment, local) => {
    expect(toLocalInput(moment, zone)).toBe(local);
    expect(fromLocalInput(local, zone)).toBe(moment);
  });

  it('knows an empty field', () => {
    expect(toLocalInput(null, 'Asia/Jakarta')).toBe('');
    expect(fromLocalInput('', 'Asia/Jakarta')).toBeNull();
  });
});
