import type { Home } from '@bimtek/insight-contracts';
import type { Formats, Words } from '@bimtek/platform-portal';
import type { IconName } from '@bimtek/platform-ui';

/** The one card on top when there is nothing to learn right now. */
export interface StageCard {
  icon: IconName;
  where: string;
  title: string;
  text: string;
  act?: { label: string; link: string };
}

/** Null while somebody learns: then the next step stands there. */
export function stageCard(home: Home, words: Words, formats: Formats): StageCard | null {
  const { stage, enrollment } = home;
  const say = (key: string, names?: Record<string, unknown>) => words.t(`home.stage.${key}`, names);
  const where = enrollment?.runName ?? '';
  const toResults = { label: say('toResults'), link: '/nilai' };
  switch (stage) {
    case 'learning':
      return null;
    case 'notEnrolled':
      return { icon: 'info', where: '', title: say('notEnrolled'), text: say('notEnrolledMore') };
    case 'left':
      return {
        icon: 'info',
        where,
        title: say(`left.${enrollment?.state ?? 'withdrawn'}`),
        text: enrollment?.stateReason ?? say('leftMore'),
      };
    case 'waiting':
      return waitingCard(home, words, formats);
    case 'awaiting':
      return {
        icon: 'tasks',
        where: enrollment?.className ?? where,
        title: say(home.next?.kind === 'done' ? 'allLearned' : 'classOver'),
        text: say('awaitingMore'),
        act: toResults,
      };
    case 'notPassed':
      return {
        icon: 'info',
        where: enrollment?.className ?? where,
        title: say('notPassed'),
        text: say('notPassedMore'),
        act: toResults,
      };
    case 'passed':
      return passedCard(home, words, formats);
  }
}

function waitingCard({ enrollment }: Home, words: Words, formats: Formats): StageCard {
  const say = (key: string, names?: Record<string, unknown>) => words.t(`home.stage.waiting.${key}`, names);
  const state = enrollment?.state ?? 'invited';
  const where = enrollment?.className ?? enrollment?.runName ?? '';
  if (state === 'needsCorrection') {
    return {
      icon: 'edit',
      where,
      title: say('needsCorrection'),
      text: enrollment?.stateReason ?? say('needsCorrectionMore'),
      act: { label: say('toMe'), link: '/saya' },
    };
  }
  if (state === 'placed' && enrollment) {
    const begins = formats.day(enrollment.startsOn);
    const left = 1 - enrollment.day;
    return {
      icon: 'calendar',
      where,
      title: left > 0 ? say('placed', { day: begins }) : say('placedSoon'),
      text: left > 0 ? words.count('home.stage.waiting.placedMore', left) : say('placedSoonMore'),
      act: { label: say('toModules'), link: '/belajar' },
    };
  }
  return { icon: 'clock', where, title: say(state), text: say(`${state}More`) };
}

function passedCard({ enrollment, decision, certificate }: Home, words: Words, formats: Formats): StageCard {
  const say = (key: string, names?: Record<string, unknown>) => words.t(`home.stage.passed.${key}`, names);
  const card = {
    icon: 'award' as const,
    where: enrollment?.className ?? '',
    title: say('title'),
    text: decision
      ? say('score', { grade: decision.grade ?? '–', score: formats.number(decision.finalScore, 2, true) })
      : '',
  };
  const toCertificate = (label: string) => ({ ...card, act: { label: say(label), link: '/sertifikat' } });
  if (certificate?.validity === 'revoked') return { ...toCertificate('seeState'), text: say('revoked') };
  if (certificate?.isReady) return toCertificate('open');
  return {
    ...card,
    text: `${card.text} ${say('rendering')}`,
    act: { label: say('toResults'), link: '/nilai' },
  };
}

/** The way to the first lesson, for those who wait: each station with whether it lies behind. */
export function waitingSteps(
  { enrollment }: Home,
  words: Words,
  formats: Formats,
): { label: string; meta: string; state: 'done' | 'now' | 'none' }[] {
  if (!enrollment) return [];
  const reached = { invited: 0, registered: 1, needsCorrection: 1, verified: 2, placed: 3 } as Record<
    string,
    number
  >;
  const at = reached[enrollment.state] ?? 0;
  return ['account', 'data', 'class', 'opening'].map((step, place) => ({
    label: words.t(`home.steps.${step}`),
    meta:
      step === 'opening'
        ? formats.day(enrollment.startsOn)
        : step === 'class' && enrollment.className
          ? enrollment.className
          : words.t(`home.steps.${place < at ? 'done' : place === at ? 'now' : 'later'}`),
    state: place < at ? 'done' : place === at ? 'now' : 'none',
  }));
}
