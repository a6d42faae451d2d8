import {
  Grade,
  Indicator,
  LessonKind,
  ModuleCode,
  PassRules,
  SubjectGroup,
  type TestSettings,
} from '@bimtek/curriculum-contracts';
import * as z from 'zod';

const Subject = z.strictObject({
  position: z.int().min(0).max(99),
  code: ModuleCode,
  title: z.string().min(3).max(200),
  group: SubjectGroup,
  liveHours: z.int().min(0).max(100),
  selfStudyHours: z.int().min(0).max(100),
  /** Where its lessons are; absent while they are being written. */
  folder: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .optional(),
  outcome: z.string().max(1_000).optional(),
  indicators: z.array(Indicator.strict()).max(20).default([]),
});
export type Subject = z.infer<typeof Subject>;

const timed = { minutes: z.int().min(1).max(600), attempts: z.int().min(1).max(50) };
const Blueprint = z.record(ModuleCode, z.int().min(0).max(100));
const passMark = z.number().min(0).max(100);

/** `curriculum.yaml`, the head of a package. */
export const CurriculumFile = z.strictObject({
  program: z.strictObject({
    code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/),
    name: z.string().min(3).max(300),
    shortName: z.string().min(2).max(80),
    description: z.string().max(2_000),
  }),
  curriculum: z.strictObject({
    title: z.string().min(3).max(200),
    lessonHourMinutes: z.int().min(1).max(120),
  }),
  subjects: z
    .array(Subject)
    .min(1)
    .max(50)
    .refine(
      (all) => new Set(all.map((one) => one.code)).size === all.length,
      'every subject has its own code',
    )
    .refine(
      (all) => all.every((one, index) => one.position === index),
      'subjects stand in the order of position',
    ),
  passRules: PassRules.safeExtend({ grades: z.array(Grade).min(1) }),
  tests: z.strictObject({
    quiz: z.strictObject({ items: z.int().min(1).max(200), ...timed, passMark, waitMinutes: z.int().min(0) }),
    preTest: z.strictObject({ form: z.enum(['A', 'B']), ...timed, blueprint: Blueprint }),
    postTest: z.strictObject({ form: z.enum(['A', 'B']), ...timed, blueprint: Blueprint, passMark }),
  }),
});
export type CurriculumFile = z.infer<typeof CurriculumFile>;

/** The head of a lesson's file, between its two lines of dashes. */
export const LessonHead = z.strictObject({
  code: z.string().regex(/^\d{1,2}\.\d{1,2}$/),
  title: z.string().min(3).max(120),
  minutes: z.int().min(1).max(240),
  kind: LessonKind,
  summary: z.string().min(3).max(140),
  indicators: z.array(z.string()).default([]),
});
export type LessonHead = z.infer<typeof LessonHead>;

/** Every test of the curriculum: one quiz for each module with lessons, the pre-test, the post-test. */
export function testSettingsOf({ tests, subjects }: CurriculumFile): TestSettings[] {
  const { quiz, preTest, postTest } = tests;
  const quizzes = subjects
    .filter((subject) => subject.folder !== undefined)
    .map((subject) => ({
      kind: 'quiz' as const,
      moduleCode: subject.code,
      form: null,
      itemCount: quiz.items,
      blueprint: null,
      minutes: quiz.minutes,
      attempts: quiz.attempts,
      waitMinutes: quiz.waitMinutes,
      passMark: quiz.passMark,
    }));
  const whole = { moduleCode: null, itemCount: null, waitMinutes: 0 };
  return [
    ...quizzes,
    { kind: 'preTest', passMark: null, ...preTest, ...whole },
    { kind: 'postTest', ...postTest, ...whole },
  ];
}
