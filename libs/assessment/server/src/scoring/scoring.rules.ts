import { type Answer, chosenIn } from '@bimtek/assessment-contracts';

interface Key {
  id: string;
  options: { id: string; isRight: boolean }[];
}

/**
 * All or nothing, for multiple choice too: right means exactly the right options, no fewer and no more. (Parts of a
 * point would reward ticking everything; if they ever come, they come as another scoring beside this one.)
 */
export function isRight(question: Key, answer: Answer | undefined): boolean {
  if (!answer) return false;
  const chosen = new Set(chosenIn(answer));
  return chosen.size > 0 && question.options.every((option) => option.isRight === chosen.has(option.id));
}

/** Percent with two decimals, half up, in whole numbers so that no binary fraction tips it. */
export function scoreOf(rightCount: number, itemCount: number): number {
  if (itemCount === 0) return 0;
  return Math.floor((rightCount * 20_000 + itemCount) / (2 * itemCount)) / 100;
}

export interface Outcome {
  rightCount: number;
  answeredCount: number;
  score: number;
}

/** The outcome of an attempt: a question without an answer, or with one that was taken back, counts as wrong. */
export function outcomeOf(questions: Key[], answers: ReadonlyMap<string, Answer>): Outcome {
  let rightCount = 0;
  let answeredCount = 0;
  for (const question of questions) {
    const answer = answers.get(question.id);
    if (answer && chosenIn(answer).length > 0) answeredCount++;
    if (isRight(question, answer)) rightCount++;
  }
  return { rightCount, answeredCount, score: scoreOf(rightCount, questions.length) };
}

/** Null for a test without a pass mark. */
export function isPassed(score: number, passMark: number | null): boolean | null {
  return passMark === null ? null : score >= passMark;
}
