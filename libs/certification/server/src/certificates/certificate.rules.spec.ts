import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  certificateNumber,
  CODE_ALPHABET,
  dayOfIssue,
  groupedCode,
  isSameName,
  maskedName,
  numberOfVersion,
  readCode,
  seriesOf,
} from './certificate.rules.ts';

const issuer = { activityCode: 'SPP-TIK', unitCode: 'PPUK' };

describe('the number of a certificate', () => {
  it('has serial, activity, unit, Roman month and year', () =>
    expect(certificateNumber(issuer, 127, '2026-07-22')).toBe('00127/SPP-TIK/PPUK/VII/2026'));

  it('goes on past five digits', () =>
    expect(certificateNumber(issuer, 100_000, '2026-12-01')).toBe('100000/SPP-TIK/PPUK/XII/2026'));

  it('starts anew with the year, not with the month', () => {
    expect(seriesOf(issuer, '2026-07-22')).toBe(seriesOf(issuer, '2026-12-31'));
    expect(seriesOf(issuer, '2026-12-31')).not.toBe(seriesOf(issuer, '2027-01-01'));
  });

  it('is dated in Jakarta: the year has begun there while UTC is still in the old one', () =>
    expect(dayOfIssue(new Date('2026-12-31T17:00:00Z'))).toBe('2027-01-01'));

  it.each([
    [1, '00001/SPP-TIK/PPUK/I/2026'],
    [2, '00001/SPP-TIK/PPUK/I/2026-P1'],
    [3, '00001/SPP-TIK/PPUK/I/2026-P2'],
  ])('of version %i keeps the serial: %s', (version, expected) => {
    expect(numberOfVersion('00001/SPP-TIK/PPUK/I/2026', version)).toBe(expected);
    expect(numberOfVersion('00001/SPP-TIK/PPUK/I/2026-P1', version)).toBe(expected);
  });
});

describe('readCode', () => {
  it('reads every code back however it is typed', () => {
    const code = fc.array(fc.constantFrom(...CODE_ALPHABET), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(code, (letters) => {
        const made = letters.join('');
        expect(readCode(groupedCode(made).toLowerCase())).toBe(made);
        expect(readCode(` ${made.slice(0, 5)} ${made.slice(5)}`)).toBe(made);
      }),
    );
  });

  it.each(['', '7KQ4-M9TX', '7KQ4-M9TX-2HR0', '../../etc/passwd', "' OR 1=1 --"])('refuses %j', (typed) =>
    expect(readCode(typed)).toBeNull(),
  );
});

describe('maskedName', () => {
  it.each([
    ['Rahayu Wulandari, S.Pd.', 'Ra**** W********'],
    ['Hj. Siti Maemunah, S.Pd.', 'Si** M*******'],
    ['Suparno', 'Su*****'],
    ['I Gede Putra', 'I* G*** P****'],
    ["D'Angelo Ucok", "D'****** U***"],
    ['Al', 'A*'],
  ])('%s is shown as %s', (name, expected) => expect(maskedName(name)).toBe(expected));

  it('never shows more than three letters in a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 2, maxLength: 60 }), (name) => {
        expect(maskedName(`Bu ${name}`)).not.toMatch(/[a-z]{4}/i);
      }),
    );
  });
});

describe('isSameName', () => {
  const holder = 'Hj. Siti Maemunah, S.Pd.';
  it.each([
    ['the full name with titles', 'Hj. Siti Maemunah, S.Pd.', true],
    ['the name without titles, in any case', ' siti  MAEMUNAH ', true],
    ['a part of the name', 'Siti', false],
    ['another name', 'Siti Maimunah', false],
    ['nothing but signs', '.,', false],
  ])('%s', (_case, typed, expected) => expect(isSameName(typed, holder)).toBe(expected));
});
