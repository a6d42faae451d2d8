import type { Choice, Poll, PollKind, PollResult, Ranked } from '@bimtek/live-contracts';

/** What a poll asks, with the right answer. */
export interface AskedPoll {
  kind: PollKind;
  options: readonly string[];
  scaleTo: number;
  right: number | null;
}

/**
 * A word as it is counted: small letters, no marks around it, one space between words. `Gotong-royong!` and
 * `gotong-royong` are one.
 */
export function countedWord(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLocaleLowerCase('id')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** The choice in the form in which it is kept, or null when the poll has no such choice. */
export function keptChoice(poll: AskedPoll, choice: Choice): Choice | null {
  if (poll.kind === 'scale') return 'scale' in choice && choice.scale <= poll.scaleTo ? choice : null;
  if (poll.kind === 'words') {
    if (!('words' in choice)) return null;
    const words = [...new Set(choice.words.map(countedWord))].filter((word) => word !== '').sort();
    return words.length > 0 ? { words } : null;
  }
  if (!('options' in choice)) return null;
  const options = [...new Set(choice.options)].sort((a, b) => a - b);
  if (options.some((place) => place >= poll.options.length)) return null;
  return poll.kind === 'multiple' || options.length === 1 ? { options } : null;
}

const WORDS_SHOWN = 60;

/** Counts votes, given as choices and how many people made each. */
export function resultOf(
  pollId: PollResult['pollId'],
  poll: AskedPoll,
  choices: readonly { choice: Choice; votes: number }[],
): PollResult {
  const places = poll.kind === 'scale' ? poll.scaleTo : poll.options.length;
  const counts = Array<number>(places).fill(0);
  const words = new Map<string, number>();
  let votes = 0;
  for (const { choice, votes: people } of choices) {
    votes += people;
    if ('scale' in choice) counts[choice.scale - 1] = (counts[choice.scale - 1] ?? 0) + people;
    else if ('options' in choice)
      for (const place of choice.options) counts[place] = (counts[place] ?? 0) + people;
    else for (const word of choice.words) words.set(word, (words.get(word) ?? 0) + people);
  }
  const byCount = [...words]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return { pollId, votes, counts, words: byCount.slice(0, WORDS_SHOWN) };
}

/** Whether those who do not lead may see what was counted. A quiz is not given away while it is open. */
export function isResultPublic(poll: Pick<Poll, 'kind' | 'state' | 'shown' | 'liveResults'>): boolean {
  if (poll.state === 'draft') return false;
  if (poll.state === 'closed') return poll.shown;
  return poll.kind !== 'quiz' && (poll.shown || poll.liveResults);
}

const MOST_POINTS = 1_000;
/** Without an end of its own a quiz measures speed by this. */
const USUAL_SECONDS = 60;

/** A right answer is worth half for being right and up to half for being quick, by the server's clock. */
export function pointsOf(isRight: boolean, tookMs: number, seconds: number | null): number {
  if (!isRight) return 0;
  const share = Math.min(1, Math.max(0, tookMs / ((seconds ?? USUAL_SECONDS) * 1_000)));
  return Math.round(MOST_POINTS * (1 - share / 2));
}

export interface QuizVote {
  personId: string;
  name: string;
  isRight: boolean;
  tookMs: number;
  seconds: number | null;
}

/** The ranking over all quizzes; who has as many points as another shares the place. */
export function rankingOf(votes: readonly QuizVote[]): Ranked[] {
  const people = new Map<string, { name: string; points: number; right: number }>();
  for (const { personId, name, isRight, tookMs, seconds } of votes) {
    const person = people.get(personId) ?? { name, points: 0, right: 0 };
    person.points += pointsOf(isRight, tookMs, seconds);
    person.right += isRight ? 1 : 0;
    people.set(personId, person);
  }
  const sorted = [...people]
    .map(([personId, person]) => ({ personId, ...person }))
    .sort(
      (a, b) =>
        b.points - a.points || a.name.localeCompare(b.name, 'id') || (a.personId < b.personId ? -1 : 1),
    );
  let place = 0;
  return sorted.map((person, index) => {
    if (index === 0 || sorted[index - 1]?.points !== person.points) place = index + 1;
    return { place, ...person };
  });
}
