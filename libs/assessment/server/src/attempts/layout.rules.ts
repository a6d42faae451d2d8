import type { Question } from '../question-bank/question.entity.ts';
import type { TestRules } from '../tests/test.entity.ts';
import type { LaidOutQuestion } from './attempt.entity.ts';
import { seededRandom, shuffled } from './seeded-random.ts';

type Candidate = Pick<Question, 'id' | 'code' | 'moduleCode' | 'type' | 'use' | 'indicator' | 'options'>;

/** The questions a test may draw from. A quiz never sees a reserved question, and forms A and B share none. */
export function candidatesFor<Q extends Pick<Question, 'use' | 'moduleCode'>>(
  rules: Pick<TestRules, 'form'>,
  moduleCode: string,
  bank: readonly Q[],
): Q[] {
  const use = rules.form === 'A' ? 'formA' : rules.form === 'B' ? 'formB' : 'quiz';
  return bank.filter((question) => question.use === use && question.moduleCode === moduleCode);
}

/**
 * Which questions an attempt asks and in which order. The same seed gives the same layout whatever order the bank comes
 * in. Within a module the choice goes round the indicators, so that a short quiz still touches each of them.
 */
export function layOut(
  rules: Pick<TestRules, 'form' | 'blueprint'>,
  bank: readonly Candidate[],
  seed: string,
): LaidOutQuestion[] {
  const random = seededRandom(seed);
  const chosen = Object.entries(rules.blueprint).flatMap(([moduleCode, count]) => {
    const candidates = candidatesFor(rules, moduleCode, bank);
    if (candidates.length < count) {
      throw new Error(
        `The bank has ${candidates.length} questions for ${moduleCode}; the test needs ${count}.`,
      );
    }
    return pick(candidates, count, random);
  });
  return shuffled(chosen, random).map((question) => ({
    questionId: question.id,
    kind: question.type === 'multiple' ? 'multiple' : 'single',
    optionIds: optionOrder(question, random),
  }));
}

/** Benar stays before Salah; everything else is shuffled. */
function optionOrder(question: Candidate, random: (below: number) => number): string[] {
  const optionIds = question.options.map((option) => option.id);
  return question.type === 'trueFalse' ? optionIds : shuffled(optionIds, random);
}

function pick(candidates: Candidate[], count: number, random: (below: number) => number): Candidate[] {
  const inOrder = [...candidates].sort((one, other) => (one.code < other.code ? -1 : 1));
  const piles = new Map<string, Candidate[]>();
  for (const question of shuffled(inOrder, random)) {
    piles.set(question.indicator, [...(piles.get(question.indicator) ?? []), question]);
  }
  const round = shuffled([...piles.values()], random);
  const picked: Candidate[] = [];
  for (let turn = 0; picked.length < count; turn++) {
    const question = round[turn % round.length]?.shift();
    if (question) picked.push(question);
  }
  return picked;
}
