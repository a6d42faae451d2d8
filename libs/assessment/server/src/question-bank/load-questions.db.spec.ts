import { sppTikFolder } from '@bimtek/curriculum-server';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layOut } from '../attempts/layout.rules.ts';
import { assessmentContext } from '../testing/a-classroom.ts';
import { Test } from '../tests/test.entity.ts';
import { loadQuestions, QuestionsRefused } from './load-questions.ts';
import { Question } from './question.entity.ts';

let context: TestContext;
let copies: string;

beforeAll(async () => {
  context = await assessmentContext();
  copies = await mkdtemp(join(tmpdir(), 'bimtek-questions-'));
});
afterAll(async () => {
  await context.close();
  await rm(copies, { recursive: true, force: true });
});

const load = (versionId: string, folder = sppTikFolder) =>
  context.db.transaction((tx) => loadQuestions(tx, versionId, folder));

/** A copy of the package with its questions changed. */
async function changed(change: (questions: string) => string): Promise<string> {
  const folder = join(copies, randomUUID());
  for (const part of ['curriculum.yaml', 'module-1'])
    await cp(join(sppTikFolder, part), join(folder, part), { recursive: true });
  const head = join(folder, 'curriculum.yaml');
  await writeFile(head, (await readFile(head, 'utf8')).replaceAll(/^ {4}folder: module-[2-9]\n/gm, ''));
  const file = join(folder, 'module-1/questions.yaml');
  await writeFile(file, change(await readFile(file, 'utf8')));
  return folder;
}

describe('loading the questions of a package', () => {
  it('makes the bank and the tests of the program', async () => {
    const versionId = randomUUID();
    const counts = await load(versionId);
    const questions = await context.db.manager.findBy(Question, { curriculumVersionId: versionId });
    const tests = await context.db.manager.findBy(Test, { curriculumVersionId: versionId });
    expect(counts).toEqual({ questions: questions.length, tests: tests.length });
    const used = Map.groupBy(questions, ({ use }) => use);
    expect(used.get('quiz')?.length).toBeGreaterThanOrEqual(15);
    expect(used.get('formA')?.length).toBeGreaterThanOrEqual(3);
    expect(used.get('formB')?.length).toBeGreaterThanOrEqual(3);
    expect(tests.find(({ kind }) => kind === 'quiz')?.rules).toMatchObject({
      moduleCode: 'M1',
      blueprint: { M1: 10 },
      minutes: 20,
      attempts: 3,
      waitMinutes: 30,
      passMark: 70,
    });
    expect(tests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['preTest', 'postTest']));
  });

  it('has for every module at least 15 questions for its quiz, 6 in reserve, and the blueprint of the program', async () => {
    const versionId = randomUUID();
    await load(versionId);
    const questions = await context.db.manager.findBy(Question, { curriculumVersionId: versionId });
    const tests = await context.db.manager.findBy(Test, { curriculumVersionId: versionId });
    const modules = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7'];
    for (const moduleCode of modules) {
      const own = questions.filter((question) => question.moduleCode === moduleCode);
      expect(own.filter(({ use }) => use === 'quiz').length).toBeGreaterThanOrEqual(15);
      expect(own.filter(({ use }) => use !== 'quiz').length).toBeGreaterThanOrEqual(6);
    }
    expect(tests.filter(({ kind }) => kind === 'quiz').map(({ moduleCode }) => moduleCode)).toEqual(
      expect.arrayContaining(modules),
    );
    for (const kind of ['preTest', 'postTest'])
      expect(tests.find((test) => test.kind === kind)?.rules.blueprint).toEqual({
        M1: 3,
        M2: 3,
        M3: 3,
        M4: 3,
        M5: 3,
        M6: 3,
        M7: 2,
      });
  });

  it('draws 20 questions for each form, 6 easy, 10 medium and 4 hard, and none of one form for the other', async () => {
    const versionId = randomUUID();
    await load(versionId);
    const bank = await context.db.manager.findBy(Question, { curriculumVersionId: versionId });
    const tests = await context.db.manager.findBy(Test, { curriculumVersionId: versionId });
    const difficultyOf = new Map(bank.map(({ id, difficulty }) => [id, difficulty]));
    const rulesOf = (kind: string) => {
      const test = tests.find((one) => one.kind === kind);
      if (!test) throw new Error(`there is no ${kind}`);
      return test.rules;
    };
    for (let seed = 0; seed < 50; seed++) {
      const [before, after] = ['preTest', 'postTest'].map((kind) =>
        layOut(rulesOf(kind), bank, `person-${seed}`).map(({ questionId }) => questionId),
      );
      for (const form of [before, after]) {
        const counts = Object.groupBy(form ?? [], (id) => difficultyOf.get(id) ?? 'unknown');
        expect([counts['easy']?.length, counts['medium']?.length, counts['hard']?.length]).toEqual([
          6, 10, 4,
        ]);
      }
      expect(new Set([...(before ?? []), ...(after ?? [])]).size).toBe(40);
    }
  });

  it('changes nothing when it is done again', async () => {
    const versionId = randomUUID();
    const first = await load(versionId);
    expect(await load(versionId)).toEqual(first);
    expect(await context.db.manager.countBy(Question, { curriculumVersionId: versionId })).toBe(
      first.questions,
    );
  });

  it('refuses other questions for a version that has some', async () => {
    const versionId = randomUUID();
    await load(versionId);
    const folder = await changed((text) => text.replace(/stem: >-\n\s+\S+/, (stem) => `${stem} sungguh`));
    await expect(load(versionId, folder)).rejects.toThrow('load the package as a new version');
  });

  it('names every fault with file and question, and loads nothing', async () => {
    const versionId = randomUUID();
    const folder = await changed((text) => text.replaceAll('        right: true\n', ''));
    const error = await load(versionId, folder).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(QuestionsRefused);
    expect((error as QuestionsRefused).faults).toContain(
      'module-1/questions.yaml: M1-01: needs exactly one right option, has 0',
    );
    expect(await context.db.manager.countBy(Question, { curriculumVersionId: versionId })).toBe(0);
  });

  it('says where a file does not fit its form', async () => {
    const folder = await changed((text) => text.replace('difficulty: easy', 'difficulty: trivial'));
    await expect(load(randomUUID(), folder)).rejects.toThrow(/questions\.yaml: questions\.0\.difficulty/);
  });

  it('keeps a question as it is, whoever tries to change it', async () => {
    await load(randomUUID());
    await expect(context.db.query(`UPDATE assessment_question SET stem = 'x'`)).rejects.toThrow(
      'append-only',
    );
  });
});
