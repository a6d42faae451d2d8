import type { LessonProgress, ModuleProgressState, TestSummary } from '@bimtek/learning-contracts';
import type { Formats, Words } from '@bimtek/platform-portal';

export interface RingLook {
  state: 'done' | 'now' | 'none';
  /** 0 to 100. */
  value: number;
}

export function ringOf({
  state,
  share,
}: {
  state: LessonProgress['state'] | ModuleProgressState;
  share: number;
}): RingLook {
  if (state === 'completed') return { state: 'done', value: 100 };
  return state === 'started' ? { state: 'now', value: share * 100 } : { state: 'none', value: 0 };
}

/** What a test asks, or how it went. */
export function testMeta(test: TestSummary, words: Words, formats: Formats): string {
  if (test.isOpen) return words.t('study.step.clockRuns');
  const left = test.attemptsAllowed - test.attemptsUsed;
  if (test.bestScore !== null) {
    const best = words.t(test.isPassed ? 'study.test.passed' : 'study.test.best', {
      score: formats.number(test.bestScore),
    });
    if (test.isPassed || left <= 0) return best;
    return `${best} · ${words.t('study.test.left', { n: left })}`;
  }
  const size = words.t('study.test.size', { items: test.itemCount ?? 0, minutes: test.minutes });
  return `${size} · ${words.t('study.test.left', { n: left })}`;
}
