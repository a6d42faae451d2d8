import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  keyPoints: 'Key points',
  task: { minutes: { one: '{{n}} minute', other: '{{n}} minutes' } },
  exercise: {
    title: 'Short exercise',
    rule: 'Not graded. Repeat it whenever you like.',
    choose: 'Choose one answer',
    right: 'That’s right.',
    notYet: 'Not quite, try again.',
  },
} satisfies SameWords<typeof id>;
