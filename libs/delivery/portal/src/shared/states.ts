import type { ClassGroupState, EnrollmentState, StateCounts } from '@bimtek/delivery-contracts';
import { EnrollmentState as States } from '@bimtek/delivery-contracts';
import type { BarTone, IconName, Tone } from '@bimtek/platform-ui';

interface Look {
  tone: Tone;
  icon: IconName;
  bar: BarTone;
}

/** Colour says the same as icon and word: kunyit waits for somebody, nila is ready, daun is under way or done. */
export const lookOfState: Record<EnrollmentState, Look> = {
  proposed: { tone: 'none', icon: 'file', bar: 'none' },
  invited: { tone: 'none', icon: 'mail', bar: 'none' },
  registered: { tone: 'now', icon: 'clock', bar: 'now' },
  needsCorrection: { tone: 'bad', icon: 'edit', bar: 'bad' },
  verified: { tone: 'info', icon: 'check', bar: 'primary' },
  placed: { tone: 'info', icon: 'people', bar: 'primary' },
  active: { tone: 'done', icon: 'book', bar: 'done' },
  completed: { tone: 'done', icon: 'tasks', bar: 'done' },
  passed: { tone: 'done', icon: 'award', bar: 'done' },
  notPassed: { tone: 'bad', icon: 'close', bar: 'bad' },
  withdrawn: { tone: 'none', icon: 'exit', bar: 'none' },
  replaced: { tone: 'none', icon: 'sync', bar: 'none' },
  noShow: { tone: 'none', icon: 'close', bar: 'none' },
};

export const lookOfClass: Record<ClassGroupState, { tone: Tone; icon: IconName }> = {
  preparing: { tone: 'none', icon: 'edit' },
  open: { tone: 'info', icon: 'check' },
  running: { tone: 'now', icon: 'clock' },
  grading: { tone: 'now', icon: 'tasks' },
  decision: { tone: 'info', icon: 'award' },
  closed: { tone: 'done', icon: 'lock' },
};

/** States somebody is in, in the order of the way through a run. */
export function occupied(counts: StateCounts): { state: EnrollmentState; people: number }[] {
  return States.options
    .map((state) => ({ state, people: counts[state] ?? 0 }))
    .filter(({ people }) => people > 0);
}

export function total(counts: StateCounts): number {
  return occupied(counts).reduce((sum, { people }) => sum + people, 0);
}

const left: EnrollmentState[] = ['withdrawn', 'replaced', 'noShow'];

/** People who have not left. */
export function present(counts: StateCounts): number {
  return occupied(counts).reduce((sum, { state, people }) => (left.includes(state) ? sum : sum + people), 0);
}
