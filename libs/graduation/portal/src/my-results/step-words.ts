import type { StepToPass } from '@bimtek/graduation-contracts';
import type { Formats, Words } from '@bimtek/platform-portal';
import type { IconName } from '@bimtek/platform-ui';

/** The next step as a card says it: a state, a title, a sentence, and where the button leads when there is one. */
export interface StepCard {
  icon: IconName;
  state: string;
  title: string;
  text: string;
  act?: { label: string; link: readonly string[] };
}

/** `M3` is module 3 for people. */
export function moduleNumber(code: string): string {
  return code.replace(/^M/, '');
}

export function stepCard(step: StepToPass, words: Words, formats: Formats, postTestMin: number): StepCard {
  const say = (key: string, names?: Record<string, unknown>) =>
    words.t(`results.step.${step.kind}.${key}`, names);
  const number = (value: number) => formats.number(value);
  switch (step.kind) {
    case 'takeQuiz':
    case 'takePostTest':
      return testCard(step, words, formats, postTestMin);
    case 'improvePlan': {
      const isEnough = step.value >= step.limit;
      const title = isEnough ? 'refused' : 'title';
      return {
        icon: 'edit',
        state: say('state'),
        title: say(title, { value: number(step.value), limit: number(step.limit) }),
        text: say('text'),
      };
    }
    case 'handInAssignments':
      return {
        icon: 'tasks',
        state: say('state'),
        title: words.count('results.step.handInAssignments.title', step.needed),
        text: say('text', { modules: step.missing.map(moduleNumber).join(', ') }),
      };
    case 'attendMore':
      return {
        icon: 'calendar',
        state: say('state'),
        title: say('title', { attended: number(step.attended), scheduled: number(step.scheduled) }),
        text: say('text', { limit: formats.percent(step.limit) }),
      };
    case 'noAttemptsLeft':
    case 'raiseScore': {
      const value = step.value === null ? '–' : number(step.value);
      return {
        icon: 'chat',
        state: say('state'),
        title: say('title', { value, limit: number(step.limit) }),
        text: say('text'),
      };
    }
    case 'awaitDecision':
    case 'handInPlan':
    case 'awaitPlanApproval':
    case 'awaitAttendance':
      return { icon: 'clock', state: say('state'), title: say('title'), text: say('text') };
  }
}

function testCard(
  step: Extract<StepToPass, { testId: string }>,
  words: Words,
  formats: Formats,
  postTestMin: number,
): StepCard {
  const say = (key: string, names?: Record<string, unknown>) =>
    words.t(`results.step.${step.kind}.${key}`, names);
  const state = () => {
    if (step.isOpen) return words.t('results.step.clockRuns');
    if (step.waitUntil) return words.t('results.step.waitUntil', { time: formats.recent(step.waitUntil) });
    if (step.bestScore === null) return say('state');
    return say('again', { best: formats.number(step.bestScore), limit: formats.number(postTestMin) });
  };
  return {
    icon: step.isOpen || step.waitUntil ? 'clock' : 'edit',
    state: state(),
    title: say('title', { number: moduleNumber(step.moduleCode ?? '') }),
    text: say('text', { n: step.attemptsLeft }),
    act: {
      label: say(step.isOpen ? 'resume' : step.waitUntil ? 'look' : 'act'),
      link: ['/tes', step.testId],
    },
  };
}
