import type { TestRules } from '../tests/test.entity.ts';
import type { Question } from './question.entity.ts';
import type { CurriculumFile, QuestionInFile } from './question-file.ts';

/** Every reason why a question cannot be asked as it is written; empty when it can. */
export function faultsOf(question: Pick<QuestionInFile, 'type' | 'options'>): string[] {
  const faults: string[] = [];
  const right = question.options.filter((option) => option.right).length;
  const texts = question.options.map((option) => option.text.toLowerCase());
  if (new Set(texts).size < texts.length) faults.push('two options have the same text');
  if (question.type === 'trueFalse') {
    if (texts.join('/') !== 'benar/salah')
      faults.push('a true–false question has the options Benar and Salah');
  } else if (texts.length < 3) {
    faults.push('needs at least three options');
  }
  if (question.type === 'multiple') {
    if (right < 2) faults.push('a multiple-choice question needs at least two right options');
    if (right === texts.length) faults.push('at least one option must be wrong');
  } else if (right !== 1) {
    faults.push(`needs exactly one right option, has ${right}`);
  }
  return faults;
}

/** Codes that more than one question has. */
export function repeatedCodes(questions: { code: string }[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { code } of questions) {
    if (seen.has(code)) repeated.add(code);
    seen.add(code);
  }
  return [...repeated];
}

type Banked = Pick<Question, 'moduleCode' | 'use'>;

/**
 * The tests of a curriculum: a quiz for each module that has quiz questions, and the two forms. A module that has no
 * reserved questions at all adds nothing to a form (it is not written yet); too few of them is a fault.
 */
export function testsFor(
  wanted: CurriculumFile['tests'],
  questions: readonly Banked[],
): { tests: TestRules[]; faults: string[] } {
  const faults: string[] = [];
  const has = (moduleCode: string, use: Banked['use']) =>
    questions.filter((question) => question.moduleCode === moduleCode && question.use === use).length;
  const enough = (what: string, moduleCode: string, use: Banked['use'], needed: number) => {
    const there = has(moduleCode, use);
    if (there < needed) faults.push(`${what} needs ${needed} questions of ${moduleCode}, there are ${there}`);
  };
  const tests: TestRules[] = [];

  if (wanted.quiz) {
    const { items, ...rules } = wanted.quiz;
    for (const moduleCode of new Set(
      questions.filter(({ use }) => use === 'quiz').map((q) => q.moduleCode),
    )) {
      enough('the quiz', moduleCode, 'quiz', items);
      tests.push({ kind: 'quiz', moduleCode, form: null, blueprint: { [moduleCode]: items }, ...rules });
    }
  }
  for (const kind of ['preTest', 'postTest'] as const) {
    const test = wanted[kind];
    if (!test) continue;
    const use = test.form === 'A' ? 'formA' : 'formB';
    const blueprint: Record<string, number> = {};
    for (const [moduleCode, needed] of Object.entries(test.blueprint)) {
      if (has(moduleCode, use) === 0) continue;
      enough(`the ${kind}`, moduleCode, use, needed);
      blueprint[moduleCode] = needed;
    }
    if (Object.keys(blueprint).length > 0) tests.push({ kind, moduleCode: null, ...test, blueprint });
  }
  return { tests, faults };
}
