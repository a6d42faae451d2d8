import { describe, expect, it } from '@jest/globals';
import { dateWords, monthWords, periodWords, rupiah } from './plan-words.ts';

describe('monthWords', () => {
  it.each([
    [[], ''],
    [['2026-08'], 'Agu 2026'],
    [['2026-09', '2026-08', '2026-10', '2026-12'], 'Agu–Okt, Des 2026'],
    [['2026-11', '2026-12', '2027-01', '2027-02'], 'Nov–Des 2026, Jan–Feb 2027'],
    [['2026-08', '2026-08'], 'Agu 2026'],
  ])('of %j reads %s', (months, expected) => expect(monthWords(months)).toBe(expected));
});

it('writes dates, periods and rupiah as offices do', () => {
  expect(dateWords('2026-07-10')).toBe('10 Juli 2026');
  expect(dateWords(null)).toBe('–');
  expect(periodWords({ from: '2026-08', to: '2027-07' })).toBe('Agustus 2026 s.d. Juli 2027');
  expect(periodWords({ from: '2026-08', to: '2026-08' })).toBe('Agustus 2026');
  expect(periodWords({ from: null, to: null })).toBe('…');
  expect(rupiah(1_200_000)).toBe('Rp1.200.000');
});
