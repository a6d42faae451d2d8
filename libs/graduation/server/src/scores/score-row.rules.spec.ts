import {
  attendance,
  type Component,
  plan,
  planApproved,
  postTest,
  quizOf,
} from '@bimtek/graduation-contracts';
import { describe, expect, it } from '@jest/globals';
import { compareNames, type KnownScore, readNumber, readScores, readYesNo } from './score-row.rules.ts';

describe('readNumber', () => {
  it.each([
    ['82', 8_200],
    ['82,5', 8_250],
    ['82.5', 8_250],
    [' 82,50 ', 8_250],
    ['0', 0],
    ['100', 10_000],
    ['83.30000000000001', 8_330],
    ['69,995', 'too-many-decimals'],
    ['83,333333', 'too-many-decimals'],
    ['-5', 'not-a-number'],
    ['80 %', 'not-a-number'],
    ['1.000,5', 'not-a-number'],
    ['delapan puluh', 'not-a-number'],
    ['2026-05-13', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['', 'not-a-number'],
  ])('reads %j as %s hundredths', (text, expected) => expect(readNumber(text)).toBe(expected));
});

describe('readYesNo', () => {
  it.each([
    ['ya', true],
    ['Ya', true],
    ['DISETUJUI', true],
    ['1', true],
    ['tidak', false],
    ['Belum', false],
    ['0', false],
    ['mungkin', null],
    ['', null],
  ])('reads %j as %s', (text, expected) => expect(readYesNo(text)).toBe(expected));
});

describe('compareNames', () => {
  it.each([
    ["Hj. Nur'aini, S.Pd.", "Nur'aini", 'same'],
    ['NURAINI', "Nur'aini", 'same'],
    ['Budi  Santoso', 'Budi Santoso', 'same'],
    ['Budi', 'Budi Santoso', 'similar'],
    ['Siti Aminah', 'Budi Santoso', 'different'],
    ['', 'Budi Santoso', 'different'],
  ])('%j beside %j is %s', (written, fullName, expected) =>
    expect(compareNames(written, fullName)).toBe(expected),
  );
});

describe('readScores', () => {
  const counting = new Set<Component>([attendance, quizOf('M1'), plan, planApproved, postTest]);
  const read = (cells: Record<string, string>, known: Partial<Record<string, KnownScore>> = {}) =>
    readScores(cells, counting, (component) => known[component]);
  const imported = (value: number, outOf: number | null = null): KnownScore => ({
    value,
    outOf,
    source: 'import',
  });
  const codes = (given: ReturnType<typeof read>) => given.problems.map(({ field, code }) => [field, code]);

  it('reads what is there and leaves empty cells alone', () => {
    expect(read({ code: 'X', plan: '82,5', planApproved: 'ya', attended: '13,5', scheduled: '17' })).toEqual({
      problems: [],
      scores: [
        { component: attendance, value: 13.5, outOf: 17 },
        { component: plan, value: 82.5, outOf: null },
        { component: planApproved, value: 1, outOf: null },
      ],
    });
    expect(read({ code: 'X' })).toEqual({ problems: [], scores: [] });
  });

  it('names every cell that is wrong', () => {
    const given = read({
      attended: 'x',
      plan: '101',
      planApproved: 'kira-kira',
      postTest: '60,001',
      'quiz:M2': '80',
    });
    expect(codes(given)).toEqual([
      ['attended', 'not-a-number'],
      ['plan', 'out-of-range'],
      ['planApproved', 'not-yes-or-no'],
      ['postTest', 'too-many-decimals'],
      ['quiz:M2', 'not-in-curriculum'],
    ]);
  });

  it.each([
    ['more attended than scheduled', { attended: '18', scheduled: '17' }, {}, 'attended-more-than-scheduled'],
    ['attended without scheduled', { attended: '13' }, {}, 'scheduled-missing'],
    ['nothing scheduled', { attended: '0', scheduled: '0' }, {}, 'scheduled-missing'],
    [
      'fewer scheduled than are attended already',
      { scheduled: '10' },
      { attendance: imported(14, 17) },
      'attended-more-than-scheduled',
    ],
  ])('refuses %s', (_case, cells, known, code) => {
    expect(read(cells, known).problems).toEqual([expect.objectContaining({ code, severity: 'error' })]);
  });

  it('takes the other half of attendance from what is recorded', () => {
    expect(read({ attended: '16' }, { attendance: imported(14, 17) }).scores).toEqual([
      { component: attendance, value: 16, outOf: 17 },
    ]);
  });

  it('takes scheduled hours alone, as the template has them, for nothing', () => {
    expect(read({ scheduled: '17' })).toEqual({ problems: [], scores: [] });
  });

  it('lets an import correct an import downwards, and never lower what was reached online', () => {
    const online: KnownScore = { value: 90, outOf: null, source: 'assessment' };
    expect(read({ 'quiz:M1': '70' }, { 'quiz:M1': imported(90) }).scores).toHaveLength(1);
    const lower = read({ 'quiz:M1': '70' }, { 'quiz:M1': online });
    expect(lower).toEqual({
      scores: [],
      problems: [{ field: 'quiz:M1', code: 'lower-than-online', severity: 'warning', facts: { online: 90 } }],
    });
    expect(read({ 'quiz:M1': '95' }, { 'quiz:M1': online }).scores).toHaveLength(1);
  });
});
