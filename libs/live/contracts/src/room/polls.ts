import { id } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const PollId = id('Poll');
export type PollId = z.infer<typeof PollId>;

/** `words`: a cloud of words. `quiz`: one option is right, and who finds it soon gets more points. */
export const PollKind = z.enum(['single', 'multiple', 'scale', 'words', 'quiz']);
export type PollKind = z.infer<typeof PollKind>;

const Option = z.string().trim().min(1).max(120);
export const SCALE_MAX = 10;
/** Words of one person in a cloud. */
export const WORDS_MAX = 3;

/** What a poll asks; the same whether it is prepared beforehand or made on the spot. */
export const NewPoll = z
  .object({
    kind: PollKind,
    question: z.string().trim().min(3).max(300),
    /** Of `single`, `multiple` and `quiz`. */
    options: z.array(Option).max(10).default([]),
    /** Of `scale`: from 1 to this. */
    scaleTo: z.int().min(2).max(SCALE_MAX).default(5),
    /** Of `quiz`: the place of the right option. */
    right: z.int().min(0).max(9).nullable().default(null),
    /** Whether a vote may be changed while the poll is open; never in a quiz. */
    changeable: z.boolean().default(true),
    /** Whether everybody sees the bars grow, and not only those who lead. Never in a quiz. */
    liveResults: z.boolean().default(true),
    /** It closes by itself after so many seconds. */
    seconds: z.int().min(5).max(3_600).nullable().default(null),
  })
  .superRefine((poll, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const hasOptions = poll.kind === 'single' || poll.kind === 'multiple' || poll.kind === 'quiz';
    if (hasOptions && poll.options.length < 2) wrong('options', 'Needs at least two options');
    if (!hasOptions && poll.options.length > 0) wrong('options', 'Has no options');
    if (new Set(poll.options.map((option) => option.toLowerCase())).size !== poll.options.length)
      wrong('options', 'Two options are the same');
    if (poll.kind === 'quiz' && (poll.right === null || poll.right >= poll.options.length))
      wrong('right', 'Names no option');
    if (poll.kind !== 'quiz' && poll.right !== null) wrong('right', 'Only a quiz has a right answer');
  });
export type NewPoll = z.infer<typeof NewPoll>;

/** What one person answers: places of options, a number of the scale, or words. */
export const Choice = z.union([
  z.object({ options: z.array(z.int().min(0).max(9)).min(1).max(10) }),
  z.object({ scale: z.int().min(1).max(SCALE_MAX) }),
  z.object({ words: z.array(z.string().trim().min(1).max(40)).min(1).max(WORDS_MAX) }),
]);
export type Choice = z.infer<typeof Choice>;

export const PollState = z.enum(['draft', 'open', 'closed']);
export type PollState = z.infer<typeof PollState>;

/** A poll as everybody in the room sees it. The right answer comes with the results of a closed quiz, not before. */
export const Poll = z
  .object({
    id: PollId,
    kind: PollKind,
    question: z.string(),
    options: z.array(z.string()),
    scaleTo: z.int(),
    changeable: z.boolean(),
    liveResults: z.boolean(),
    state: PollState,
    openedAt: z.iso.datetime().nullable(),
    closesAt: z.iso.datetime().nullable(),
    /** Whether those who lead show the results to everybody. */
    shown: z.boolean(),
    right: z.int().nullable(),
  })
  .meta({ id: 'LivePoll' });
export type Poll = z.infer<typeof Poll>;

/** What was counted. `counts`: by option, or by number of the scale from 1 on. */
export const PollResult = z
  .object({
    pollId: PollId,
    /** People who voted. */
    votes: z.int(),
    counts: z.array(z.int()),
    /** The most frequent words, the most frequent first. */
    words: z.array(z.object({ word: z.string(), count: z.int() })),
  })
  .meta({ id: 'LivePollResult' });
export type PollResult = z.infer<typeof PollResult>;

export const Ranked = z.object({
  place: z.int(),
  personId: z.uuid(),
  name: z.string(),
  points: z.int(),
  right: z.int(),
});
export type Ranked = z.infer<typeof Ranked>;
