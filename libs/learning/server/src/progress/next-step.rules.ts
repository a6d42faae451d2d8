import type { LessonCard } from '@bimtek/curriculum-contracts';
import type { NextStep, TestSummary } from '@bimtek/learning-contracts';
import { type LessonStanding, minutesLeft, notStarted } from './progress.rules.ts';

interface ModuleFacts {
  code: string;
  title: string;
  lessons: LessonCard[];
}

/**
 * The one thing to do now. In this order: go on with a test whose clock is running; go on with the lesson read last;
 * then module by module its next lesson and its quiz; then the post-test; then a test that has to be waited for.
 * The pre-test is offered by its own date and never stands in the way of learning.
 */
export function nextStepOf(
  modules: readonly ModuleFacts[],
  progress: ReadonlyMap<string, LessonStanding>,
  tests: readonly TestSummary[],
): NextStep {
  const running = tests.find((test) => test.isOpen);
  if (running) return testStep(running, modules);

  const begun = lastRead(modules, progress);
  if (begun) return lessonStep(begun.module, begun.lesson, progress);

  for (const module of modules) {
    const lesson = module.lessons.find((one) => stateOf(one, progress) !== 'completed');
    if (lesson) return lessonStep(module, lesson, progress);
    const quiz = tests.find((test) => test.kind === 'quiz' && test.moduleCode === module.code);
    if (quiz && isDue(quiz)) return testStep(quiz, modules);
  }
  const postTest = tests.find((test) => test.kind === 'postTest');
  if (postTest && isDue(postTest)) return testStep(postTest, modules);

  const [waiting] = tests
    .filter((test) => test.kind !== 'preTest' && canStillPass(test))
    .sort((a, b) => (a.waitUntil ?? '').localeCompare(b.waitUntil ?? ''));
  return waiting ? testStep(waiting, modules) : { kind: 'done' };
}

/** A test that is still worth taking: not passed, and an attempt is left. */
export function canStillPass(test: TestSummary): boolean {
  return !test.isPassed && test.attemptsUsed < test.attemptsAllowed;
}

function isDue(test: TestSummary): boolean {
  return canStillPass(test) && test.waitUntil === null;
}

function stateOf(lesson: LessonCard, progress: ReadonlyMap<string, LessonStanding>) {
  return (progress.get(lesson.id) ?? notStarted).state;
}

function lastRead<M extends ModuleFacts>(
  modules: readonly M[],
  progress: ReadonlyMap<string, LessonStanding>,
) {
  return modules
    .flatMap((module) => module.lessons.map((lesson) => ({ module, lesson })))
    .filter(({ lesson }) => stateOf(lesson, progress) === 'started')
    .map((one) => ({ ...one, updatedAt: progress.get(one.lesson.id)?.updatedAt ?? '' }))
    .reduce<{ module: M; lesson: LessonCard; updatedAt: string } | null>(
      (latest, one) => (latest && latest.updatedAt >= one.updatedAt ? latest : one),
      null,
    );
}

function lessonStep(
  module: ModuleFacts,
  lesson: LessonCard,
  progress: ReadonlyMap<string, LessonStanding>,
): NextStep {
  const own = progress.get(lesson.id) ?? notStarted;
  return {
    kind: 'lesson',
    lessonId: lesson.id,
    isStarted: own.state !== 'notStarted',
    isEndReached: own.isEndReached,
    code: lesson.code,
    title: lesson.title,
    moduleCode: module.code,
    moduleTitle: module.title,
    number: module.lessons.indexOf(lesson) + 1,
    of: module.lessons.length,
    share: own.share,
    minutesLeft: minutesLeft(lesson, own),
    sizeBytes: lesson.sizeBytes,
  };
}

function testStep(test: TestSummary, modules: readonly ModuleFacts[]): NextStep {
  return {
    kind: 'test',
    testId: test.testId,
    testKind: test.kind,
    moduleCode: test.moduleCode,
    moduleTitle: modules.find((module) => module.code === test.moduleCode)?.title ?? null,
    isOpen: test.isOpen,
    waitUntil: test.isOpen ? null : test.waitUntil,
  };
}
