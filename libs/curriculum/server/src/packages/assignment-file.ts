import { AssignmentBrief, HandInKind, ModuleCode, Rubric, RubricLevel } from '@bimtek/curriculum-contracts';
import * as z from 'zod';
import { parseLesson } from '../lessons/lesson-markdown.ts';
import { ContentError } from './content-error.ts';
import { parseYaml } from './yaml-file.ts';

const LEVELS = [4, 3, 2, 1] as const;

/** A module's `assignment.yaml`. */
const AssignmentFile = z.strictObject({
  module: ModuleCode,
  code: AssignmentBrief.shape.code,
  title: AssignmentBrief.shape.title,
  minutes: AssignmentBrief.shape.minutes,
  kinds: z.array(HandInKind).min(1),
  summary: AssignmentBrief.shape.summary,
  instructions: z.string().min(1).max(10_000),
  checklist: AssignmentBrief.shape.checklist,
  rubric: z.strictObject({
    code: z.string(),
    criteria: z.array(
      z.strictObject({
        code: z.string(),
        title: z.string(),
        weight: z.number(),
        levels: z.strictObject({ 4: z.string(), 3: z.string(), 2: z.string(), 1: z.string() }),
        mustReviseAt: RubricLevel.nullable().default(null),
      }),
    ),
  }),
});

/** Reads an assignment with its rubric. Throws ContentError at the first thing that does not fit. */
export function parseAssignment(text: string, path: string, moduleCode: string): AssignmentBrief {
  const file = parseYaml(text, AssignmentFile, path);
  if (file.module !== moduleCode) throw new ContentError(path, 1, `it stands in the folder of ${moduleCode}`);
  const rubric = Rubric.safeParse({
    code: file.rubric.code,
    criteria: file.rubric.criteria.map(({ levels, ...criterion }) => ({
      ...criterion,
      levels: LEVELS.map((level) => ({ level, text: levels[level].trim() })),
    })),
  });
  if (!rubric.success) {
    const [issue] = rubric.error.issues;
    throw new ContentError(path, 0, `rubric.${issue?.path.join('.')}: ${issue?.message}`);
  }
  const instructions = parseLesson(file.instructions, {
    file: `${path} (instructions)`,
    findFigure: () => {
      throw new Error('an assignment has no figures');
    },
  });
  return {
    code: file.code,
    title: file.title,
    minutes: file.minutes,
    kinds: file.kinds,
    summary: file.summary,
    instructions,
    checklist: file.checklist,
    rubric: rubric.data,
  };
}
