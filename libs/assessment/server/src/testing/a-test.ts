import type { Answer } from '@bimtek/assessment-contracts';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Question } from '../question-bank/question.entity.ts';
import { Test, type TestRules } from '../tests/test.entity.ts';

export interface BuiltTest {
  id: string;
  curriculumVersionId: string;
  rules: TestRules;
  questions: Question[];
}

/** A quiz of M1 with ten questions in each attempt, 20 minutes and three attempts, unless told otherwise. */
export const quizRules: TestRules = {
  kind: 'quiz',
  moduleCode: 'M1',
  form: null,
  blueprint: { M1: 10 },
  minutes: 20,
  attempts: 3,
  waitMinutes: 30,
  passMark: 70,
};
export const postTestRules: TestRules = {
  kind: 'postTest',
  moduleCode: null,
  form: 'B',
  blueprint: { M1: 3 },
  minutes: 30,
  attempts: 2,
  waitMinutes: 0,
  passMark: 60,
};

/** Inserts a test with just enough questions, each third one multiple choice; in a version of its own unless one is given. */
export async function aTest(
  db: DataSource,
  given: { curriculumVersionId?: string; rules?: Partial<TestRules> } = {},
): Promise<BuiltTest> {
  const curriculumVersionId = given.curriculumVersionId ?? randomUUID();
  const rules: TestRules = { ...quizRules, ...given.rules };
  const use = rules.form === 'A' ? 'formA' : rules.form === 'B' ? 'formB' : 'quiz';
  const questions = Object.entries(rules.blueprint).flatMap(([moduleCode, count]) =>
    Array.from({ length: count + 2 }, (_, index) => aQuestion(curriculumVersionId, moduleCode, use, index)),
  );
  const test = {
    id: randomUUID(),
    curriculumVersionId,
    kind: rules.kind,
    moduleCode: rules.moduleCode,
    rules,
  };
  await db.manager.insert(Question, questions as never);
  await db.manager.insert(Test, test as never);
  return { id: test.id, curriculumVersionId, rules, questions };
}

function aQuestion(
  curriculumVersionId: string,
  moduleCode: string,
  use: Question['use'],
  index: number,
): Question {
  const code = `${moduleCode}-${use}-${index + 1}`;
  const type = index % 3 === 2 ? 'multiple' : 'single';
  return {
    id: randomUUID(),
    curriculumVersionId,
    code,
    moduleCode,
    type,
    use,
    indicator: `1.${(index % 4) + 1}`,
    difficulty: 'medium',
    stem: `Pertanyaan ${code}?`,
    options: ['a', 'b', 'c', 'd'].map((letter, place) => ({
      id: `${code}-${letter}`,
      text: `Pilihan ${letter} dari ${code}`,
      isRight: place === 0 || (type === 'multiple' && place === 1),
      explanation: `Sebab ${letter}.`,
    })),
    explanation: `Penjelasan ${code}.`,
  };
}

/** The answer that is right. */
export function rightAnswer(question: Pick<Question, 'type' | 'options'>): Answer {
  const right = question.options.filter((option) => option.isRight).map((option) => option.id);
  return question.type === 'multiple'
    ? { kind: 'multiple', optionIds: right }
    : { kind: 'single', optionId: right[0] ?? null };
}

/** An answer that is wrong. */
export function wrongAnswer(question: Pick<Question, 'type' | 'options'>): Answer {
  const wrong = question.options.filter((option) => !option.isRight).map((option) => option.id);
  return question.type === 'multiple'
    ? { kind: 'multiple', optionIds: wrong }
    : { kind: 'single', optionId: wrong[0] ?? null };
}
