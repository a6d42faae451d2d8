import * as z from 'zod';

export const QuestionType = z.enum(['single', 'multiple', 'trueFalse']);
export type QuestionType = z.infer<typeof QuestionType>;

/** Opaque and the same in every attempt; says nothing about the place or the rightness of the option. */
export const OptionId = z.string().min(1).max(40);

/**
 * What a trainee may send for one question. Only the server scores it. Single choice and true–false are `single`;
 * no option at all takes an answer back.
 */
export const Answer = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('single'), optionId: OptionId.nullable() }),
    z.object({ kind: z.literal('multiple'), optionIds: z.array(OptionId).max(10) }),
  ])
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

/** The options an answer names, without repeats; empty when it was taken back. */
export function chosenIn(answer: Answer): string[] {
  if (answer.kind === 'single') return answer.optionId === null ? [] : [answer.optionId];
  return [...new Set(answer.optionIds)];
}

/** Whether two answers choose the same options, in whatever order they were ticked. */
export function isSameAnswer(one: Answer, other: Answer): boolean {
  if (one.kind !== other.kind) return false;
  const chosen = new Set(chosenIn(one));
  const others = chosenIn(other);
  return chosen.size === others.length && others.every((optionId) => chosen.has(optionId));
}
