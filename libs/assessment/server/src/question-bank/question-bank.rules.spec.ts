import { describe, expect, it } from '@jest/globals';
import { faultsOf, repeatedCodes, testsFor } from './question-bank.rules.ts';

const options = (...rights: boolean[]) =>
  rights.map((right, index) => ({ text: `Pilihan ${index}`, right, explanation: 'Sebab.' }));
const trueFalse = (first: string, second: string) => [
  { text: first, right: true, explanation: 'Sebab.' },
  { text: second, right: false, explanation: 'Sebab.' },
];

describe('faultsOf', () => {
  it.each([
    ['one right of four', 'single', options(false, true, false, false), []],
    ['no right option', 'single', options(false, false, false), ['needs exactly one right option, has 0']],
    [
      'two right in single choice',
      'single',
      options(true, true, false),
      ['needs exactly one right option, has 2'],
    ],
    ['too few options', 'single', options(true, false), ['needs at least three options']],
    ['two right of four', 'multiple', options(true, true, false, false), []],
    [
      'one right in multiple choice',
      'multiple',
      options(true, false, false),
      ['a multiple-choice question needs at least two right options'],
    ],
    ['everything right', 'multiple', options(true, true, true), ['at least one option must be wrong']],
    ['Benar and Salah', 'trueFalse', trueFalse('Benar', 'Salah'), []],
    [
      'Salah first',
      'trueFalse',
      trueFalse('Salah', 'Benar'),
      ['a true–false question has the options Benar and Salah'],
    ],
    [
      'the same text twice',
      'single',
      [...options(true, false, false), { text: 'pilihan 1', right: false, explanation: 'Sebab.' }],
      ['two options have the same text'],
    ],
  ] as const)('%s', (_case, type, given, expected) => {
    expect(faultsOf({ type, options: [...given] })).toEqual(expected);
  });
});

describe('repeatedCodes', () => {
  it('names each code that is used more than once, once', () => {
    expect(repeatedCodes([{ code: 'A' }, { code: 'B' }, { code: 'A' }, { code: 'A' }])).toEqual(['A']);
  });
});

describe('testsFor', () => {
  const bank = (counts: Record<string, [quiz: number, formA: number, formB: number]>) =>
    Object.entries(counts).flatMap(([moduleCode, [quiz, formA, formB]]) => [
      ...Array.from({ length: quiz }, () => ({ moduleCode, use: 'quiz' as const })),
      ...Array.from({ length: formA }, () => ({ moduleCode, use: 'formA' as const })),
      ...Array.from({ length: formB }, () => ({ moduleCode, use: 'formB' as const })),
    ]);
  const rules = { minutes: 30, attempts: 1, waitMinutes: 0, passMark: null };
  const wanted = {
    quiz: { items: 10, minutes: 20, attempts: 3, waitMinutes: 30, passMark: 70 },
    preTest: { form: 'A' as const, blueprint: { M1: 3, M2: 3 }, ...rules },
    postTest: { form: 'B' as const, blueprint: { M1: 3, M2: 3 }, ...rules, attempts: 2, passMark: 60 },
  };

  it('makes a quiz for each module with questions, and both forms', () => {
    const { tests, faults } = testsFor(wanted, bank({ M1: [15, 3, 3], M2: [12, 3, 3] }));
    expect(faults).toEqual([]);
    expect(tests.map(({ kind, moduleCode, blueprint }) => [kind, moduleCode, blueprint])).toEqual([
      ['quiz', 'M1', { M1: 10 }],
      ['quiz', 'M2', { M2: 10 }],
      ['preTest', null, { M1: 3, M2: 3 }],
      ['postTest', null, { M1: 3, M2: 3 }],
    ]);
  });

  it('leaves a module out of a form for which nothing is reserved yet', () => {
    const { tests, faults } = testsFor(wanted, bank({ M1: [15, 3, 3] }));
    expect(faults).toEqual([]);
    expect(tests.find(({ kind }) => kind === 'postTest')?.blueprint).toEqual({ M1: 3 });
  });

  it('finds every test for which there are too few questions', () => {
    expect(testsFor(wanted, bank({ M1: [9, 2, 3] })).faults).toEqual([
      'the quiz needs 10 questions of M1, there are 9',
      'the preTest needs 3 questions of M1, there are 2',
    ]);
  });
});
