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
  assignment: {
    ways: 'It may be',
    kind: {
      form: 'a filled form',
      text: 'typed text',
      photo: 'a photo',
      document: 'a document',
      audio: 'a sound recording',
      link: 'a link',
    },
    checklist: 'Check before handing in',
    rubric: 'How it is marked',
    rubricMore: 'The trainer chooses one level for each criterion. Open a criterion to read its levels.',
    weight: 'weight {{n}}',
    level: { 4: 'Very good', 3: 'Good', 2: 'Fair', 1: 'Needs improvement' },
    mustRevise: 'At level {{level}} the work comes back for revision, whatever its sum.',
  },
} satisfies SameWords<typeof id>;
