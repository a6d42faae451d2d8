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
      return words.t(step.isStarted ? 'learning.step.resume' : 'learning.step.start');
    case 'test':
      return words.t(
        step.isOpen
          ? 'learning.step.resumeTest'
          : step.waitUntil
            ? 'learning.step.seeTest'
            : 'learning.step.takeTest',
      );
    case 'done':
      return words.t('learning.step.seeResults');
  }
}

export function testName(test: { testKind: string; moduleCode: string | null }, words: Words): string {
  const name = words.t(`learning.test.${test.testKind}`);
  return test.moduleCode
    ? words.t('learning.test.ofModule', { name, number: moduleNumber(test.moduleCode) })
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
        ? words.t('learning.step.onlyFinish')
        : words.t(step.isStarted ? 'learning.minutesLeft' : 'learning.minutes', { n: step.minutesLeft });
      return {
        where: words.t('learning.step.lesson', { number, lesson: step.number }),
        title: step.title,
        meta: `${left} · ${formats.bytes(step.sizeBytes)}`,
      };
    }
    case 'test':
      return {
        where: step.moduleTitle ?? words.t('learning.step.wholeTraining'),
        title: testName(step, words),
        meta: step.isOpen
          ? words.t('learning.step.clockRuns')
          : step.waitUntil
            ? words.t('learning.step.waitUntil', { time: formats.recent(step.waitUntil) })
            : words.t('learning.step.testReady'),
      };
    case 'done':
      return {
        where: words.t('learning.step.wholeTraining'),
        title: words.t('learning.step.doneTitle'),
        meta: words.t('learning.step.doneMore'),
      };
  }
}
