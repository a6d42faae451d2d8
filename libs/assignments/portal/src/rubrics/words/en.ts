import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Correct a rubric',
  board: 'Marking board',
  assignment: 'Assignment',
  name: 'Assignment {{number}}: {{title}}',
  about:
    'The rubric holds for all classes of this run. See the effect first; nothing changes before you apply it.',
  weight: 'Weight of {{criterion}}',
  level: '{{criterion}}, level {{level}}',
  levelName: { 1: 'Needs improvement', 2: 'Sufficient', 3: 'Good', 4: 'Very good' },
  sum: 'Weights add up to {{sum}} of 100',
  sumWrong: 'The weights must add up to 100, now {{sum}}.',
  reset: 'Reset',
  check: 'See the effect',
  effect: 'The effect',
  changed: { one: '{{n}} score changes', other: '{{n}} scores change' },
  counts: '{{higher}} rise, {{lower}} fall, {{unchanged}} stay',
  closed: '{{n}} scores in closed classes stay.',
  none: 'No score changes; the new rubric is used from the next mark on.',
  more: 'Only the {{n}} largest changes are shown.',
  person: 'Trainee',
  before: 'Before',
  after: 'After',
  shown: 'Seen by the trainee',
  isReleased: 'released',
  notReleased: 'not released',
  reason: 'Reason',
  reasonHint: 'Kept with your name.',
  reasonShort: 'Give a reason of at least 10 characters.',
  apply: 'Apply the new rubric',
  applied: 'The rubric is corrected. {{n}} scores were counted anew.',
  history: 'Earlier corrections',
  entry: 'Correction {{number}} by {{by}}, {{time}}',
  entryMore: '{{reason}} · {{n}} scores changed',
  refusal: {
    'beyond-your-classes':
      'This rubric also holds in classes that are not yours. Ask a master trainer or the national office.',
  },
  problem: {
    'beyond-your-classes': 'This rubric also holds in classes that are not yours.',
    'other-criteria': 'The criteria have changed. Reload the page.',
    'weights-not-100': 'The weights must add up to 100.',
    'rubric-unchanged': 'Nothing has been changed yet.',
    'stale-check': 'Marks have changed since. See the effect once more.',
  },
} satisfies SameWords<typeof id>;
