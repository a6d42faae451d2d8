import type { LessonBlock, PlainBlock } from '@bimtek/curriculum-contracts';
import { describe, expect, it } from '@jest/globals';
import { sppTikFolder } from '../content-folder.ts';
import { readingMinutes } from '../lessons/reading-time.rules.ts';
import { LESSON_MAX_BYTES, readCurriculumPackage } from './curriculum-package.ts';

const content = await readCurriculumPackage(sppTikFolder);
const lessons = content.modules.flatMap((module) => module.lessons.map((lesson) => ({ ...lesson, module })));
const flat = (blocks: readonly (LessonBlock | PlainBlock)[]): (LessonBlock | PlainBlock)[] =>
  blocks.flatMap((block) => ('blocks' in block ? [block, ...flat(block.blocks)] : [block]));

describe('the curriculum of SPP-TIK', () => {
  it('has the nine subjects and 32 lesson hours of the program', () => {
    expect(content.modules.map((module) => module.code)).toEqual([
      'M0',
      'M1',
      'M2',
      'M3',
      'M4',
      'M5',
      'M6',
      'M7',
      'M8',
    ]);
    expect(content.modules.reduce((sum, one) => sum + one.liveHours + one.selfStudyHours, 0)).toBe(32);
  });

  it('has a quiz for each module with lessons, a pre-test and a post-test on different forms', () => {
    const written = content.modules
      .filter((module) => module.lessons.length > 0)
      .map((module) => module.code);
    const quizzes = content.tests.filter((test) => test.kind === 'quiz').map((test) => test.moduleCode);
    expect(quizzes).toEqual(written);
    const formOf = (kind: string) => content.tests.find((test) => test.kind === kind)?.form;
    expect(formOf('preTest')).not.toBe(formOf('postTest'));
  });

  it.each(
    content.modules
      .filter((module) => module.lessons.length > 0)
      .map((module) => [module.code, module] as const),
  )('%s: the minutes of its lessons are its self-study hours', (_code, { lessons: own, selfStudyHours }) => {
    expect(own.reduce((sum, lesson) => sum + lesson.minutes, 0)).toBe(
      selfStudyHours * content.lessonHourMinutes,
    );
  });

  it('asks for an assignment in each module that is marked, and the plan in Module 7', () => {
    const withAssignment = content.modules
      .filter(({ assignment }) => assignment)
      .map(({ code, assignment }) => [code, assignment?.code]);
    expect(withAssignment).toEqual(
      [...content.passRules.assignmentModules, 'M7'].map((code) => [code, code.replace('M', 'T')]),
    );
  });

  it('lets everybody hand in by typing, save for the plan, which is a form', () => {
    for (const { code, assignment } of content.modules)
      if (assignment) expect(assignment.kinds).toContain(code === 'M7' ? 'form' : 'text');
  });

  describe.each(lessons.map((lesson) => [lesson.code, lesson] as const))('lesson %s', (_code, lesson) => {
    it('takes its stated minutes, give or take 15 %', () => {
      const minutes = readingMinutes(lesson.document);
      expect(minutes).toBeGreaterThanOrEqual(lesson.minutes * 0.85);
      expect(minutes).toBeLessThanOrEqual(lesson.minutes * 1.15);
    });

    it('is at most 50 KB', () => {
      expect(Buffer.byteLength(JSON.stringify(lesson.document))).toBeLessThanOrEqual(LESSON_MAX_BYTES);
    });

    it('has key points, and a text alternative of more than a word for every figure', () => {
      const blocks = flat(lesson.document.blocks);
      expect(blocks.filter((block) => block.type === 'keyPoints')).toHaveLength(1);
      for (const block of blocks) {
        if (block.type === 'figure') expect(block.alt.split(' ').length).toBeGreaterThan(5);
      }
    });

    it('belongs to an indicator of its module', () => {
      expect(lesson.indicators.length).toBeGreaterThan(0);
    });
  });
});
