import { Ids } from '@bimtek/platform-server';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { parse } from 'yaml';
import type * as z from 'zod';
import { Test } from '../tests/test.entity.ts';
import { faultsOf, repeatedCodes, testsFor } from './question-bank.rules.ts';
import { CurriculumFile, QuestionFile } from './question-file.ts';
import { Question } from './question.entity.ts';

/** The package's questions or tests cannot be used; the message has one line for each fault, with file and question. */
export class QuestionsRefused extends Error {
  constructor(readonly faults: string[]) {
    super(`The questions cannot be loaded:\n${faults.join('\n')}`);
    this.name = 'QuestionsRefused';
  }
}

type NewQuestion = Omit<Question, 'id' | 'curriculumVersionId'>;

/**
 * Loads the question bank and the tests of a curriculum package (the folder with `curriculum.yaml`) into a version.
 * Once: the same package again changes nothing, another one is refused, because a version's questions never change.
 * Throws QuestionsRefused.
 */
export async function loadQuestions(
  tx: EntityManager,
  versionId: string,
  folder: string,
  ids: Pick<Ids, 'next'> = new Ids(),
): Promise<{ questions: number; tests: number }> {
  const { questions, tests } = await readPackage(folder);
  const counts = { questions: questions.length, tests: tests.length };
  const loaded = await tx.findBy(Question, { curriculumVersionId: versionId });
  if (loaded.length > 0) {
    if (contentOf(loaded) === contentOf(questions)) return counts;
    throw new QuestionsRefused([
      'The version already has other questions; load the package as a new version.',
    ]);
  }
  await tx.insert(
    Question,
    questions.map((question) => ({ ...question, id: ids.next(), curriculumVersionId: versionId })),
  );
  await tx.insert(
    Test,
    tests.map((test) => ({
      id: ids.next(),
      curriculumVersionId: versionId,
      kind: test.kind,
      moduleCode: test.moduleCode,
      rules: test,
    })),
  );
  return counts;
}

async function readPackage(folder: string) {
  const curriculum = await read(folder, 'curriculum.yaml', CurriculumFile);
  const faults: string[] = [];
  const questions: NewQuestion[] = [];
  for (const { code: moduleCode, folder: moduleFolder } of curriculum.subjects) {
    if (!moduleFolder) continue;
    const name = `${moduleFolder}/questions.yaml`;
    const file = await read(folder, name, QuestionFile);
    if (file.module !== moduleCode) faults.push(`${name}: belongs to ${file.module}, not to ${moduleCode}`);
    for (const question of file.questions) {
      faults.push(...faultsOf(question).map((fault) => `${name}: ${question.code}: ${fault}`));
      questions.push({
        ...question,
        moduleCode,
        options: question.options.map(({ right, ...option }) => ({
          id: optionId(question.code, option.text),
          isRight: right,
          ...option,
        })),
      });
    }
  }
  faults.push(...repeatedCodes(questions).map((code) => `The code ${code} is used twice`));
  const { tests, faults: testFaults } = testsFor(curriculum.tests, questions);
  faults.push(...testFaults.map((fault) => `curriculum.yaml: ${fault}`));
  if (faults.length > 0) throw new QuestionsRefused(faults);
  return { questions, tests };
}

async function read<S extends z.ZodType>(folder: string, name: string, schema: S): Promise<z.output<S>> {
  let content: unknown;
  try {
    content = parse(await readFile(join(folder, name), 'utf8'));
  } catch (cause) {
    throw new QuestionsRefused([`${name}: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new QuestionsRefused(
    parsed.error.issues.map((issue) => `${name}: ${issue.path.join('.')}: ${issue.message}`),
  );
}

function optionId(code: string, text: string): string {
  return createHash('sha256').update(`${code}\n${text}`).digest('hex').slice(0, 10);
}

/** What two banks are compared by: the same text whatever order rows and keys come in. */
function contentOf(questions: NewQuestion[]): string {
  return JSON.stringify(
    questions
      .map(({ code, moduleCode, type, use, indicator, difficulty, stem, explanation, options }) => [
        code,
        [moduleCode, type, use, indicator, difficulty, stem, explanation],
        options.map((option) => [option.id, option.text, option.isRight, option.explanation]),
      ])
      .sort(([one], [other]) => ((one as string) < (other as string) ? -1 : 1)),
  );
}
