import { QuestionType } from '@bimtek/assessment-contracts';
import * as z from 'zod';

const Text = z.string().trim().min(1);

/** A module's `questions.yaml`. */
export const QuestionFile = z.object({
  module: Text,
  questions: z.array(
    z.strictObject({
      code: Text.max(40),
      type: QuestionType,
      use: z.enum(['quiz', 'formA', 'formB']),
      indicator: z.coerce.string(),
      difficulty: z.enum(['easy', 'medium', 'hard']),
      stem: Text.max(1_000),
      options: z
        .array(
          z.strictObject({
            text: Text.max(500),
            right: z.boolean().default(false),
            explanation: Text.max(1_000),
          }),
        )
        .max(10),
      explanation: Text.max(2_000),
    }),
  ),
});
export type QuestionFile = z.infer<typeof QuestionFile>;
export type QuestionInFile = QuestionFile['questions'][number];

const count = z.int().min(1);
const Blueprint = z.record(z.string(), count);
const shared = {
  minutes: count.max(600),
  attempts: count.max(50),
  waitMinutes: z.int().min(0).default(0),
  passMark: z.number().min(0).max(100).nullable().default(null),
};

/** What this context reads of a package's `curriculum.yaml`: the subjects that have a folder, and the tests. */
export const CurriculumFile = z.object({
  subjects: z.array(z.object({ code: Text, folder: z.string().optional() })),
  tests: z.object({
    quiz: z.strictObject({ items: count, ...shared }).optional(),
    preTest: z.strictObject({ form: z.literal('A'), blueprint: Blueprint, ...shared }).optional(),
    postTest: z.strictObject({ form: z.literal('B'), blueprint: Blueprint, ...shared }).optional(),
  }),
});
export type CurriculumFile = z.infer<typeof CurriculumFile>;
