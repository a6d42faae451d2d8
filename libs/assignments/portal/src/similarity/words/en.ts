import type { SameWords } from '@bimtek/platform-portal';
import type id from './id.ts';

export default {
  title: 'Similar work',
  hint: { one: '{{n}} similar work', other: '{{n}} similar works' },
  hintMore: 'Being similar is no fault in itself. Read both first.',
  with: '{{name}}, {{overlap}}% the same',
  elsewhere: 'Trainee of {{class}}',
  sameLibrary: 'same library',
  compare: 'Compare with {{name}}',
  about:
    'What is marked stands in both works with the same words in the same order. They may have written together, used the same example, or one may have copied. You judge.',
  mine: 'The work you mark: {{name}}',
  theirs: 'The work of {{name}}',
  onlyCommon: 'This work is from outside your classes, so only what both have is shown.',
  common: 'the same',
  back: 'Grading desk',
  sent: 'Handed in {{time}} · {{overlap}}% the same',
} satisfies SameWords<typeof id>;
