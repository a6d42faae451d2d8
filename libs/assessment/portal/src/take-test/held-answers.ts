import { type Answer, chosenIn, isSameAnswer, type SavedAnswer } from '@bimtek/assessment-contracts';
import type { ApiProblem } from '@bimtek/platform-portal';

/**
 * Where an answer is. `sending`: on its way; `phone`: kept on this device until there is signal; `failed`: refused for
 * now, with the reason; `stale`: another tab or phone has saved a newer one.
 */
export type Place = 'server' | 'sending' | 'phone' | 'failed' | 'stale';

export interface HeldAnswer {
  readonly answer: Answer;
  readonly revision: number;
  readonly place: Place;
  /** The server's time of the last save; null while it has none of this revision. */
  readonly savedAt: string | null;
  readonly problem?: ApiProblem | undefined;
  /** What the server holds instead, when this one is stale. */
  readonly newer?: SavedAnswer | undefined;
  /** Counts up with every change on this page: the latest answers are shown first. */
  readonly turn: number;
}
export type HeldAnswers = ReadonlyMap<string, HeldAnswer>;

/** What this device keeps of answers that the server may not have. */
export interface WaitingAnswer {
  questionId: string;
  answer: Answer;
  revision: number;
}

/** What the server has, and over it what still waits on this device: after a reload nothing is missing. */
export function heldAnswers(saved: readonly SavedAnswer[], waiting: readonly WaitingAnswer[]): HeldAnswers {
  const held = new Map<string, HeldAnswer>();
  const inOrder = [...saved].sort((one, other) => one.savedAt.localeCompare(other.savedAt));
  for (const [turn, one] of inOrder.entries()) held.set(one.questionId, onServer(one, turn));
  for (const { questionId, answer, revision } of waiting) {
    const server = saved.find((one) => one.questionId === questionId);
    if (server && isSameAnswer(server.answer, answer)) continue;
    const isStale = server !== undefined && server.revision >= revision;
    held.set(questionId, {
      answer,
      revision,
      place: isStale ? 'stale' : 'phone',
      savedAt: null,
      ...(isStale && { newer: server }),
      turn: held.size + saved.length,
    });
  }
  return held;
}

export function onServer({ answer, revision, savedAt }: SavedAnswer, turn: number): HeldAnswer {
  return { answer, revision, place: 'server', savedAt, turn };
}

/** A question counts as answered when an option is chosen, wherever the answer is. */
export function isAnswered(held: HeldAnswer | undefined): boolean {
  return held !== undefined && chosenIn(held.answer).length > 0;
}

/** Not on the server yet, and nobody has to decide anything about it. */
export function isUnsent(held: HeldAnswer): boolean {
  return held.place === 'sending' || held.place === 'phone' || held.place === 'failed';
}

/** A refusal that the same call would meet again; only the person can ask for another try. */
export function isRefused({ status }: ApiProblem): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/** Goes out by itself as soon as it can. */
export function isSendable(held: HeldAnswer): boolean {
  return isUnsent(held) && !(held.problem && isRefused(held.problem));
}

/** How a cell of the question map looks. */
export type CellState = 'server' | 'phone' | 'failed' | 'empty';

export function cellState(held: HeldAnswer | undefined): CellState {
  if (!held) return 'empty';
  if (held.place === 'failed' || held.place === 'stale') return 'failed';
  if (!isAnswered(held)) return 'empty';
  return held.place === 'server' ? 'server' : 'phone';
}

/** `B`, or `A, C`: the letters of the chosen options as this attempt shows them. */
export function lettersOf(answer: Answer, optionIds: readonly string[]): string[] {
  const chosen = new Set(chosenIn(answer));
  return optionIds.flatMap((id, place) => (chosen.has(id) ? [letterAt(place)] : []));
}

export function letterAt(place: number): string {
  return String.fromCharCode(65 + place);
}

/** The answer after an option was ticked or taken back. */
export function withOption(
  type: 'single' | 'multiple' | 'trueFalse',
  before: Answer | undefined,
  optionId: string,
  isChosen: boolean,
): Answer {
  if (type !== 'multiple') return { kind: 'single', optionId };
  const others = (before ? chosenIn(before) : []).filter((id) => id !== optionId);
  return { kind: 'multiple', optionIds: isChosen ? [...others, optionId] : others };
}
