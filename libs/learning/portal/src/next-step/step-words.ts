import type { NextStep } from '@bimtek/learning-contracts';
import type { Formats, Words } from '@bimtek/platform-portal';

/** `M3` is module 3 for people. */
export function moduleNumber(code: string): string {
  return code.replace(/^M/, '');
}

/** Where a step leads. */
export function stepLink(step: NextStep): readonly string[] {
  switch (step.kind) {
    case 'lesson':
      return ['/pelajaran', step.lessonId];
    case 'test':
      return ['/tes', step.testId];
    case 'done':
      return ['/nilai'];
  }
}

/** What the button says that takes the step. */
export function stepAct(step: NextStep, words: Words): string {
  switch (step.kind) {
    case 'lesson':
      return words.t(step.isStarted ? 'study.step.resume' : 'study.step.start');
    case 'test':
      return words.t(
        step.isOpen ? 'study.step.resumeTest' : step.waitUntil ? 'study.step.seeTest' : 'study.step.takeTest',
      );
    case 'done':
      return words.t('study.step.seeResults');
  }
}

export function testName(test: { testKind: string; moduleCode: string | null }, words: Words): string {
  const name = words.t(`study.test.${test.testKind}`);
  return test.moduleCode
    ? words.t('study.test.ofModule', { name, number: moduleNumber(test.moduleCode) })
    : name;
}

/** `Modul 3 · Pelajaran 2`, the title, and what it takes. */
export function stepFacts(
  step: NextStep,
  words: Words,
  formats: Formats,
): { where: string; title: string; meta: string } {
  switch (step.kind) {
    case 'lesson': {
      const number = moduleNumber(step.moduleCode);
      const left = step.isEndReached
        ? words.t('study.step.onlyFinish')
        : words.t(step.isStarted ? 'study.minutesLeft' : 'study.minutes', { n: step.minutesLeft });
      return {
        where: words.t('study.step.lesson', { number, lesson: step.number }),
        title: step.title,
        meta: `${left} · ${formats.bytes(step.sizeBytes)}`,
      };
    }
    case 'test':
      return {
        where: step.moduleTitle ?? words.t('study.step.wholeTraining'),
        title: testName(step, words),
        meta: step.isOpen
          ? words.t('study.step.clockRuns')
          : step.waitUntil
            ? words.t('study.step.waitUntil', { time: formats.recent(step.waitUntil) })
            : words.t('study.step.testReady'),
      };
    case 'done':
      return {
        where: words.t('study.step.wholeTraining'),
        title: words.t('study.step.doneTitle'),
        meta: words.t('study.step.doneMore'),
      };
  }
}
