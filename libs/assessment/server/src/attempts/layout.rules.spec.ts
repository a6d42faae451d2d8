import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Question } from '../question-bank/question.entity.ts';
import { layOut } from './layout.rules.ts';

type Candidate = Pick<Question, 'id' | 'code' | 'moduleCode' | 'type' | 'use' | 'indicator' | 'options'>;

function questions(
  moduleCode: string,
  use: Question['use'],
  count: number,
  type: Question['type'] = 'single',
) {
  return Array.from({ length: count }, (_, index): Candidate => {
    const code = `${moduleCode}-${use}-${String(index).padStart(2, '0')}`;
    const letters = type === 'trueFalse' ? ['benar', 'salah'] : ['a', 'b', 'c', 'd'];
    return {
      id: `id-${code}`,
      code,
      moduleCode,
      type,
      use,
      indicator: `1.${(index % 4) + 1}`,
      options: letters.map((id, place) => ({ id, text: id, isRight: place === 0, explanation: '' })),
    };
  });
}
const bank = [
  ...questions('M1', 'quiz', 20),
  ...questions('M1', 'formA', 4),
  ...questions('M1', 'formB', 4),
  ...questions('M2', 'formA', 3),
  ...questions('M2', 'formB', 3),
];
const quiz = { form: null, blueprint: { M1: 10 } };
const formA = { form: 'A' as const, blueprint: { M1: 3, M2: 2 } };
const formB = { form: 'B' as const, blueprint: { M1: 3, M2: 2 } };
const idsOf = (layout: { questionId: string }[]) => layout.map((question) => question.questionId);

describe('layOut', () => {
  it('asks the same questions in the same order for the same seed, whatever order the bank comes in', () => {
    expect(layOut(quiz, [...bank].reverse(), 'seed')).toEqual(layOut(quiz, bank, 'seed'));
  });

  it('differs from attempt to attempt', () => {
    expect(
      new Set(['a', 'b', 'c', 'd', 'e'].map((seed) => idsOf(layOut(quiz, bank, seed)).join())).size,
    ).toBe(5);
  });

  it('takes what the blueprint asks of each module, each question once, all options once', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const layout = layOut(formA, bank, seed);
        const ids = idsOf(layout);
        expect(new Set(ids).size).toBe(5);
        expect(ids.filter((id) => id.includes('M1-formA'))).toHaveLength(3);
        expect(ids.filter((id) => id.includes('M2-formA'))).toHaveLength(2);
        for (const question of layout) expect([...question.optionIds].sort()).toEqual(['a', 'b', 'c', 'd']);
      }),
    );
  });

  it('never shares a question between form A and form B, nor a reserved one with a quiz', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (one, two, three) => {
        const all = [
          ...idsOf(layOut(formA, bank, one)),
          ...idsOf(layOut(formB, bank, two)),
          ...idsOf(layOut(quiz, bank, three)),
        ];
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('touches every indicator of the module in each quiz', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const asked = idsOf(layOut(quiz, bank, seed)).map(
          (id) => bank.find((question) => question.id === id)?.indicator,
        );
        expect(new Set(asked).size).toBe(4);
      }),
    );
  });

  it('brings every question to someone, and every option to every place', () => {
    const layouts = Array.from({ length: 300 }, (_, index) => layOut(quiz, bank, `attempt ${index}`));
    expect(new Set(layouts.flatMap(idsOf)).size).toBe(20);
    for (const place of [0, 1, 2, 3]) {
      const first = layouts.filter((layout) => layout[0]?.optionIds[place] === 'a').length;
      expect(first).toBeGreaterThan(40);
    }
  });

  it('keeps Benar before Salah', () => {
    const trueFalse = questions('M1', 'quiz', 10, 'trueFalse');
    for (const question of layOut(quiz, trueFalse, 'x'))
      expect(question.optionIds).toEqual(['benar', 'salah']);
  });

  it('says how the answer is to be given', () => {
    const [question] = layOut(
      { form: null, blueprint: { M1: 1 } },
      questions('M1', 'quiz', 1, 'multiple'),
      'x',
    );
    expect(question?.kind).toBe('multiple');
  });

  it('refuses to ask fewer questions than the test needs', () => {
    expect(() => layOut({ form: null, blueprint: { M1: 21 } }, bank, 'x')).toThrow('needs 21');
  });
});
