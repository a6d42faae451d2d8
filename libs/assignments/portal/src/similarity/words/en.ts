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
  photos: {
    title: 'Similar photos',
    hint: { one: 'There is {{n}} similar photo', other: 'There are {{n}} similar photos' },
    compare: 'Compare the photo with that of {{name}}',
    about:
      'Both photos look nearly the same. The two may have been at the same event, or used the same photo. It is for you to judge.',
    mine: 'Photo of the work you mark',
    theirs: 'Photo of {{name}}',
    sent: 'Sent {{time}}',
    same: 'The very same file',
    near: 'Looks nearly the same, the files differ',
    gone: 'This pair of photos is not there any more',
  },
  back: 'Grading desk',
  sent: 'Handed in {{time}} · {{overlap}}% the same',
} satisfies SameWords<typeof id>;
